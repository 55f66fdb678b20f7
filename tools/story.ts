/**
 * Prints a story in order: `npm run story -- <correlation id> [--mongo <url>]`. The correlation id is an application's id, or a requisition's.
 * Reads the commits of every service's database on that server, or on those of the systems that run from this tree (npm start, npm run demo);
 * needs no service and no Kafka to be up.
 */
import { parseArgs } from 'node:util';
import { createConnection } from 'mongoose';
import { runningSystems } from '../deploy/local/running.ts';

/** What the tool reads of a commit. */
export interface StoredCommit {
  readonly stream: string;
  readonly version: number;
  readonly events: readonly { readonly id: string; readonly sequence: number; readonly type: string }[];
  readonly refused?: string;
  readonly at: string;
  /** The server's own order of the commits. */
  readonly ts: { readonly t: number; readonly i: number };
  readonly actor: { readonly kind: string; readonly id: string };
  readonly correlationId: string;
  readonly traceparent?: string;
}

export interface Told extends StoredCommit {
  readonly service: string;
}

const databasePrefix = 'rolecall_';

/** Every commit of a story, in the order in which the server got them. */
export const commitsOf = (correlationId: string, mongoUrl: string): Promise<Told[]> => commitsWhere({ correlationId }, mongoUrl);

/** Every commit of an organization, of all its stories. */
export const commitsOfOrg = (org: string, mongoUrl: string): Promise<Told[]> =>
  commitsWhere({ _id: { $gte: `${org}/`, $lt: `${org}0` } }, mongoUrl);

/** Every event of an organization that any service has committed, published or not. */
export async function committedEvents(org: string, mongoUrl: string): Promise<{ id: string; type: string }[]> {
  return (await commitsOfOrg(org, mongoUrl)).flatMap(({ events }) => events);
}

async function commitsWhere(where: object, mongoUrl: string): Promise<Told[]> {
  const connection = await createConnection(mongoUrl, { serverSelectionTimeoutMS: 3000 }).asPromise();
  try {
    const client = connection.getClient();
    const { databases } = await client.db().admin().listDatabases({ nameOnly: true });
    const names = databases.map(({ name }) => name).filter((name) => name.startsWith(databasePrefix));
    const found = names.map(async (name) => {
      const commits = await client.db(name).collection<StoredCommit>('commits').find(where).toArray();
      return commits.map((commit) => ({ ...commit, service: name.slice(databasePrefix.length) }));
    });
    return (await Promise.all(found)).flat().sort(byServerTime);
  } finally {
    await connection.close();
  }
}

export const byServerTime = (a: Told, b: Told): number => a.ts.t - b.ts.t || a.ts.i - b.ts.i || a.version - b.version;

/** One line for each event, and one for each delivery that a rule refused. */
export function linesOf(commits: readonly Told[]): string[] {
  const widest = Math.max(0, ...commits.flatMap(({ events }) => events.map(({ type }) => type.length)));
  return commits.flatMap((commit) => {
    const { at, service, stream, actor, traceparent } = commit;
    const [, aggregate = '', id = ''] = stream.split('/');
    const line = (what: string, sequence: string) =>
      [
        at,
        service.padEnd(11),
        what.padEnd(widest),
        sequence.padStart(4),
        `${actor.kind} ${actor.id}`.padEnd(24),
        `${aggregate} ${id.slice(0, 13)}`,
        traceparent?.split('-')[1]?.slice(0, 8) ?? '',
      ]
        .join('  ')
        .trimEnd();
    const happened = commit.events.map(({ type, sequence }) => line(type, `#${sequence}`));
    return commit.refused ? [line(`(refused: ${commit.refused})`, '')] : happened;
  });
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: { mongo: { type: 'string' } }, allowPositionals: true });
  const [correlationId] = positionals;
  if (!correlationId) {
    process.stderr.write('usage: npm run story -- <correlation id> [--mongo mongodb://…]\n');
    return 2;
  }
  const named = values.mongo ?? process.env.MONGO_URL;
  const addresses = named ? [named] : runningSystems().map(({ mongoUrl }) => mongoUrl);
  if (addresses.length === 0) {
    process.stderr.write('no system of this tree is running: npm start, or name a server with --mongo\n');
    return 1;
  }
  const commits = (await Promise.all(addresses.map((address) => commitsOf(correlationId, address)))).flat();
  if (commits.length === 0) {
    process.stderr.write(`nothing is known of ${correlationId}\n`);
    return 1;
  }
  process.stdout.write(`${linesOf(commits).join('\n')}\n`);
  return 0;
}

if (import.meta.main)
  process.exitCode = await main().catch((error: unknown) => {
    process.stderr.write(`the story could not be read: ${error instanceof Error ? error.message : error}\n`);
    return 1;
  });
