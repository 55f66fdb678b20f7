/** What must hold of one stream, from what its documents say. Pure. */
import { isDeepStrictEqual } from 'node:util';
import type { Loaded } from '../aggregate-reader.js';
import { type Commit, commitId } from '../commit.js';
import type { Head } from '../ports.js';
import type { Invariant, Mismatch } from './mismatch.js';

/** Followers have this long, and timers. */
const followedWithinMs = 60_000;
const carriedOutWithinMs = 5 * 60_000;

type Check = readonly [Invariant, string | undefined];

/** The commits are 1, 2, 3 …, and so are their events; no cause and no id is there twice; time does not run back. */
export function historyMismatches(stream: string, commits: readonly Commit[]): Mismatch[] {
  const events = commits.flatMap((commit) => commit.events);
  const version = commits.findIndex((commit, n) => commit.version !== n + 1 || commit._id !== commitId(stream, n + 1));
  const earlier = commits.find(({ at }, n) => n > 0 && at < (commits[n - 1] as Commit).at);
  const cause = repeated(commits.map((commit) => commit.cause));
  const id = repeated(events.map((event) => event.id));
  return found(stream, [
    ['versions', version < 0 ? undefined : `in the place of version ${version + 1} stands ${commits[version]?._id}`],
    ['sequences', gapIn(commits)],
    ['sequences', id && `two events have the id ${id}`],
    ['causes', cause && `two commits have the cause ${cause}`],
    ['times', earlier && `version ${earlier.version} is earlier than the one before it`],
  ]);
}

/** What a restore brought back may lack internal events, of which no topic told. */
function gapIn(commits: readonly Commit[]): string | undefined {
  let last = 0;
  for (const { events, restored } of commits)
    for (const { sequence } of events) {
      if (restored ? sequence <= last : sequence !== last + 1) return `in the place of event ${last + 1} stands ${sequence}`;
      last = sequence;
    }
  return undefined;
}

/** Up to when followers have read, in milliseconds: what lies behind that waits, and its wait has alarms of its own. */
export interface Followed {
  readonly relay: number;
  readonly projector: number;
}

/** The followers have done their part. */
export function followedMismatches(stream: string, commits: readonly Commit[], head: Head | undefined, upTo: Followed): Mismatch[] {
  const due = (before: number) => commits.findLast(({ at }) => Date.parse(at) < before - followedWithinMs)?.version ?? 0;
  const last = commits.at(-1)?.version ?? 0;
  const stands = head?.version ?? 0;
  const published = head?.published ?? 0;
  return found(stream, [
    ['published', published < due(upTo.relay) ? `published up to version ${published} of ${last}, and a minute has gone` : undefined],
    ['published', published > last ? `published up to version ${published}, the history ends at ${last}` : undefined],
    ['head', stands < due(upTo.projector) ? `the head stands at version ${stands} of ${last}, and a minute has gone` : undefined],
    ['head', stands > last ? `the head stands at version ${stands}, the history ends at ${last}` : undefined],
  ]);
}

export interface FoldedHead {
  readonly head: Head;
  /** The fold of the whole history. */
  readonly folded: Loaded<unknown>;
  readonly stateVersion: number;
}

/** A head that has caught up says what the history says. One of another way to fold is replaced at its next change. */
export function headMismatches(stream: string, { head, folded, stateVersion }: FoldedHead): Mismatch[] {
  if (head.version !== folded.version || head.stateVersion !== stateVersion) return [];
  const other = differing(head.state, folded.state);
  return found(stream, [
    ['head', head.sequence === folded.sequence ? undefined : `the head counts ${head.sequence} events, the history ${folded.sequence}`],
    ['head', other && `the head says something else of ${other}`],
  ]);
}

/** Nothing waits for a time that is past. */
export function deadlineMismatches(stream: string, dueAt: string | undefined, now: number): Mismatch[] {
  const late = dueAt !== undefined && Date.parse(dueAt) < now - carriedOutWithinMs;
  return found(stream, [['deadline', late ? `due ${dueAt}, and not carried out` : undefined]]);
}

/** The fields that two states do not share, as they are stored; undefined when there is none. */
function differing(one: unknown, other: unknown): string | undefined {
  const [left, right] = [stored(one), stored(other)];
  if (isDeepStrictEqual(left, right)) return undefined;
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return names.filter((name) => !isDeepStrictEqual(left[name], right[name])).join(', ');
}

const stored = (state: unknown): Record<string, unknown> => JSON.parse(JSON.stringify(state)) as Record<string, unknown>;

function repeated(values: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return values.find((value) => seen.size === seen.add(value).size);
}

const found = (of: string, checks: readonly Check[]): Mismatch[] =>
  checks.flatMap(([invariant, what]) => (what === undefined ? [] : [{ invariant, of, what }]));
