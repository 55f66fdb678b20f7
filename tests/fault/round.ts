/** One round: a load of its own, a fault in the middle of it, the end of every story, and a look at everything that is left. */
import type { Cluster } from '../../deploy/local/index.ts';
import type { Patience } from '../load/client.ts';
import { Load } from '../load/load.ts';
import { personalAmount, personalMark } from '../load/people.ts';
import type { Histories } from './histories.ts';
import { type Evidence, type Finding, isLasting, lookAt } from './invariants.ts';
import type { Logs } from './logs.ts';
import type { Random } from './random.ts';
import { lateness, recoveryOf } from './recovery.ts';
import type { Topics } from './topics.ts';
import type { Verified } from './verified.ts';
import { type Fault, now, type World, wait, whole } from './world.ts';

export interface Stand {
  readonly cluster: Cluster;
  readonly topics: Topics;
  readonly histories: Histories;
  readonly logs: Logs;
  readonly random: Random;
  /** Ids and places of messages that faults put into the topics, where they stay. */
  readonly planted: Set<string>;
  readonly verified: Verified;
}

export interface RoundOptions {
  readonly inFlight: number;
  /** How long people work before the fault, and how long after it is over. */
  readonly workMs: number;
  /** How much longer than it must a fault may last. */
  readonly longerMs: number;
  /** How long everything may take to become quiet. */
  readonly quietMs: number;
  readonly patience: Patience;
}

export interface RoundResult {
  readonly fault: Fault;
  readonly org: string;
  readonly stories: number;
  readonly hires: number;
  /** See recoveryOf. */
  readonly recoveryMs: number;
  /** Requests that people sent again, and messages that came again: allowed, and shown. */
  readonly retries: number;
  readonly repeats: number;
  readonly findings: readonly Finding[];
}

export async function round(stand: Stand, fault: Fault, org: string, options: RoundOptions): Promise<RoundResult> {
  const { cluster, random, topics } = stand;
  const load = await Load.start(cluster, { org, inFlight: options.inFlight, patience: options.patience });
  const long = (atLeastMs: number) => atLeastMs + random.between(0, options.longerMs);
  const world: World = { ...stand, load, long };
  await wait(options.workMs);
  await warm(load);
  const failures: Finding[] = [];
  const strike = async () => fault.strike(world);
  const struck = await strike().catch((error: unknown) => {
    failures.push({ invariant: 'I6', what: `the fault was not carried out: ${(error as Error).stack}` });
    return now();
  });
  await wait(options.workMs);
  await whole(world);
  await load.stop();
  const { evidence, findings } = await whenQuiet(stand, world, options.quietMs);
  topics.forget(org);
  const verified = await stand.verified.look(stand.planted, evidence.texts);
  const recoveryMs = recoveryOf(load.stories, struck, now());
  const ids = new Set(evidence.messages.map(({ id }) => id));
  return {
    ...{ fault, org, findings: [...failures, ...findings, ...verified, ...(failures.length > 0 ? [] : lateness(fault, recoveryMs))] },
    stories: load.stories.length,
    hires: load.ended().filter(({ ending }) => ending === 'hired').length,
    recoveryMs,
    retries: load.retries,
    repeats: evidence.messages.length - ids.size,
  };
}

const warmStories = 3;
const warmWithinMs = 60_000;

/** Until some stories have ended: then there is something of every step. */
async function warm(load: Load): Promise<void> {
  const until = now() + warmWithinMs;
  while (load.ended().length < warmStories && now() < until) await wait(100);
}

const lookAgainMs = 1000;

/** Looks until nothing is wrong or the time is over; gives what is wrong then. */
async function whenQuiet(stand: Stand, world: World, forMs: number): Promise<{ evidence: Evidence; findings: Finding[] }> {
  const until = now() + forMs;
  const texts = new Map<string, string>();
  for (;;) {
    const evidence = await collected(stand, world, texts);
    const findings = lookAt(evidence);
    if (findings.every(isLasting) || now() > until) return { evidence, findings };
    await wait(lookAgainMs);
  }
}

/** The topics are read after the histories, so that what is published meanwhile is not taken for what nobody committed. */
async function collected({ topics, histories, logs }: Stand, { load, planted }: World, texts: Map<string, string>): Promise<Evidence> {
  const groups = await topics.groups();
  const found = await histories.of(load.org);
  while (!(await topics.caughtUp())) await wait(100);
  for (const [name, text] of logs.since()) texts.set(name, `${texts.get(name) ?? ''}${text}`);
  const { stories, org } = load;
  return { histories: found, messages: topics.of(org), groups, stories, planted, texts, marks: [personalMark, String(personalAmount)] };
}
