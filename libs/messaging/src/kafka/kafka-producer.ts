/**
 * Sends batches so that an acknowledgement is true. kafkajs's idempotent producer acknowledges what it never wrote, and its own retries
 * drop partitions when a leader moves; so: plain sends, one in flight, no retries, and the answer checked. Repeats at worst, in order.
 */
import type { Kafka, Producer, RecordMetadata, TopicMessages } from 'kafkajs';
import { BrokerRefused, BrokerUnavailable, type OutgoingMessage } from './broker.js';
import { partitionOf } from './partitioner.js';
import { inSendSpans } from './send-spans.js';

const ackTimeoutMs = 10_000;
const refusals = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_TOPIC_EXCEPTION',
  'INVALID_RECORD',
  'TOPIC_AUTHORIZATION_FAILED',
]);

export class KafkaProducer {
  private producer: Producer | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private expected = new Set<string>();

  constructor(
    private readonly kafka: Kafka,
    private readonly clientId?: string,
  ) {}

  send(messages: readonly OutgoingMessage[]): Promise<void> {
    if (messages.length === 0) return Promise.resolve();
    const sent = this.last.then(() => inSendSpans(messages, this.clientId, () => this.sendNow(messages)));
    this.last = sent.catch(() => undefined);
    return sent;
  }

  async close(): Promise<void> {
    await this.last;
    await this.producer?.disconnect();
    this.producer = undefined;
  }

  private async sendNow(messages: readonly OutgoingMessage[]): Promise<void> {
    try {
      this.producer ??= await this.connect();
      this.expected = new Set();
      const answer = await this.producer.sendBatch({ acks: -1, timeout: ackTimeoutMs, topicMessages: byTopic(messages) });
      const missing = unacknowledged(this.expected, answer);
      if (missing.length > 0 || this.expected.size === 0) throw new BrokerUnavailable(`not acknowledged: ${missing.join(', ')}`);
    } catch (error) {
      this.discard();
      throw typed(error);
    }
  }

  private async connect(): Promise<Producer> {
    const producer = this.kafka.producer({
      idempotent: false,
      allowAutoTopicCreation: false,
      maxInFlightRequests: 1,
      retry: { retries: 0 },
      createPartitioner:
        () =>
        ({ topic, partitionMetadata, message }) => {
          const partition = partitionOf(String(message.key), partitionMetadata.length);
          this.expected.add(`${topic}/${partition}`);
          return partition;
        },
    });
    try {
      await producer.connect();
    } catch (error) {
      void producer.disconnect().catch(() => undefined);
      throw error;
    }
    return producer;
  }

  /** After a failure the next send starts on fresh connections and fresh metadata. */
  private discard(): void {
    void this.producer?.disconnect().catch(() => undefined);
    this.producer = undefined;
  }
}

/** The partitions that the answer does not name as written; a partition with an error, or named twice with one, counts as missing. */
export function unacknowledged(expected: ReadonlySet<string>, answer: readonly RecordMetadata[]): string[] {
  const failed = new Set(answer.filter(({ errorCode }) => errorCode !== 0).map(({ topicName, partition }) => `${topicName}/${partition}`));
  const written = new Set(answer.map(({ topicName, partition }) => `${topicName}/${partition}`));
  return [...expected].filter((partition) => failed.has(partition) || !written.has(partition));
}

function byTopic(messages: readonly OutgoingMessage[]): TopicMessages[] {
  const topics = Map.groupBy(messages, ({ topic }) => topic);
  return [...topics].map(([topic, group]) => ({ topic, messages: group.map(({ key, value, headers }) => ({ key, value, headers })) }));
}

function typed(error: unknown): Error {
  if (error instanceof BrokerUnavailable) return error;
  const { type, message, cause } = error as { type?: string; message?: string; cause?: { type?: string } };
  const kind = type ?? cause?.type;
  if (kind !== undefined && refusals.has(kind)) return new BrokerRefused(`${kind}: ${message}`, { cause: error });
  return new BrokerUnavailable(String(message ?? error), { cause: error });
}
