/** What MongoDB's facts mean for a service. Pure; times are ISO instants and milliseconds. */
import type { Index } from '../mongo/made-indexes.js';
import type { Oplog } from '../mongo/survey.js';
import { type Finding, fine, lasting, named, wrong } from './checks.js';

const hourMs = 3_600_000;
const oplogHoursWanted = 48;
/** A log that has room has thrown nothing away. */
const fullEnough = 0.9;
const skewWarnMs = 1000;
const skewBadMs = 5000;

/** `mayHave`: those that are made only when they are first needed. */
export function indexCheck(made: readonly Index[], found: readonly Index[], mayHave: (index: Index) => boolean): Finding {
  const [there, asked] = [found, made].map((indexes) => new Set(indexes.map(({ spelled }) => spelled)));
  const missing = made.filter(({ spelled }) => !there?.has(spelled)).map(({ spelled }) => spelled);
  const extra = found.filter((index) => !asked?.has(index.spelled) && !mayHave(index)).map(({ spelled }) => spelled);
  if (missing.length > 0)
    return wrong(
      'indexes',
      'bad',
      `missing: ${named(missing)}${extra.length > 0 ? `; not ours: ${named(extra)}` : ''}`,
      'restart one process of the service: it makes them',
    );
  if (extra.length > 0)
    return wrong(
      'indexes',
      'warn',
      `not ours: ${named(extra)}`,
      'drop them unless somebody knows what for: each makes every write dearer, a unique one may refuse it',
    );
  return fine('indexes', `all ${made.length} are there, and no other`);
}

export function oplogCheck({ since, full, keptHours }: Oplog, now: string): Finding {
  const reachesMs = Date.parse(now) - Date.parse(since);
  const found = `reaches back ${lasting(reachesMs)}, ${Math.round(full * 100)} % full${keptHours > 0 ? `, ${keptHours} h are promised` : ''}`;
  if (reachesMs >= oplogHoursWanted * hourMs || keptHours >= oplogHoursWanted) return fine('oplog', found);
  if (full < fullEnough) return fine('oplog', `${found}: nothing was thrown away yet`);
  const todo = `give it ${oplogHoursWanted} hours: \`--oplogMinRetentionHours ${oplogHoursWanted}\``;
  return wrong('oplog', reachesMs < hourMs ? 'bad' : 'warn', found, todo);
}

export interface FollowerFacts {
  readonly name: 'relay' | 'projector';
  /** A process holds the lease now. */
  readonly held: boolean;
  /** Up to when it has read the commits; undefined without a mark that tells. */
  readonly readUpTo: string | undefined;
  readonly recovering: boolean;
}

const behindWarnMs = 60_000;
const behindBadMs = 300_000;

export function followerCheck({ name, held, readUpTo, recovering }: FollowerFacts, now: string): Finding {
  if (!held)
    return wrong(name, 'bad', 'no process leads', 'start one, or look at its way to MongoDB: docs/runbooks/relay.md, "Nobody leads"');
  if (recovering) return wrong(name, 'warn', 'recovers from the commits, page by page', 'wait; how long it takes: docs/runbooks/relay.md');
  if (!readUpTo) return wrong(name, 'unknown', 'leads, and has no mark yet', 'ask again in a minute');
  const behindMs = Math.max(0, Date.parse(now) - Date.parse(readUpTo));
  const found = `leads, and has read up to ${lasting(behindMs)} ago`;
  if (behindMs < behindWarnMs) return fine(name, found);
  return wrong(
    name,
    behindMs < behindBadMs ? 'warn' : 'bad',
    found,
    `the log says \`${name} pauses and tries again\` and why: docs/runbooks/relay.md`,
  );
}

/** How far our clock is ahead of the server's. `asked` and `answered`: ours before and after. What the way took is nobody's skew. */
export function aheadMs(asked: string, server: string, answered: string): number {
  const [from, at, to] = [asked, server, answered].map((instant) => Date.parse(instant)) as [number, number, number];
  return Math.max(0, from - at) - Math.max(0, at - to);
}

/** As `aheadMs`. */
export function clockCheck(asked: string, server: string, answered: string): Finding {
  const ahead = aheadMs(asked, server, answered);
  const skewMs = Math.abs(ahead);
  const found = `${skewMs} ms from MongoDB’s${ahead > 0 ? ', ahead' : ahead < 0 ? ', behind' : ''}`;
  if (skewMs <= skewWarnMs) return fine('clock', found);
  return wrong('clock', skewMs > skewBadMs ? 'bad' : 'warn', found, 'set the clocks of the machines: `chronyc tracking` on each');
}
