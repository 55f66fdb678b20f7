/** A MongoDB of one test's own, which it may hurt: with a tiny log, so that marks fall out of it, and with the server's own fail points. */
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { Child } from '../deploy/local/child.ts';
import { findMongod } from '../deploy/local/find-mongod.ts';
import { withDatabase } from '../deploy/local/mongo-url.ts';
import { freePort } from '../deploy/local/ports.ts';
import { Premises } from '../deploy/local/premises.ts';
import { becomesTrue } from '../deploy/local/processes.ts';

const upWithinMs = 60_000;
const host = '127.0.0.1';

export class OwnMongod {
  private constructor(
    readonly admin: mongo.Db,
    private readonly port: number,
    private readonly child: Pick<Child, 'freeze' | 'thaw'>,
    private readonly end: () => Promise<void>,
  ) {}

  static async start(): Promise<OwnMongod> {
    const premises = await Premises.open();
    const port = await freePort();
    const settings = { replSet: 'rs0', port, bind_ip: host, dbpath: await premises.room('mongo'), oplogSize: 2, syncdelay: 1 };
    const args = [
      ...Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
      ...['--wiredTigerCacheSizeGB', '0.25', '--nounixsocket', '--quiet'],
      ...['--setParameter', 'enableTestCommands=1', '--setParameter', 'diagnosticDataCollectionEnabled=false'],
    ];
    const command = await findMongod(() => undefined);
    const child = new Child({ name: 'mongod', command, args, log: join(premises.folder, 'mongod.log') }, premises.guard);
    const client = new mongo.MongoClient(`mongodb://${host}:${port}/?directConnection=true`);
    const admin = client.db('admin');
    const end = async () => {
      await client.close();
      await child.stop('SIGKILL');
      await premises.close();
    };
    try {
      await child.until(() => answers(admin), upWithinMs);
      await admin.command({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host: `${host}:${port}` }] } });
      await child.until(() => takesWrites(admin), upWithinMs);
      return new OwnMongod(admin, port, child, end);
    } catch (error) {
      await end();
      throw error;
    }
  }

  url = (database: string): string => withDatabase(`mongodb://${host}:${this.port}/?replicaSet=rs0`, database);

  stop = (): Promise<void> => this.end();

  /** It stands still, its connections open. */
  freeze = (): void => this.child.freeze();
  thaw = (): void => this.child.thaw();

  /** Nothing is on disk, and so nothing has a majority, until `mayGoOn`. */
  async holdMajority(): Promise<{ mayGoOn(): Promise<void> }> {
    const flushing = (mode: 'alwaysOn' | 'off') => this.admin.command({ configureFailPoint: 'pauseJournalFlusherBeforeFlush', mode });
    await flushing('alwaysOn');
    return { mayGoOn: async () => void (await flushing('off')) };
  }

  /** The only member gives up being the primary. Connections stay, what runs is interrupted. Resolves when it is elected again. */
  async stepDown(): Promise<void> {
    const term = await this.term();
    await this.admin.command({ replSetStepDown: 1, force: true });
    if (!(await becomesTrue(async () => (await this.term()) > term && (await takesWrites(this.admin)), upWithinMs)))
      throw new Error('nobody was elected');
  }

  private term = async (): Promise<number> => Number((await this.admin.command({ replSetGetStatus: 1 })).term);

  /** The time of the oldest entry of its log. */
  async oldest(): Promise<mongo.Timestamp> {
    const log = this.admin.client.db('local').collection<{ ts: mongo.Timestamp }>('oplog.rs');
    return (
      await log
        .find({}, { sort: { $natural: 1 } })
        .limit(1)
        .next()
    )?.ts as mongo.Timestamp;
  }

  /** Writes until its log reaches back no further than to what is written now. */
  async forgetHistory(): Promise<void> {
    const filler = this.admin.client.db('filler').collection('filler');
    const { operationTime } = await this.admin.command({ ping: 1 });
    while ((await this.oldest()).lessThan(operationTime))
      await filler.insertMany(Array.from({ length: 20 }, () => ({ x: 'x'.repeat(10_000) })));
  }
}

const answers = (admin: mongo.Db): Promise<boolean> =>
  admin.command({ ping: 1 }).then(
    () => true,
    () => false,
  );
const takesWrites = async (admin: mongo.Db): Promise<boolean> => (await admin.command({ hello: 1 })).isWritablePrimary === true;
