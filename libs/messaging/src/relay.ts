/** The relay: publishes the events of the commits to Kafka, in commit order, at least once. It never folds a state. */
import { contractOf } from '@rolecall/kernel';
import { type Commit, partsOf } from './commit.js';
import type { Work } from './follower.js';
import type { OutgoingMessage } from './kafka/broker.js';
import { type PublishedEvent, toMessage } from './kafka/cloud-events.js';
import type { Ports } from './ports.js';

const sendBytesMax = 512_000;
const recoverMax = 500;

/** A commit holds an event that this build has no contract for. */
export class UnknownEvent extends Error {
  override readonly name = 'UnknownEvent';
}

export interface RelayEvents {
  /** Events acknowledged by Kafka, and the age in seconds of the oldest of them when it was. */
  readonly onPublished?: (count: number, lagSeconds: number) => void;
}

export class Relay implements Work {
  constructor(
    private readonly ports: Ports,
    private readonly events: RelayEvents = {},
  ) {}

  async handle(commits: readonly Commit[], epoch: number): Promise<void> {
    const published = commits.flatMap((commit) => publishedEvents(commit, this.ports.service, epoch));
    for (const messages of chunks(published.map(toMessage))) await this.ports.broker.send(messages);
    if (published.length > 0)
      this.events.onPublished?.(published.length, (Date.parse(this.ports.clock.now()) - Date.parse(published[0]?.at ?? '')) / 1000);
    await this.ports.database.markPublished(new Map(commits.map(({ stream, version }) => [stream, version])));
  }

  /** Per stream, every version above the one known as published. Needs no clock; repeats are harmless. */
  async recover(epoch: number): Promise<void> {
    let waiting: Commit[] = [];
    const publishWaiting = async () => {
      const heads = await this.ports.database.heads([...new Set(waiting.map(({ stream }) => stream))]);
      const above = waiting.filter(({ stream, version }) => version > (heads.get(stream)?.published ?? 0));
      if (above.length > 0) await this.handle(above, epoch);
      waiting = [];
    };
    for await (const commit of this.ports.database.allCommits()) {
      waiting.push(commit);
      if (waiting.length >= recoverMax) await publishWaiting();
    }
    await publishWaiting();
  }
}

/** The events of a commit that leave the service, with all that their readers need. */
export function publishedEvents(commit: Commit, service: string, relayEpoch: number): PublishedEvent[] {
  return commit.events.flatMap(({ id, sequence, type, data }) => {
    const contract = contractOf(type);
    // Committed by a newer build: this one must not pass it by as published. It pauses, and the newer build's relay takes over.
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

/** Batches that stay below the broker's limit; order is kept. */
function chunks(messages: readonly OutgoingMessage[]): OutgoingMessage[][] {
  const found: OutgoingMessage[][] = [];
  let bytes = sendBytesMax;
  for (const message of messages) {
    const size = Buffer.byteLength(message.value ?? '') + 1000;
    if (bytes + size > sendBytesMax) {
      found.push([]);
      bytes = 0;
    }
    found.at(-1)?.push(message);
    bytes += size;
  }
  return found;
}
