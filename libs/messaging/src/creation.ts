/**
 * The span in which the messages of a commit are created. Its context is stored with the commit and goes out with each of its messages, so
 * that whatever follows from them belongs to it. One for a commit, for its events are one decision and share their key.
 */
import { newestOf } from '@rolecall/kernel';
import { attribute, type Span, SpanKind, startSpan, tellAgain, traceparentOf } from '@rolecall/telemetry';
import { type Commit, partsOf } from './commit.js';

export interface Creation {
  readonly commit: Commit;
  /** To be ended when the commit is there, or may be, and never otherwise: a span that does not end is not told. */
  readonly created?: Span;
}

/** The contexts of the last creations that this process has made, and tells, or has told again. */
const known = new Set<string>();
const knownMax = 2000;

function note(traceparent: string): void {
  known.add(traceparent);
  if (known.size > knownMax) known.delete(known.values().next().value as string);
}

/** A commit without an event that leaves the service stays in the context of its cause. */
export function inCreation(commit: Commit): Creation {
  const creation = creationOf(commit);
  if (!creation) return { commit };
  const { span } = startSpan(creation.name, creation);
  const traceparent = traceparentOf(span);
  if (!traceparent) return { commit };
  note(traceparent);
  return { commit: { ...commit, traceparent }, created: span };
}

/** Of a stored commit that another process has made, and may have been killed before it could tell. */
export function tellCreationAgain(commit: Commit): void {
  const { traceparent, at } = commit;
  const creation = traceparent !== undefined && !known.has(traceparent) && creationOf(commit);
  if (!creation) return;
  // Once: a relay that cannot send tries again and again.
  note(traceparent);
  tellAgain(creation.name, traceparent, at, creation);
}

function creationOf(commit: Commit) {
  const published = commit.events.flatMap((event) => {
    const contract = newestOf(event.type);
    return contract?.topic ? [{ ...event, topic: contract.topic, key: String(event.data[contract.key]) }] : [];
  });
  const [first] = published;
  if (!first) return undefined;
  return {
    name: `create ${first.topic}`,
    kind: SpanKind.PRODUCER,
    attributes: {
      [attribute.messagingSystem]: 'kafka',
      [attribute.messagingOperationName]: 'create',
      [attribute.messagingOperationType]: 'create',
      [attribute.messagingDestination]: first.topic,
      [attribute.messagingConversationId]: commit.correlationId,
      [attribute.kafkaMessageKey]: first.key,
      ...(published.length > 1 ? { [attribute.messagingBatchCount]: published.length } : { [attribute.messagingMessageId]: first.id }),
      [attribute.eventTypes]: published.map(({ type }) => type),
      [attribute.aggregate]: partsOf(commit.stream).aggregate,
    },
  };
}
