/** `rolecall restore`, as an operator types it: a service's database is lost, a backup is put in its place, and the topics bring the rest back. */
import type { Commit } from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { mongo } from 'mongoose';
import { kafkaBrokers, mongoUrl } from '../servers.js';
import { later, RequisitionService } from './requisition-service.js';
import { rolecallOf } from './rolecall.js';
import { patienceMs } from './service.js';

/** Leases that a backup holds are over when it comes back. */
const leaseMs = 6000;

async function copied(from: mongo.Db, to: mongo.Db): Promise<void> {
  for (const { name } of await from.listCollections({ type: 'collection' }).toArray()) {
    const documents = await from.collection(name).find().toArray();
    if (documents.length > 0) await to.collection(name).insertMany(documents);
  }
}

/** Topics hold what the services of other files have said too: one story is looked at. */
const commitsIn = (database: mongo.Db, id: string) =>
  database
    .collection<Commit>('commits')
    .find({ stream: `acme/requisition/${id}` }, { sort: { _id: 1 } })
    .toArray();
/** What others were told of it. */
const told = (commits: readonly Commit[]) => commits.map(({ _id, cause, at, events }) => ({ _id, cause, at, events }));

it('says what would come back, refuses while the service runs, brings it back, and once more brings nothing', async () => {
  const service = await RequisitionService.start();
  const [url, backupUrl] = [process.env.MONGO_URL as string, mongoUrl('backup')];
  const client = new mongo.MongoClient(url);
  const backup = new mongo.MongoClient(backupUrl);
  try {
    const id = await service.opened();
    const published = async () =>
      (
        await client
          .db()
          .collection('heads')
          .findOne({ _id: `acme/requisition/${id}` as never })
      )?.published;
    await eventually(async () => (await published()) > 0, patienceMs);
    const backupTaken = new Date().toISOString();
    await copied(client.db(), backup.db());

    await service.act(id, 'hold', { reason: 'budget', reviewAt: later });
    await service.act(id, 'resume');
    await eventually(async () => (await published()) === (await service.commits(id)).length, patienceMs);
    const lost = await commitsIn(client.db(), id);
    const before = await commitsIn(backup.db(), id);
    expect(lost.length - before.length).toBe(2);

    const env = { MONGO_URL: backupUrl, KAFKA_BROKERS: kafkaBrokers() };
    const restore = (...more: string[]) =>
      rolecallOf('requisition', service, ['restore', '--service', 'requisition', '--backup-taken', backupTaken, ...more], env);
    expect(await restore('--apply')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('processes consume as rolecall.requisition'),
    });
    await service.stop();
    await new Promise((resolve) => setTimeout(resolve, leaseMs));

    const looked = await restore();
    expect([looked.code, looked.stderr]).toEqual([0, '']);
    for (const line of [' events would come back\n', ' × requisition.resumed.v1\n', 'nothing was written: run it with --apply\n'])
      expect(looked.stdout).toContain(line);
    expect(await commitsIn(backup.db(), id)).toEqual(before);

    const applied = await restore('--apply');
    expect([applied.code, applied.stderr]).toEqual([0, '']);
    expect(applied.stdout).toMatch(/^\d+ commits with \d+ events came back$/m);
    expect(applied.stdout).toMatch(/now start requisition\n$/);
    expect(told(await commitsIn(backup.db(), id))).toEqual(told(lost));
    expect((await restore('--apply', '--json')).stdout).toContain('"commits": 0');
  } finally {
    await service.stop();
    await Promise.all([client.close(), backup.close()]);
  }
}, 180_000);
