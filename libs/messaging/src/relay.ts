/** The relay: publishes the events of the commits to Kafka, in commit order, at least once. It never folds a state. */
import { newestOf } from '@rolecall/kernel';
import { type Commit, partsOf, UnknownEvent } from './commit.js';
import { tellCreationAgain } from './creation.js';
import type { Work } from './follower.js';
import { databaseId } from './installation.js';
import type { OutgoingMessage } from './kafka/broker.js';
import { type PublishedEvent, toMessage } from './kafka/cloud-events.js';
import type { Ports } from './ports.js';

const sendBytesMax = 512_000;
/** Longer than a lease outlives its process; what is older was told, or nobody looks for it. */
const toldAgainWithinMs = 60_000;

export interface RelayEvents {
  /** So many events more were acknowledged by Kafka, after so many seconds; repeats count again. */
  readonly onPublished?: (count: number, seconds: number) => void;
}

export class Relay implements Work {
  /** Few feel it, and a stream that is awaited all the time costs the database a look at every write of anybody. */
  readonly paceMs = 20;
  /** By stream: the last version acknowledged, not yet written down. */
  private readonly published = new Map<string, number>();
  private isOwnKafka = false;
  private takenOver: { readonly epoch: number; readonly at: string } | undefined;

  constructor(
    private readonly ports: Ports,
    private readonly events: RelayEvents = {},
  ) {}

  async handle(commits: readonly Commit[], epoch: number): Promise<void> {
    await this.checkKafka();
    this.tellAgain(commits, epoch);
    const perCommit = commits.map((commit) => publishedEvents(commit, this.ports.service, epoch).map(toMessage));
    for (const messages of chunks(perCommit)) {
      const begun = this.ports.clock.elapsed();
      await this.ports.broker.send(messages);
      this.events.onPublished?.(messages.length, (this.ports.clock.elapsed() - begun) / 1000);
    }
    for (const { stream, version } of commits) this.published.set(stream, version);
  }

  /** Every version above the one known as published. Needs no clock; repeats are harmless. */
  async recover(commits: readonly Commit[], epoch: number): Promise<void> {
    const published = await this.ports.database.publishedVersions([...new Set(commits.map(({ stream }) => stream))]);
    await this.handle(
      commits.filter(({ stream, version }) => version > (published.get(stream) ?? 0)),
      epoch,
    );
  }

  /**
   * What was committed before we took over, lately, and was not marked: who made it may have been killed, and its spans of that moment with
   * it. Others would follow from what nobody finds.
   */
  private tellAgain(commits: readonly Commit[], epoch: number): void {
    if (this.takenOver?.epoch !== epoch) this.takenOver = { epoch, at: this.ports.clock.now() };
    const { at } = this.takenOver;
    const since = new Date(Date.parse(at) - toldAgainWithinMs).toISOString();
    for (const commit of commits) if (commit.at < at && commit.at > since) tellCreationAgain(commit);
  }

  /** Before the first event: what another Kafka took would be marked as published, and never come to our own. Throws WrongCluster. */
  private async checkKafka(): Promise<void> {
    if (!this.isOwnKafka) await databaseId(this.ports);
    this.isOwnKafka = true;
  }

  /** Written down in bulk and never ahead of the truth: what is missing here is published once more by a recovery. */
  async settle(): Promise<void> {
    await this.ports.database.markPublished(this.published);
    this.published.clear();
  }
}

/** The events of a commit that leave the service, with all that their readers need. */
export function publishedEvents(commit: Commit, service: string, relayEpoch: number): PublishedEvent[] {
  return commit.events.flatMap(({ id, sequence, type, data }) => {
    // A newer build may have committed it. Every version of an event has the same topic and key; of an event that this build has never heard
    // of it knows neither, and must not pass it by as published: it pauses, and the newer build's relay takes over.
    const contract = newestOf(type);
    if (!contract) throw new UnknownEvent(type);
    if (!contract.topic) return [];
    return [
      {
        id,
        type,
        sequence,
        version: commit.version,
        stream: commit.stream,
        org: partsOf(commit.stream).org,
        at: commit.at,
        correlationId: commit.correlationId,
        causationId: commit.cause,
        actor: { kind: commit.actor.kind, id: commit.actor.id },
        ...(commit.traceparent ? { traceparent: commit.traceparent } : {}),
        service,
        topic: contract.topic,
        key: String(data[contract.key]),
        data,
        relayEpoch,
      },
    ];
  });
}

/**
 * Batches that stay below the broker's limit; order is kept. The events of a commit stay together, so that its partition takes all of
 * them or none: a database restored from its topics never holds half a decision. Only a commit that is too large alone is divided.
 */
export function chunks(perCommit: readonly (readonly OutgoingMessage[])[]): OutgoingMessage[][] {
  const found: OutgoingMessage[][] = [];
  let bytes = sendBytesMax;
  const add = (messages: readonly OutgoingMessage[]) => {
    const size = messages.reduce((sum, { value }) => sum + Buffer.byteLength(value ?? '') + 1000, 0);
    if (size > sendBytesMax && messages.length > 1) {
      for (const message of messages) add([message]);
      return;
    }
    if (bytes + size > sendBytesMax) {
      found.push([]);
      bytes = 0;
    }
    found.at(-1)?.push(...messages);
    bytes += size;
  };
  for (const messages of perCommit) if (messages.length > 0) add(messages);
  return found;
}
