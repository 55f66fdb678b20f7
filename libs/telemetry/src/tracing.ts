/** Spans and their W3C trace context, on the OpenTelemetry API alone: without a started SDK they cost nothing and do nothing. */
import {
  type Attributes,
  type Context,
  context,
  isSpanContextValid,
  type Link,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api';
import { parseTraceParent } from '@opentelemetry/core';
import { attribute, schemaUrl, spanEvent } from './conventions.js';
import { withIds } from './span-ids.js';

export { type Attributes, type Context, type Span, SpanKind } from '@opentelemetry/api';

export interface SpanOptions {
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
  /** Continues this W3C traceparent; without it the span is a child of the present one. */
  readonly parent?: string;
  /** A new trace, whatever the present one is: a person's step, a timer, a replay. Link it to what it follows from. */
  readonly root?: boolean;
  /** Milliseconds since 1970, of what is told when it is over; now without it. */
  readonly startTime?: number;
  /** Traceparents that the span follows from without being a part of them. */
  readonly links?: readonly string[];
}

const tracer = trace.getTracerProvider().getTracer('rolecall', undefined, { schemaUrl });

/** Starts a span and the context in which its work runs: `context.with(entered, …)`. The caller ends it. */
export function startSpan(name: string, options: SpanOptions = {}): { span: Span; entered: Context } {
  const from = options.root ? ROOT_CONTEXT : parentContext(options.parent);
  const settings = {
    kind: options.kind ?? SpanKind.INTERNAL,
    attributes: options.attributes,
    links: linksTo(options.links ?? []),
    startTime: options.startTime,
  };
  const span = tracer.startSpan(name, settings, from);
  return { span, entered: trace.setSpan(from, span) };
}

/** Runs `fn` in a span that ends with it; an error marks the span by its class and is thrown on. */
export async function inSpan<T>(name: string, options: SpanOptions, fn: (span: Span) => T | Promise<T>): Promise<T> {
  const { span, entered } = startSpan(name, options);
  try {
    return await context.with(entered, fn, undefined, span);
  } catch (error) {
    failSpan(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/** The class of the error, never its message: a message may quote what a person wrote. A number is a status. */
export function failSpan(span: Span, error: unknown): void {
  failAs(span, error instanceof Error ? error.name : typeof error === 'number' ? String(error) : typeof error);
}

const failAs = (span: Span, type: string): Span => span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute(attribute.errorType, type);

/** Runs `fn` in a context that `startSpan` gave. */
export const inContext = <T>(entered: Context, fn: () => T): T => context.with(entered, fn);

/** Adds links to what the span follows from; only where somebody will read them, for a batch follows from hundreds. */
export function linkSpan(span: Span, traceparents: Iterable<string>): void {
  if (span.isRecording()) span.addLinks(linksTo(traceparents));
}

/** Links the present span to what it follows from, unless that is of its own trace. */
export function linkPresentSpan(traceparent: string | undefined): void {
  const span = trace.getActiveSpan();
  if (span && traceparent && parsed(traceparent)?.traceId !== span.spanContext().traceId) linkSpan(span, [traceparent]);
}

/** Says on the present span what happened to its work. */
export function tellSpan(event: (typeof spanEvent)[keyof typeof spanEvent], code: string, more: Attributes = {}): void {
  trace.getActiveSpan()?.addEvent(event, { [attribute.code]: code, ...more });
}

/** As `failSpan`, for the present span. */
export function failPresentSpan(error: unknown): void {
  const span = trace.getActiveSpan();
  if (span) failSpan(span, error);
}

/** Where it failed without an error: by a type of our own making, of which there are few. */
export function failPresentSpanAs(type: string): void {
  const span = trace.getActiveSpan();
  if (span) failAs(span, type);
}

/**
 * Tells a span once more that another process has made, and may have been killed before it could send it: under the ids that it has, so that
 * what follows from it finds it. It lasts no time and has no parent, for nobody knows them any more; of one that was sent after all, a store
 * has both.
 */
export function tellAgain(
  name: string,
  traceparent: string,
  at: string,
  { kind, attributes }: Pick<SpanOptions, 'kind' | 'attributes'>,
): void {
  const ids = parsed(traceparent);
  if (!ids || (ids.traceFlags & TraceFlags.SAMPLED) === 0) return;
  const time = new Date(at);
  const settings = { kind, attributes: { ...attributes, [attribute.toldAgain]: true }, startTime: time };
  withIds(ids, () => tracer.startSpan(name, settings, ROOT_CONTEXT)).end(time);
}

/** The W3C traceparent of a span, for those who follow from it. Undefined while no SDK is started. */
export function traceparentOf(span: Span | undefined): string | undefined {
  const found = span?.spanContext();
  if (!found || !isSpanContextValid(found)) return undefined;
  return `00-${found.traceId}-${found.spanId}-${found.traceFlags.toString(16).padStart(2, '0')}`;
}

/** Of the present span; undefined outside of any. */
export const currentTraceparent = (): string | undefined => traceparentOf(trace.getActiveSpan());

/** The ids of the present span, as they stand in logs and problems. */
export function currentTrace(): { traceId: string; spanId: string } | undefined {
  const found = trace.getActiveSpan()?.spanContext();
  return found && isSpanContextValid(found) ? { traceId: found.traceId, spanId: found.spanId } : undefined;
}

function parentContext(traceparent: string | undefined): Context {
  if (traceparent === undefined) return context.active();
  const remote = parsed(traceparent);
  return remote ? trace.setSpanContext(ROOT_CONTEXT, remote) : ROOT_CONTEXT;
}

const linksTo = (traceparents: Iterable<string>): Link[] =>
  [...traceparents].flatMap((each) => {
    const context = parsed(each);
    return context ? [{ context }] : [];
  });

function parsed(traceparent: string): SpanContext | undefined {
  const found = parseTraceParent(traceparent);
  return found ? { ...found, isRemote: true } : undefined;
}
