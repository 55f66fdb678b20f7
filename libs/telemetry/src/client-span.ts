/**
 * The spans of calls to another system. They are most of all spans, and most of them say that it answered at once, as metrics do. So a call is
 * told when it is over: in a share of the traces every one, in the others what failed or took long.
 */
import { type Attributes, SpanKind, trace } from '@opentelemetry/api';
import { z } from 'zod';
import { failSpan, startSpan } from './tracing.js';

const slowMs = 100;
/** Everything, until a process says otherwise. */
let share = 1;

export const clientSpanVariables = {
  /** The share of traces in which each call to MongoDB has its span. */
  TRACE_DETAIL_RATIO: z.coerce.number().min(0).max(1).default(0.1),
};

/** Of the whole process. The same traces are chosen in every process that has the same share. */
export function tellInFull(shareOfTraces: number): void {
  share = shareOfTraces;
}

/** By the end of its id, which is drawn. */
const isInFull = (traceId: string): boolean => Number.parseInt(traceId.slice(-8), 16) < share * 2 ** 32;

/** What is known only while the call is under way. */
export interface Call {
  say(more: Attributes): void;
  /** It failed, though it throws nothing. */
  fail(error: unknown): void;
}

const untold: Call = { say: () => undefined, fail: () => undefined };

/** Runs `fn`, and tells it within the present span where that is recorded. */
export async function inClientSpan<T>(name: string, attributes: Attributes, fn: (call: Call) => Promise<T>): Promise<T> {
  const within = trace.getActiveSpan();
  if (!within?.isRecording()) return fn(untold);
  const [begun, startTime] = [performance.now(), Date.now()];
  let all = attributes;
  let failure: { readonly error: unknown } | undefined;
  const fail = (error: unknown): void => {
    failure = { error };
  };
  const say = (more: Attributes): void => {
    all = { ...all, ...more };
  };
  try {
    return await fn({ say, fail });
  } catch (error) {
    fail(error);
    throw error;
  } finally {
    const took = performance.now() - begun;
    if (failure || took > slowMs || isInFull(within.spanContext().traceId)) {
      const { span } = startSpan(name, { kind: SpanKind.CLIENT, attributes: all, startTime });
      if (failure) failSpan(span, failure.error);
      span.end(startTime + took);
    }
  }
}
