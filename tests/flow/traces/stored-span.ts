/** A span as a store of traces gives it back, whichever store it is. */

export interface StoredSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** None of the first one of a trace. */
  readonly parentId?: string;
  /** In small letters, as Zipkin keeps it. */
  readonly name: string;
  /** SERVER, CLIENT, PRODUCER, CONSUMER; none of an internal one. */
  readonly kind?: string;
  readonly service: string;
  /** ISO instant at which it began. */
  readonly at: string;
  /** Lists as JSON. */
  readonly tags: Readonly<Record<string, string>>;
  /** What it follows from without being a part of it: `<trace id>-<span id>`. */
  readonly links: readonly string[];
}

/** A place that keeps spans and can be asked for those of a story. */
export interface SpanStore {
  readonly name: string;
  /** Every span of every trace in which some span names the story. */
  spansOf(story: string): Promise<StoredSpan[]>;
  /** Every span of a service that has this name. */
  spansNamed(service: string, name: string): Promise<StoredSpan[]>;
}

export const storyTag = 'messaging.message.conversation_id';

/** Of a W3C traceparent, as links are written here. */
export const contextOf = (traceparent: string): string => traceparent.split('-').slice(1, 3).join('-');
export const ownContext = ({ traceId, spanId }: StoredSpan): string => `${traceId}-${spanId}`;
