/** Reads what a service has published, and appends the commits that its database lacks. Memory is bounded by what is lacking on one partition. */
import type { Commit, CommittedEvent } from '../commit.js';
import { GroupCommit } from '../group-commit.js';
import type { IncomingMessage, Stretch } from '../kafka/broker.js';
import { fromMessage, type PublishedEvent, UnreadableMessage } from '../kafka/cloud-events.js';
import type { Ports } from '../ports.js';
import { RestoredStream } from './restored-stream.js';

const streamsMax = 5000;
const loadsAtOnce = 50;
const appendsMax = 1000;
const listedMax = 1000;

export type TextsOf = (event: CommittedEvent) => readonly (readonly [kind: string, id: string])[];

export interface RollForwardOptions {
  /** False: only finds out what is lacking. */
  readonly apply: boolean;
  /** ISO instant of the run. */
  readonly at: string;
  /** What of the vault an event names: kind and id. */
  readonly textsOf: TextsOf;
  /** Called before each batch. */
  readonly beforeBatch: () => Promise<void>;
  readonly onRead: (stretch: Stretch, offset: string) => void;
}

/** The database did not say what became of a write: what is done is done, and the rest is done by another run. */
export class RestoreInterrupted extends Error {
  override readonly name = 'RestoreInterrupted';
}

export class RollForward {
  readonly counts = { messages: 0, own: 0, commits: 0, events: 0, empty: 0, internal: 0 };
  readonly eventsByType: Record<string, number> = {};
  readonly findings: string[] = [];
  private readonly texts = new Map<string, Set<string>>();
  private readonly namedBy = new Set<string>();
  private readonly streams = new Map<string, RestoredStream>();
  private readonly groups: GroupCommit;
  /** Each with what went wrong, so that none rejects before anybody looks. */
  private appending: Promise<unknown>[] = [];
  private marks = new Map<string, number>();

  constructor(
    private readonly ports: Pick<Ports, 'service' | 'database' | 'broker'>,
    private readonly options: RollForwardOptions,
  ) {
    this.groups = GroupCommit.of(ports.database);
  }

  /** Gives the number of messages there that are of this service. Throws HistoryMissing, RestoreInterrupted, BrokerUnavailable. */
  async read(stretch: Stretch): Promise<number> {
    const before = this.counts.own;
    // What a partition shows from its very first message on is all that was ever published there.
    const rules = { whole: stretch.from === '0', at: this.options.at };
    for await (const messages of this.ports.broker.read(stretch)) {
      await this.options.beforeBatch();
      const events = messages.flatMap((message) => this.eventOf(message) ?? []);
      this.counts.messages += messages.length;
      this.counts.own += events.length;
      await this.open(events, rules);
      for (const event of events) this.add(this.streams.get(event.stream)?.take(event));
      await this.settleAppends(appendsMax);
      this.forget();
      this.options.onRead(stretch, messages.at(-1)?.offset ?? stretch.from);
    }
    for (const stream of this.streams.values()) {
      for (const commit of stream.finish()) this.add(commit);
      this.close(stream);
    }
    this.streams.clear();
    await this.settleAppends(0);
    await this.mark();
    return this.counts.own - before;
  }

  /** How many texts the events that were lacking name, by kind; and the streams of these events, at most a thousand. */
  textsNamed(): { texts: Record<string, number>; textsOf: string[] } {
    return { texts: Object.fromEntries([...this.texts].map(([kind, ids]) => [kind, ids.size])), textsOf: [...this.namedBy] };
  }

  private eventOf(message: IncomingMessage): PublishedEvent | undefined {
    try {
      const event = fromMessage(message);
      return event.service === this.ports.service ? event : undefined;
    } catch (error) {
      if (!(error instanceof UnreadableMessage)) throw error;
      this.find(`${message.topic}#${message.partition}:${message.offset} cannot be read (${error.message})`);
      return undefined;
    }
  }

  private async open(events: readonly PublishedEvent[], rules: { whole: boolean; at: string }): Promise<void> {
    const unknown = [...new Set(events.map(({ stream }) => stream))].filter((stream) => !this.streams.has(stream));
    for (let from = 0; from < unknown.length; from += loadsAtOnce) {
      const opening = unknown.slice(from, from + loadsAtOnce);
      const commits = await Promise.all(opening.map((stream) => this.ports.database.commitsAfter(stream, 0)));
      for (const [n, stream] of opening.entries()) this.streams.set(stream, new RestoredStream(stream, commits[n] as Commit[], rules));
    }
  }

  private add(commit: Commit | undefined): void {
    if (!commit) return;
    if (commit.events.length === 0) this.counts.empty += 1;
    else this.counts.commits += 1;
    this.counts.events += commit.events.length;
    for (const event of commit.events) {
      this.eventsByType[event.type] = (this.eventsByType[event.type] ?? 0) + 1;
      for (const [kind, id] of this.options.textsOf(event)) this.texts.set(kind, (this.texts.get(kind) ?? new Set<string>()).add(id));
      if (this.options.textsOf(event).length > 0 && this.namedBy.size < listedMax) this.namedBy.add(commit.stream);
    }
    if (!this.options.apply) return;
    const appended = this.append(commit);
    this.appending.push(
      appended.then(
        () => undefined,
        (error: unknown) => error,
      ),
    );
  }

  private async append(commit: Commit): Promise<void> {
    const fate = await this.groups.append(commit, GroupCommit.bytesOf(commit));
    if (fate === 'inserted') return;
    if (typeof fate === 'object') throw new RestoreInterrupted('the database did not answer: run this again', { cause: fate.unknown });
    const [there] = await this.ports.database.commitsAfter(commit.stream, commit.version - 1);
    const ids = (of: Commit | undefined) => of?.events.map(({ id }) => id).join();
    if (there?.version !== commit.version || ids(there) !== ids(commit))
      this.find(`${commit._id}: another commit has its version or its cause`);
  }

  private async settleAppends(waitingMax: number): Promise<void> {
    if (this.appending.length <= waitingMax) return;
    for (const error of await Promise.all(this.appending.splice(0))) if (error) throw error;
  }

  /** Streams of which nothing was lacking so far are read again when they come again. */
  private forget(): void {
    if (this.streams.size <= streamsMax) return;
    for (const [name, stream] of this.streams) {
      if (this.streams.size <= streamsMax / 2) return;
      if (!stream.forgettable) continue;
      this.close(stream);
      this.streams.delete(name);
    }
  }

  private close({ stream, conflict, published, internal }: RestoredStream): void {
    this.counts.internal += internal;
    if (conflict) this.find(conflict);
    else if (published > 0) this.marks.set(stream, published);
  }

  /** What the topic has is not sent again, and all that it has not is. */
  private async mark(): Promise<void> {
    const marks = this.marks;
    this.marks = new Map();
    if (this.options.apply) await this.ports.database.markPublished(marks);
  }

  private find(what: string): void {
    if (this.findings.length < listedMax) this.findings.push(what);
  }
}
