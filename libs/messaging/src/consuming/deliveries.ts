/** Brings each message to one of its ends, and every key that died to a halt: what follows a dead letter waits behind it. */
import { failPresentSpan, failPresentSpanAs, spanEvent, tellSpan } from '@rolecall/telemetry';
import type { Delivering, IncomingMessage } from '../kafka/broker.js';
import { Breaker } from './breaker.js';
import type { DeadLetter, HeldKey } from './dead-letters.js';
import type { DeadLetters } from './dead-letters.mongo.js';
import { codeOf, nameOf } from './error-classes.js';
import { type DeliveryContext, type DeliveryEnd, Execution } from './execution.js';
import { inProcessSpan } from './process-span.js';
import type { Handler, HandlerTable, Route } from './routing.js';

const storeRetryMs = 500;

export class Deliveries {
  readonly breaker: Breaker;

  constructor(
    private readonly table: HandlerTable,
    private readonly deadLetters: DeadLetters,
    private readonly context: DeliveryContext,
  ) {
    this.breaker = new Breaker(context.clock, context.tuning.breaker);
  }

  begin(message: IncomingMessage): Delivering {
    const route = this.table.route(message);
    const { group, onUnknownFields } = this.context;
    if (route.to === 'handlers' && route.unknownFields > 0)
      onUnknownFields({ group, type: message.headers.ce_type as string, count: route.unknownFields });
    return new MessageDelivery(message, route, this.deadLetters, this.breaker, this.context);
  }
}

class MessageDelivery implements Delivering {
  private readonly startedAt: number;
  private readonly key: HeldKey | undefined;
  /** Those that have not ended. */
  private handlers: readonly Handler[];
  private execution: Execution | undefined;
  private waits = false;
  private tried = false;

  constructor(
    private readonly message: IncomingMessage,
    private readonly route: Route,
    private readonly deadLetters: DeadLetters,
    private readonly breaker: Breaker,
    private readonly context: DeliveryContext,
  ) {
    this.startedAt = context.clock.elapsed();
    this.key = message.key ? { group: context.group, topic: message.topic, key: message.key } : undefined;
    this.handlers = route.to === 'handlers' ? route.handlers : [];
    this.execution = this.begun();
  }

  async attempt(): Promise<number | undefined> {
    const { message, context, route } = this;
    if (route.to === 'nobody') return this.end('ignored');
    return inProcessSpan(message, context, () => this.stepped());
  }

  private async stepped(): Promise<number | undefined> {
    try {
      return await this.step();
    } catch (error) {
      failPresentSpan(error);
      tellSpan(spanEvent.retried, codeOf(error));
      // Only our own store of dead letters can fail here. Nothing may pass while it is not known whether the key is held.
      const facts = { group: this.context.group, topic: this.message.topic, ...nameOf(error) };
      this.context.log('warn', 'dead letters cannot be reached, a key waits', facts);
      return storeRetryMs * (1 + this.context.randomness.fraction());
    }
  }

  private async step(): Promise<number | undefined> {
    const { route, key } = this;
    const stands = await this.deadLetters.append(this.letter({ reason: 'behind' }), concernsKey(route) ? key : undefined, this.tried);
    this.tried = true;
    // Kafka brings it again after a restart, or when the group was put back.
    if (stands === 'discarded') return this.end('ignored');
    if (stands === 'behind') return this.held('behind');
    if (route.to === 'newer build') {
      await this.deadLetters.put(this.letter({ reason: 'newer version', detail: `${route.type} is not known to this build` }), key);
      this.alarm('a key waits for a newer build', { type: route.type });
      return this.held('newer version');
    }
    if (route.to === 'dead letters') {
      await this.deadLetters.put(this.letter({ reason: route.reason, detail: route.detail }), route.holds ? key : undefined);
      this.alarm('a message is dead', { reason: route.reason, detail: route.detail });
      failPresentSpanAs(route.reason);
      return this.died(route.reason);
    }
    return this.execute();
  }

  private async execute(): Promise<number | undefined> {
    const outcome = await (this.execution as Execution).attempt();
    if ('again' in outcome) return outcome.again;
    const failed = outcome.failures.map(({ handler }) => handler);
    const type = this.message.headers.ce_type ?? '';
    for (const { name } of this.handlers) if (!failed.includes(name)) this.breaker.succeeded(`${name} ${type}`);
    this.handlers = this.handlers.filter(({ name }) => failed.includes(name));
    if (failed.length === 0) return undefined;
    const story = this.message.key ?? `${this.message.partition}`;
    const broken = failed.filter((handler) => !this.breaker.lets(`${handler} ${type}`, story));
    if (broken.length > 0) return this.waitForMend(broken);
    await this.deadLetters.put(this.letter({ reason: 'handler failed', failures: outcome.failures }), this.key);
    this.alarm('a message is dead and holds its key', { handlers: failed.join(' ') });
    return this.died('handler failed');
  }

  /** Tried again after a while, by the handlers that failed. */
  private waitForMend(broken: readonly string[]): number {
    const { group, onWait, tuning, randomness } = this.context;
    const type = this.message.headers.ce_type ?? 'unknown';
    onWait({ group, type, why: 'broken' });
    tellSpan(spanEvent.retried, 'broken');
    if (!this.waits) this.alarm('a handler fails on every key: its messages wait for a mended build', { handlers: broken.join(' ') });
    this.waits = true;
    this.execution = this.begun();
    return tuning.breaker.pauseMs * (1 + randomness.fraction());
  }

  private begun = (): Execution | undefined =>
    this.route.to === 'handlers' ? new Execution(this.route.event, this.handlers, this.context) : undefined;

  private letter(why: Pick<DeadLetter, 'reason' | 'detail' | 'failures'>): DeadLetter {
    const type = this.message.headers.ce_type;
    return { group: this.context.group, message: this.message, at: this.context.clock.now(), ...(type ? { type } : {}), ...why };
  }

  private held(reason: DeadLetter['reason']): undefined {
    tellSpan(spanEvent.held, reason);
    return this.end('held');
  }

  private died(reason: DeadLetter['reason']): undefined {
    tellSpan(spanEvent.dead, reason);
    return this.end('dead');
  }

  private end(end: DeliveryEnd): undefined {
    const { clock, group, onDelivery } = this.context;
    const ms = clock.elapsed() - this.startedAt;
    onDelivery(this.execution?.report(end) ?? { group, type: labelOf(this.route), end, ms });
    return undefined;
  }

  private alarm(message: string, facts: Record<string, unknown>): void {
    const { topic, partition, offset, headers } = this.message;
    this.context.log('error', message, { group: this.context.group, topic, partition, offset, event: headers.ce_id, ...facts });
  }
}

/** What belongs to its key's story waits behind a dead letter; what cannot be read and attributed does not. */
const concernsKey = (route: Route): boolean => route.to !== 'dead letters' || route.holds;

/** A label of bounded values: a stranger may write any type on a topic. */
function labelOf(route: Route): string {
  if (route.to === 'newer build') return 'newer';
  return route.to === 'dead letters' ? (route.type ?? 'unreadable') : 'unknown';
}
