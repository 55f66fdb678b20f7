/** The spans of a batch on its way to Kafka: one for each topic, each a trace of its own that links to where its messages were created. */
import { attribute, failSpan, linkSpan, type Span, SpanKind, startSpan } from '@rolecall/telemetry';
import type { OutgoingMessage } from './broker.js';

export async function inSendSpans<T>(
  messages: readonly OutgoingMessage[],
  clientId: string | undefined,
  send: () => Promise<T>,
): Promise<T> {
  const spans = [...Map.groupBy(messages, ({ topic }) => topic)].map(([topic, batch]) => startSend(topic, batch, clientId));
  try {
    return await send();
  } catch (error) {
    for (const span of spans) failSpan(span, error);
    throw error;
  } finally {
    for (const span of spans) span.end();
  }
}

function startSend(topic: string, batch: readonly OutgoingMessage[], clientId: string | undefined): Span {
  const { span } = startSpan(`send ${topic}`, {
    kind: SpanKind.CLIENT,
    root: true,
    attributes: {
      [attribute.messagingSystem]: 'kafka',
      [attribute.messagingOperationName]: 'send',
      [attribute.messagingOperationType]: 'send',
      [attribute.messagingDestination]: topic,
      ...(clientId === undefined ? {} : { [attribute.messagingClientId]: clientId }),
      ...(batch.length > 1 ? { [attribute.messagingBatchCount]: batch.length } : {}),
    },
  });
  linkSpan(span, new Set(batch.flatMap(({ headers }) => headers.traceparent ?? [])));
  return span;
}
