/** Brings each message to one of its ends, and every key that died to a halt: what follows a dead letter waits behind it. */
import type { Delivering, IncomingMessage } from '../kafka/broker.js';
import type { DeadLetter, DeadLetters, HeldKey } from './dead-letters.js';
import { type DeliveryContext, type DeliveryEnd, Execution, nameOf } from './execution.js';
import type { HandlerTable, Route } from './routing.js';

const storeRetryMs = 500;

export class Deliveries {
  constructor(
    private readonly table: HandlerTable,
    private readonly deadLetters: DeadLetters,
    private readonly context: DeliveryContext,
  ) {}

  begin(message: IncomingMessage): Delivering {
    return new MessageDelivery(message, this.table.route(message), this.deadLetters, this.context);
  }
}

class MessageDelivery implements Delivering {
  private readonly startedAt: number;
  private readonly key: HeldKey | undefined;
  private readonly execution: Execution | undefined;

  constructor(
    private readonly message: IncomingMessage,
    private readonly route: Route,
    private readonly deadLetters: DeadLetters,
    private readonly context: DeliveryContext,
  ) {
    this.startedAt = context.clock.elapsed();
    this.key = message.key ? { group: context.group, topic: message.topic, key: message.key } : undefined;
    this.execution = route.to === 'handlers' ? new Execution(route.event, route.handlers, context) : undefined;
  }

  async attempt(): Promise<number | undefined> {
    try {
      return await this.step();
    } catch (error) {
      // Only our own store of dead letters can fail here. Nothing may pass while it is not known whether the key is held.
      const facts = { group: this.context.group, topic: this.message.topic, ...nameOf(error) };
      this.context.log('warn', 'dead letters cannot be reached, a key waits', facts);
      return storeRetryMs * (1 + this.context.randomness.fraction());
    }
  }

  private async step(): Promise<number | undefined> {
    const { route, key } = this;
    if (route.to === 'nobody') return this.end('ignored');
    if (key && concernsKey(route) && (await this.deadLetters.append(this.letter({ reason: 'behind' }), key))) return this.end('held');
    if (route.to === 'newer build') {
      await this.deadLetters.put(this.letter({ reason: 'newer version', detail: `${route.type} is not known to this build` }), key);
      this.alarm('a key waits for a newer build', { type: route.type });
      return this.end('held');
    }
    if (route.to === 'dead letters') {
      await this.deadLetters.put(this.letter({ reason: route.reason, detail: route.detail }), route.holds ? key : undefined);
      this.alarm('a message is dead', { reason: route.reason, detail: route.detail });
      return this.end('dead');
    }
    return this.execute();
  }

  private async execute(): Promise<number | undefined> {
    const outcome = await (this.execution as Execution).attempt();
    if ('again' in outcome) return outcome.again;
    if (outcome.failures.length === 0) return undefined;
    await this.deadLetters.put(this.letter({ reason: 'handler failed', failures: outcome.failures }), this.key);
    this.alarm('a message is dead and holds its key', { handlers: outcome.failures.map(({ handler }) => handler).join(' ') });
    return this.end('dead');
  }

  private letter(why: Pick<DeadLetter, 'reason' | 'detail' | 'failures'>): DeadLetter {
    const type = this.message.headers.ce_type;
    return { group: this.context.group, message: this.message, at: this.context.clock.now(), ...(type ? { type } : {}), ...why };
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
