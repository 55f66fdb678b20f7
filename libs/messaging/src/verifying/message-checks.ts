/** Holds messages of this service's own topics against its histories, a batch at a time, and notes how far each stream has been seen. */
import { isDeepStrictEqual } from 'node:util';
import { newestOf } from '@rolecall/kernel';
import type { Commit } from '../commit.js';
import { nameOf } from '../consuming/error-classes.js';
import type { IncomingMessage } from '../kafka/broker.js';
import { fromMessage, type PublishedEvent, UnreadableMessage } from '../kafka/cloud-events.js';
import type { DocumentCollection, Ports } from '../ports.js';
import { publishedEvents } from '../relay.js';
import type { Invariant, Mismatch } from './mismatch.js';

const streamsAtOnce = 16;

/** How far a stream was seen in the topics: by the sequence of its events and the version of their commit. */
export interface Seen {
  readonly _id: string;
  readonly job: string;
  readonly stream: string;
  readonly sequence?: number;
  readonly version?: number;
  /** What is marked as published was not there when everything had been read. */
  readonly suspect?: boolean;
  /** An event came where an earlier one was not there; told once the topics are read, for a step that is done again passes over it. */
  readonly outOfOrder?: Pick<Mismatch, 'of' | 'what'> & { readonly round: number };
}

interface Told {
  readonly event: PublishedEvent;
  readonly message: IncomingMessage;
}

export const seenId = (job: string, stream: string): string => `${job} ${stream}`;

export async function seenOf(seen: DocumentCollection, job: string, streams: readonly string[]): Promise<Map<string, Seen>> {
  const found = (await seen.find({ _id: { $in: streams.map((stream) => seenId(job, stream)) } }).toArray()) as unknown as Seen[];
  return new Map(found.map((each) => [each.stream, each]));
}

export class MessageChecks {
  constructor(
    private readonly ports: Ports,
    private readonly job: string,
    private readonly round: number,
    private readonly seen: DocumentCollection,
    private readonly mismatches: Mismatch[],
  ) {}

  /** Messages of one partition, in its order. */
  async check(messages: readonly IncomingMessage[]): Promise<void> {
    const told = messages.flatMap((message) => this.read(message));
    const streams = [...Map.groupBy(told, ({ event }) => event.stream)];
    const seen = await seenOf(
      this.seen,
      this.job,
      streams.map(([stream]) => stream),
    );
    for (let from = 0; from < streams.length; from += streamsAtOnce) {
      const some = streams.slice(from, from + streamsAtOnce);
      await Promise.all(some.map(([stream, its]) => this.checkStream(stream, its, seen.get(stream))));
    }
  }

  private read(message: IncomingMessage): Told[] {
    if (message.headers.ce_source !== `/rolecall/${this.ports.service}`) return [];
    try {
      return [{ event: fromMessage(message), message }];
    } catch (error) {
      this.tell('content', message, `it cannot be read: ${error instanceof UnreadableMessage ? error.message : nameOf(error).error}`);
      return [];
    }
  }

  private async checkStream(stream: string, told: readonly Told[], before: Seen | undefined): Promise<void> {
    const from = Math.min(before?.version ?? 1, ...told.map(({ event }) => event.version));
    const commits = await this.ports.database.commitsAfter(stream, from - 1);
    const last = { sequence: before?.sequence ?? 0, version: before?.version ?? 0 };
    let outOfOrder: Seen['outOfOrder'];
    for (const each of told) {
      const { sequence, version, topic } = each.event;
      if (!this.wasCommitted(each, commits) || sequence <= last.sequence) continue;
      const passedOver = sequencesIn(commits, topic).find((other) => other > last.sequence && other < sequence);
      const what = `event ${sequence} of ${stream} comes where ${passedOver} is not there yet`;
      if (passedOver) outOfOrder ??= { of: placeOf(each.message), what, round: this.round };
      Object.assign(last, { sequence, version });
    }
    if (last.sequence === (before?.sequence ?? 0)) return;
    const now = { job: this.job, stream, ...last, ...(outOfOrder ? { outOfOrder } : {}) };
    await this.seen.updateOne({ _id: seenId(this.job, stream) }, { $set: now }, { upsert: true });
  }

  private wasCommitted({ event, message }: Told, commits: readonly Commit[]): boolean {
    const commit = commits.find(({ events }) => events.some(({ id }) => id === event.id));
    if (!commit) {
      this.tell('uncommitted', message, `event ${event.id} of ${event.stream} is not in its history`);
      return false;
    }
    const other = this.differing(event, commit);
    if (other) this.tell('content', message, `${other} of event ${event.id} is not what was committed`);
    return true;
  }

  /** The fields of a message that differ; what an older build did not send is no difference. */
  private differing(event: PublishedEvent, commit: Commit): string | undefined {
    const committed = commit.events.filter(({ id }) => id === event.id);
    // A newer build's: this one cannot say.
    if (committed.some(({ type }) => !newestOf(type))) return undefined;
    const [published] = publishedEvents({ ...commit, events: committed }, this.ports.service, 0);
    if (!published) return 'the topic';
    const names = (Object.keys(event) as (keyof PublishedEvent)[]).filter((name) => name !== 'relayEpoch');
    const other = names.filter((name) => !isDeepStrictEqual(event[name], plain(published[name])));
    return other.length > 0 ? other.join(', ') : undefined;
  }

  private tell(invariant: Invariant, message: IncomingMessage, what: string): void {
    this.mismatches.push({ invariant, of: placeOf(message), what });
  }
}

const placeOf = ({ topic, partition, offset }: IncomingMessage): string => `${topic}#${partition}:${offset}`;

/** Of the events that go to the topic. */
export const sequencesIn = (commits: readonly Commit[], topic: string): number[] =>
  commits.flatMap(({ events }) => events.filter(({ type }) => newestOf(type)?.topic === topic).map(({ sequence }) => sequence));

const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
