/** Runs the handlers of one message, one after the other, until each has an end. Knows nothing of Kafka and of held keys. */
import { attribute, currentTrace, currentTraceparent, failPresentSpan, metrics, spanEvent, tellSpan } from '@rolecall/telemetry';
import type { Log } from '../kafka/broker.js';
import type { PublishedEvent } from '../kafka/cloud-events.js';
import type { Clock, Randomness } from '../ports.js';
import { type BreakerTuning, breakerDefaults } from './breaker.js';
import type { Delivery } from './consumes.js';
import type { Failure } from './dead-letters.js';
import { classify, codeOf, HandlerDeadline, nameOf, stackOf } from './error-classes.js';
import type { Handler } from './routing.js';

/** How a delivery ended. `ignored`: nobody hears it, or an operator discarded it. `held`: it waits behind a dead letter, or for a newer build. */
export type DeliveryEnd = 'done' | 'refused' | 'dead' | 'ignored' | 'held';

export interface DeliveryReport {
  readonly group: string;
  /** `unknown` for types that this service does not consume. */
  readonly type: string;
  readonly end: DeliveryEnd;
  /** From the first attempt to the end, in milliseconds. */
  readonly ms: number;
  /** When the event happened; absent when it could not be read. */
  readonly at?: string;
}

export interface DeliveryTuning {
  readonly attemptsMax: number;
  readonly retryBaseMs: number;
  readonly retryMaxMs: number;
  readonly handlerDeadlineMs: number;
  /** Waiting longer than this is an alarm. */
  readonly waitAlarmMs: number;
  /** About how often it is looked for keys that wait for this build. */
  readonly releaseEveryMs: number;
  /** For how long who releases a key takes it; it is renewed as long as he lives. */
  readonly claimMs: number;
  readonly breaker: BreakerTuning;
}

export const deliveryDefaults: DeliveryTuning = {
  attemptsMax: 5,
  retryBaseMs: 100,
  retryMaxMs: 15_000,
  handlerDeadlineMs: 30_000,
  waitAlarmMs: 60_000,
  releaseEveryMs: 5000,
  claimMs: 60_000,
  breaker: breakerDefaults,
};

export interface DeliveryContext {
  readonly group: string;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly log: Log;
  readonly tuning: DeliveryTuning;
  readonly onDelivery: (report: DeliveryReport) => void;
  /** A key waits: for something that is away, that has not arrived, or for a build that works. */
  readonly onWait: (facts: { group: string; type: string; why: 'unavailable' | 'outage' | 'broken' }) => void;
  /** An event holds fields that this build does not know: its producer is newer. They are left out, and stay in the message. */
  readonly onUnknownFields: (facts: { group: string; type: string; count: number }) => void;
}

type Outcome =
  | { readonly end: 'done' | 'refused' }
  | { readonly why: 'unavailable' | 'outage' | 'fault'; readonly error: unknown; readonly traceId?: string };

export class Execution {
  private current = 0;
  private attempts = 0;
  private waits = 0;
  private alarmed = false;
  private readonly failed: Failure[] = [];
  private readonly startedAt: number;

  constructor(
    private readonly event: PublishedEvent,
    private readonly handlers: readonly Handler[],
    private readonly context: DeliveryContext,
  ) {
    this.startedAt = context.clock.elapsed();
  }

  /** Milliseconds until it is to be called again; or, when every handler has ended, those that failed for good. */
  async attempt(): Promise<{ again: number } | { failures: readonly Failure[] }> {
    for (; this.current < this.handlers.length; this.current += 1) {
      const handler = this.handlers[this.current] as Handler;
      const outcome = await this.run(handler);
      if ('end' in outcome) this.context.onDelivery(this.report(outcome.end));
      else {
        const again = this.settle(handler, outcome);
        if (again !== undefined) return { again };
      }
      this.attempts = 0;
      this.waits = 0;
    }
    return { failures: this.failed };
  }

