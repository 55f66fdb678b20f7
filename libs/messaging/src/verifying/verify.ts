/**
 * The job `verify`: holds a service against what must always hold. A sample of its streams or all of them; its own topics against its
 * histories and its copies against their topics, if asked for; its places in the topics it consumes. It changes nothing of these.
 */
import { Rejection } from '@rolecall/kernel';
import { z } from 'zod';
import type { JobCounts, JobOptions, JobStep, JobWork } from '../operations/job.js';
import { Replay, type ReplayFrom, type ReplayOf } from '../replaying/replay.js';
import type { Difference } from '../replaying/settling.js';
import { messagesIn, stagesOf } from '../replaying/stages.js';
import { lookAtHeads, lookAtHistories } from './all-streams.js';
import { type Mismatch, sentenceOf, tell } from './mismatch.js';
import { offsetMismatches } from './offset-checks.js';
import { StreamChecks } from './stream-checks.js';
import { TopicChecks, type TopicPlace } from './topic-checks.js';

const stepMs = 5000;
/** Before each step of one that has time: as long as a step at most, so that a service at work keeps half of the server. */
const restMs = 5000;
const sampleDefault = 1000;
const sampleMax = 10_000;
const lookedAtOnce = 200;

const verifyOptions = z.strictObject({
  /** Every stream, instead of a sample of so many. */
  all: z.boolean().optional(),
  sample: z.int().min(1).max(sampleMax).optional(),
  /** Also the topics and the copies: they are read once, from the beginning. */
  topics: z.boolean().optional(),
  /** With a rest before each step. */
  unhurried: z.boolean().optional(),
});

type Place =
  | { readonly phase: 'sample'; readonly drawn?: readonly string[] }
  | { readonly phase: 'streams' | 'heads'; readonly after: string }
  | { readonly phase: 'topics'; readonly at?: TopicPlace }
  | { readonly phase: 'copies'; readonly at?: unknown }
  | { readonly phase: 'offsets' };

interface Looked {
  /** Absent when nothing is left. */
  readonly next?: Place;
  readonly counts?: JobCounts;
  readonly mismatches: readonly Mismatch[];
  readonly findings?: readonly string[];
}

export function verifyJob(of: ReplayOf): JobWork & { readonly options: z.ZodType<JobOptions> } {
  const verify = new Verify(of);
  return { kind: 'verify', options: verifyOptions as z.ZodType<JobOptions>, step: (from) => verify.step(from) };
}

class Verify {
  private readonly streams: StreamChecks;
  private readonly topics: TopicChecks;
  private readonly replay: Replay;

  constructor(private readonly of: ReplayOf) {
    this.streams = new StreamChecks(of.ports);
    this.topics = new TopicChecks(of.ports);
    this.replay = new Replay(of, () => 'check');
  }

  async step(from: ReplayFrom): Promise<JobStep> {
    if (from.options.unhurried) await this.of.ports.clock.sleep(restMs, from.signal);
    const first: Place = from.options.all ? { phase: 'streams', after: '' } : { phase: 'sample' };
    const { next, counts = {}, mismatches, findings = [] } = await this.look((from.cursor as Place | undefined) ?? first, from);
    tell(this.of.log, mismatches);
    for (const finding of findings) this.of.log('warn', 'the verifier could not look at all of it', { finding });
    return {
      ...{ cursor: next, done: next === undefined, findings: [...mismatches.map(sentenceOf), ...findings] },
      counts: { ...counts, ...(mismatches.length > 0 ? { mismatches: mismatches.length } : {}) },
    };
  }

  private look(place: Place, from: ReplayFrom): Promise<Looked> {
    const { clock } = this.of.ports;
    const until = clock.elapsed() + stepMs;
    const enough = () => from.signal.aborted || clock.elapsed() > until;
    switch (place.phase) {
      case 'sample':
        return this.sample(place.drawn, from);
      case 'streams':
      case 'heads':
        return this.all(place, from, enough);
      case 'topics':
        return this.ownTopics(place.at, from, enough);
      case 'copies':
        return this.copies(place.at, from);
      case 'offsets':
        return this.offsets(from.signal);
    }
  }

