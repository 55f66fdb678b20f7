/**
 * The span in which a message is processed, one for each attempt. An automatic reaction is a child of where the message was created: one
 * trace for the whole chain. What an operator releases or a job replays is a trace of its own that links back.
 */
import { attribute, inSpan, SpanKind, withCorrelation } from '@rolecall/telemetry';
import type { IncomingMessage } from '../kafka/broker.js';

export interface Processing {
  readonly group: string;
  /** Released by an operator, or for a newer build; or replayed. */
  readonly released?: boolean;
}

/** What becomes of it is told on the span by whoever knows. */
export function inProcessSpan<T>(message: IncomingMessage, { group, released }: Processing, work: () => Promise<T>): Promise<T> {
  const { topic, partition, offset, key, headers } = message;
  const { traceparent, ce_id: id, ce_type: type, ce_correlationid: story } = headers;
  const attributes = {
    [attribute.messagingSystem]: 'kafka',
    [attribute.messagingOperationName]: 'process',
    [attribute.messagingOperationType]: 'process',
    [attribute.messagingDestination]: topic,
    [attribute.messagingPartition]: String(partition),
    [attribute.messagingGroup]: group,
    [attribute.messagingMessageId]: id,
    [attribute.messagingConversationId]: story,
    [attribute.kafkaMessageKey]: key,
    [attribute.kafkaOffset]: Number(offset),
    [attribute.eventType]: type,
  };
  const links = traceparent ? [traceparent] : [];
  const place = released || !traceparent ? { root: true, links } : { parent: traceparent };
  return withCorrelation(story, () => inSpan(`process ${topic}`, { kind: SpanKind.CONSUMER, attributes, ...place }, work));
}
