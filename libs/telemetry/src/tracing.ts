/** Spans and their W3C trace context, on the OpenTelemetry API alone: without a started SDK they cost nothing and do nothing. */
import {
  type Attributes,
  type Context,
  context,
  isSpanContextValid,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { parseTraceParent } from '@opentelemetry/core';
import { attribute, schemaUrl, spanEvent } from './conventions.js';

export { type Attributes, type Context, type Span, SpanKind } from '@opentelemetry/api';

export interface SpanOptions {
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
  /** Continues this W3C traceparent; without it the span is a child of the present one. */
  readonly parent?: string;
  /** A new trace, whatever the present one is: a person's step, a timer, a replay. Link it to what it follows from. */
  readonly root?: boolean;
  /** Traceparents that the span follows from without being a part of them. */
  readonly links?: readonly string[];
}

const tracer = trace.getTracerProvider().getTracer('rolecall', undefined, { schemaUrl });

/** Starts a span and the context in which its work runs: `context.with(entered, …)`. The caller ends it. */
export function startSpan(name: string, options: SpanOptions = {}): { span: Span; entered: Context } {
  const links = (options.links ?? []).map(parsed).filter((link) => link !== undefined);
  const from = options.root ? ROOT_CONTEXT : parentContext(options.parent);
  const settings = {
    kind: options.kind ?? SpanKind.INTERNAL,
    attributes: options.attributes,
    links: links.map((link) => ({ context: link })),
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
  const type = error instanceof Error ? error.name : typeof error === 'number' ? String(error) : typeof error;
  span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute(attribute.errorType, type);
}

/** Runs `fn` in a context that `startSpan` gave. */
export const inContext = <T>(entered: Context, fn: () => T): T => context.with(entered, fn);

/** Says on the present span what happened to its work. */
export function tellSpan(event: (typeof spanEvent)[keyof typeof spanEvent], code: string, more: Attributes = {}): void {
  trace.getActiveSpan()?.addEvent(event, { [attribute.code]: code, ...more });
}

/** The W3C traceparent of the present span, to store in a commit; undefined outside of any. */
export function currentTraceparent(): string | undefined {
  const found = trace.getActiveSpan()?.spanContext();
  return found && isSpanContextValid(found) ? traceparentOf(found) : undefined;
}

/** The ids of the present span, as they stand in logs and problems. */
export function currentTrace(): { traceId: string; spanId: string } | undefined {
  const found = trace.getActiveSpan()?.spanContext();
  return found && isSpanContextValid(found) ? { traceId: found.traceId, spanId: found.spanId } : undefined;
}

const traceparentOf = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;

function parentContext(traceparent: string | undefined): Context {
  if (traceparent === undefined) return context.active();
  const remote = parsed(traceparent);
  return remote ? trace.setSpanContext(ROOT_CONTEXT, remote) : ROOT_CONTEXT;
}

function parsed(traceparent: string): SpanContext | undefined {
  const found = parseTraceParent(traceparent);
  return found ? { ...found, isRemote: true } : undefined;
}
