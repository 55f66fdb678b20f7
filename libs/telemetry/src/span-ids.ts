/** The ids of spans: drawn, but for a span that is told again under the ids that it has. */
import type { SpanContext } from '@opentelemetry/api';
import { type IdGenerator, RandomIdGenerator } from '@opentelemetry/sdk-trace';

const drawn = new RandomIdGenerator();
let given: SpanContext | undefined;

export const spanIds: IdGenerator = {
  generateTraceId: () => given?.traceId ?? drawn.generateTraceId(),
  generateSpanId: () => given?.spanId ?? drawn.generateSpanId(),
};

/** Whatever span `make` starts, before it returns, has these ids. */
export function withIds<T>(ids: SpanContext, make: () => T): T {
  given = ids;
  try {
    return make();
  } finally {
    given = undefined;
  }
}
