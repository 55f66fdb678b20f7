/** Every stream of a service, in steps: those that have a history, and then heads that may have none. */
import type { Commit } from '../commit.js';
import type { Ports } from '../ports.js';
import type { Mismatch } from './mismatch.js';
import type { StreamChecks } from './stream-checks.js';

const streamsAtOnce = 200;
const headsAtOnce = 500;

export interface Looked {
  /** Where the next step begins; absent when nothing is left. */
  readonly after?: string;
  readonly streams: number;
  readonly mismatches: readonly Mismatch[];
}

/** `after`: the last commit that was looked at. */
export async function lookAtHistories(
  ports: Ports,
  checks: StreamChecks,
  after: string,
  signal: AbortSignal,
  enough: () => boolean,
): Promise<Looked> {
  const streams: Commit[][] = [];
  let ended = true;
  for await (const commit of ports.database.allCommits(after)) {
    const current = streams.at(-1);
    if (current?.[0]?.stream === commit.stream) current.push(commit);
    else if (streams.length < streamsAtOnce && !(streams.length > 0 && enough())) streams.push([commit]);
    else {
      ended = false;
      break;
    }
  }
  const names = streams.map(([first]) => (first as Commit).stream);
  const heads = await ports.database.heads(names);
  const suspects: string[] = [];
  for (const [position, name] of names.entries())
    if (await checks.suspicious(name, streams[position] as Commit[], heads.get(name))) suspects.push(name);
  const mismatches = await checks.look(suspects, signal);
  return { streams: names.length, mismatches, ...(ended ? {} : { after: `${names.at(-1)}/999999999` }) };
}

/** `after`: the last head that was looked at. Those of streams that have a history were looked at with it. */
export async function lookAtHeads(ports: Ports, checks: StreamChecks, after: string, signal: AbortSignal): Promise<Looked> {
  const heads = await ports.database.findHeads('', {}, { limit: headsAtOnce, ...(after ? { after } : {}) });
  const suspects: string[] = [];
  for (const { _id, version } of heads)
    if ((await commitsFrom(ports, _id, version)) === 0 && (await commitsFrom(ports, _id, 1)) === 0) suspects.push(_id);
  const mismatches = await checks.look(suspects, signal);
  return { streams: 0, mismatches, ...(heads.length < headsAtOnce ? {} : { after: heads.at(-1)?._id }) };
}

const commitsFrom = async ({ database }: Ports, stream: string, version: number): Promise<number> =>
  (await database.commitsAfter(stream, version - 1)).length;
