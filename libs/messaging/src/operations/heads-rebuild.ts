/** `heads-rebuild`: every stream is folded from nothing, and its head put right. The service goes on meanwhile. */
import { nameOf } from '../consuming/error-classes.js';
import type { Ports } from '../ports.js';
import { HeadRepair } from './head-repair.js';
import type { JobStep, JobWork } from './job.js';
import { foldOf, type StreamFold } from './stream-fold.js';

type RebuildPorts = Pick<Ports, 'database' | 'clock' | 'stores'>;

const stepCommitsMax = 1000;
const passesMax = 3;

/**
 * Passes follow until one finds no wrong head: the projector may have had a wrong one in its hands when that was replaced, and have written
 * what it made of it afterwards.
 */
interface Cursor {
  readonly pass: number;
  /** The last stream that this pass has done. */
  readonly after?: string;
  /** Wrong heads that this pass has replaced. */
  readonly replaced: number;
}

export function headsRebuild(ports: RebuildPorts): JobWork {
  const repair = new HeadRepair(ports);
  return {
    kind: 'heads-rebuild',
    total: async () => ({ commits: await ports.database.collection('commits').estimatedDocumentCount() }),
    step: async ({ cursor, signal }): Promise<JobStep> => {
      const { pass, after, replaced } = (cursor ?? { pass: 1, replaced: 0 }) as Cursor;
      const read = await readStreams(ports, after, signal);
      const repaired = await repair.repair(read.folds);
      const wrong = replaced + repaired.replaced;
      const next: Cursor = read.end ? { pass: pass + 1, replaced: 0 } : { pass, after: read.last, replaced: wrong };
      const { written } = repaired;
      return {
        cursor: next,
        done: read.end && (wrong === 0 || pass >= passesMax),
        ...(pass > 1 ? { counts: { written, commits_again: read.commits } } : firstPass(read, repaired.broken, written)),
      };
    },
  };
}

function firstPass(
  { streams, commits, foreign }: Read,
  broken: readonly StreamFold[],
  written: number,
): Pick<JobStep, 'counts' | 'findings'> {
  return {
    counts: { streams, commits, written, broken: broken.length },
    findings: [
      ...foreign.map((stream) => `${stream}: this build has no such aggregate`),
      ...broken.map(({ stream, version, error }) => `${stream}: cannot be folded after version ${version}: ${nameOf(error).error}`),
    ],
  };
}

interface Read {
  readonly folds: StreamFold[];
  /** Streams of aggregates that this build does not know. */
  readonly foreign: string[];
  streams: number;
  commits: number;
  /** The last stream that was read whole. */
  last: string | undefined;
  /** There are no more. */
  end: boolean;
}

/** Whole streams after one, until there are many commits; a stream is never left in its middle. */
async function readStreams(ports: RebuildPorts, after: string | undefined, signal: AbortSignal): Promise<Read> {
  const read: Read = { folds: [], foreign: [], streams: 0, commits: 0, last: after, end: true };
  let fold: StreamFold | undefined;
  // After the last commit that a stream can have.
  for await (const commit of ports.database.allCommits(after === undefined ? undefined : `${after}/999999999`)) {
    const { stream } = commit;
    if (stream !== read.last) {
      if (read.streams > 0 && (read.commits >= stepCommitsMax || signal.aborted)) {
        read.end = false;
        break;
      }
      fold = foldOf(ports, stream);
      if (fold) read.folds.push(fold);
      else read.foreign.push(stream);
      read.streams += 1;
      read.last = stream;
    }
    fold?.take(commit);
    read.commits += 1;
  }
  return read;
}
