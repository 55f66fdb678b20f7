/** Records the spans of a test, as they would be sent. Call it before anything starts telemetry: the first tracer of a process stays. */
import {
  AlwaysOnSampler,
  InMemorySpanExporter,
  ParentBasedSampler,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace';
import { startTracing } from '../libs/telemetry/src/provider.js';

export class RecordedSpans {
  private readonly exporter = new InMemorySpanExporter();

  constructor() {
    startTracing('test', new ParentBasedSampler({ root: new AlwaysOnSampler() }), [new SimpleSpanProcessor({ exporter: this.exporter })]);
  }

  get all(): ReadableSpan[] {
    return this.exporter.getFinishedSpans();
  }

  named(name: string): ReadableSpan[] {
    return this.all.filter((span) => span.name === name);
  }

  forget(): void {
    this.exporter.reset();
  }
}

export const traceparentOf = (span: ReadableSpan): string => `00-${span.spanContext().traceId}-${span.spanContext().spanId}-01`;