  private async sample(drawn: readonly string[] | undefined, { options, signal }: ReplayFrom): Promise<Looked> {
    const { database } = this.of.ports;
    const streams = drawn ?? (await database.sampleStreams(Number(options.sample ?? sampleDefault)));
    const [now, left] = [streams.slice(0, lookedAtOnce), streams.slice(lookedAtOnce)];
    const mismatches = await this.streams.look(now, signal);
    const next: Place = left.length > 0 ? { phase: 'sample', drawn: left } : afterStreams(options);
    return { next, counts: { streams: now.length }, mismatches };
  }

  private async all(
    { phase, after }: { phase: 'streams' | 'heads'; after: string },
    from: ReplayFrom,
    enough: () => boolean,
  ): Promise<Looked> {
    const { ports } = this.of;
    const { signal, options } = from;
    const looked =
      phase === 'streams'
        ? await lookAtHistories(ports, this.streams, after, signal, enough)
        : await lookAtHeads(ports, this.streams, after, signal);
    const then: Place = phase === 'streams' ? { phase: 'heads', after: '' } : afterStreams(options);
    const next = looked.after === undefined ? then : { phase, after: looked.after };
    return { next, counts: looked.streams > 0 ? { streams: looked.streams } : {}, mismatches: looked.mismatches };
  }

  private async ownTopics(at: TopicPlace | undefined, { jobId }: ReplayFrom, enough: () => boolean): Promise<Looked> {
    const next = { phase: 'copies' } as const;
    if (at === undefined) {
      const cut = (await this.of.ports.broker.bounds(this.topics.topics)).filter(({ low }) => low !== '0');
      const findings = cut.map(({ topic, partition, low }) => `${topic}#${partition} begins at ${low}: own topics cannot be verified`);
      if (cut.length > 0) return { next, mismatches: [], findings };
      return { next: { phase: 'topics', at: await this.topics.begin(jobId) }, mismatches: [] };
    }
    const { place, messages, mismatches } = await this.topics.step(at, { jobId, enough });
    return { next: place ? { phase: 'topics', at: place } : next, counts: messages > 0 ? { messages } : {}, mismatches };
  }

  private async copies(at: unknown, from: ReplayFrom): Promise<Looked> {
    const then: Place = { phase: 'offsets' };
    if (at === undefined) {
      const cut = await this.whyNotCompared();
      if (cut) return { next: then, mismatches: [], findings: [cut] };
    }
    const { cursor, done, counts, findings, differences } = await this.replay.step({ ...from, cursor: at, options: {} });
    const mismatches = await Promise.all(differences.map((each) => this.mismatchOf(each)));
    const { messages = 0, again = 0 } = counts;
    return {
      next: done ? then : { phase: 'copies', at: cursor },
      ...{ counts: messages + again > 0 ? { messages: messages + again } : {}, findings },
      mismatches: mismatches.flatMap((each) => each ?? []),
    };
  }

  private async whyNotCompared(): Promise<string | undefined> {
    const { broker } = this.of.ports;
    try {
      await messagesIn(broker, await stagesOf(broker, this.replay.topics, {}));
      return undefined;
    } catch (error) {
      if (!(error instanceof Rejection) || error.kind === 'unavailable') throw error;
      return `copies cannot be compared: ${error.message}`;
    }
  }

  /** A copy whose key is held waits behind a dead letter, as it should. */
  private async mismatchOf({ of, what, topic, key, late }: Difference): Promise<Mismatch | undefined> {
    if (late && (await this.of.deadLetters.held({ group: this.of.group, topic, key }))) return undefined;
    return { invariant: 'copy', of, what };
  }

  private async offsets(signal: AbortSignal): Promise<Looked> {
    const { ports, group } = this.of;
    return { mismatches: await offsetMismatches(ports, group, this.replay.topics, signal) };
  }
}

const afterStreams = ({ topics }: JobOptions): Place => (topics ? { phase: 'topics' } : { phase: 'offsets' });