  report(end: DeliveryEnd): DeliveryReport {
    const { type, at } = this.event;
    return { group: this.context.group, type, end, ms: this.context.clock.elapsed() - this.startedAt, at };
  }

  private async run(handler: Handler): Promise<Outcome> {
    try {
      await this.withinDeadline(handler.run(deliveryOf(this.event, handler)));
      return { end: 'done' };
    } catch (error) {
      const why = classify(error);
      if (why === 'refused') {
        tellSpan(spanEvent.refused, codeOf(error), { [attribute.handler]: handler.name });
        return { end: 'refused' };
      }
      failPresentSpan(error);
      return { why, error, traceId: currentTrace()?.traceId };
    }
  }

  private async withinDeadline(running: Promise<unknown>): Promise<void> {
    const { clock, tuning } = this.context;
    const over = new AbortController();
    const deadline = clock.sleep(tuning.handlerDeadlineMs, over.signal).then(() => {
      if (!over.signal.aborted) throw new HandlerDeadline(`not ended after ${tuning.handlerDeadlineMs} ms`);
    });
    try {
      await Promise.race([running, deadline]);
    } finally {
      // With a reason, for without one an error with a stack is made.
      over.abort('ended');
    }
  }

  /** What follows from an attempt that did not end well: the time to wait, or undefined when the handler failed for good. */
  private settle(handler: Handler, { why, error, traceId }: Exclude<Outcome, { end: unknown }>): number | undefined {
    const { group, tuning, log, onWait } = this.context;
    const facts = { group, handler: handler.name, type: this.event.type, event: this.event.id, ...nameOf(error) };
    if (why === 'fault') {
      this.attempts += 1;
      log('warn', 'a handler failed', { ...facts, attempt: this.attempts, attemptsMax: tuning.attemptsMax });
      const again = this.attempts < tuning.attemptsMax;
      tellSpan(again ? spanEvent.retried : spanEvent.failed, codeOf(error), { [attribute.handler]: handler.name });
      if (again) metrics.deliveryRetriesTotal.inc({ group, type: this.event.type, why });
      if (again) return this.backoff(this.attempts);
      this.failed.push({ handler: handler.name, ...nameOf(error), ...stackOf(error), ...(traceId ? { traceId } : {}) });
      return undefined;
    }
    this.waits += 1;
    tellSpan(spanEvent.retried, codeOf(error), { [attribute.handler]: handler.name });
    onWait({ group, type: this.event.type, why });
    const waitedMs = Math.round(this.context.clock.elapsed() - this.startedAt);
    const alarm = waitedMs > tuning.waitAlarmMs && !this.alarmed;
    if (this.waits === 1 || alarm) log(alarm ? 'error' : 'warn', 'a key waits', { ...facts, why, waitedMs });
    this.alarmed ||= alarm;
    return this.backoff(this.waits);
  }

  /** Doubles up to the bound, with jitter over its upper half. */
  private backoff(times: number): number {
    const { retryBaseMs, retryMaxMs } = this.context.tuning;
    return Math.min(retryMaxMs, retryBaseMs * 2 ** Math.min(times - 1, 20)) * (0.5 + this.context.randomness.fraction() / 2);
  }
}

function deliveryOf(event: PublishedEvent, handler: Handler): Delivery {
  const { id, type, data, sequence, at, stream, correlationId, org, service } = event;
  const { actor = { kind: 'service', id: service }, traceparent: origin } = event;
  const traceparent = currentTraceparent() ?? origin;
  return {
    event: { id, type, data, sequence, at, stream, correlationId, actor, service, ...(origin ? { traceparent: origin } : {}) },
    cause: {
      id: `${id}:${handler.name}`,
      org,
      actor: { kind: 'service', id: service },
      kind: 'delivery',
      ...(traceparent ? { traceparent } : {}),
    },
  };
}
