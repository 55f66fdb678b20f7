/** Hands one message of a topic to this service's handlers again. A replay holds no key and makes no dead letter: it says what it left out. */
import type { LetterPlace } from '../consuming/dead-letters.js';
import type { DeadLetters } from '../consuming/dead-letters.mongo.js';
import { type DeliveryContext, Execution } from '../consuming/execution.js';
import { inProcessSpan } from '../consuming/process-span.js';
import type { Handler, HandlerTable } from '../consuming/routing.js';
import type { Delivering, IncomingMessage } from '../kafka/broker.js';
import { type Replaying, whileReplaying } from './context.js';
import type { StoppedKeys } from './stopped-keys.js';

/** What rests on something that has not arrived is tried so often, and then left to the next pass. */
const waitsMax = 3;
const waitMs = 200;

/** What happened in a step. */
export class Tally {
  readonly counts: Record<string, number> = {};
  readonly findings: string[] = [];
  /** By handler and type: deliveries that rest on what has not arrived. */
  readonly waiting: Record<string, number> = {};

  count(name: string, by = 1): void {
    this.counts[name] = (this.counts[name] ?? 0) + by;
  }

  waits(handler: string, type: string): void {
    this.count('waiting');
    // A dot would make two fields of it in the database.
    const name = `${handler} of ${type}`.replaceAll('.', ' ');
    this.waiting[name] = (this.waiting[name] ?? 0) + 1;
  }
}

export interface RedeliveryContext extends Pick<Replaying, 'job' | 'mode'> {
  /** The service's own, whose keys may be held. */
  readonly group: string;
  readonly table: HandlerTable;
  readonly deadLetters: DeadLetters;
  /** An operator has dropped this message for good: what follows went on without it, and does so again. */
  readonly wasDiscarded: (place: LetterPlace) => Promise<boolean>;
  readonly stopped: StoppedKeys;
  readonly delivery: DeliveryContext;
  readonly tally: Tally;
}

export class Redelivery implements Delivering {
  private readonly replaying: Replaying;
  private readonly delivery: DeliveryContext;
  private current = 0;
  private execution: Execution | undefined;
  private waits = 0;
  private unavailable = false;

  constructor(
    private readonly message: IncomingMessage,
    private readonly context: RedeliveryContext,
  ) {
    const { job, mode, delivery } = context;
    this.replaying = { job, mode, topic: message.topic, key: message.key ?? '', gap: false };
    const onWait: DeliveryContext['onWait'] = (facts) => {
      this.unavailable = facts.why === 'unavailable';
      delivery.onWait(facts);
    };
    this.delivery = { ...delivery, onWait };
  }

  async attempt(): Promise<number | undefined> {
    const { table, stopped, tally } = this.context;
    if (stopped.has(this.replaying.key)) return this.end('left out');
    const route = table.route(this.message);
    if (route.to === 'nobody') return undefined;
    if (route.to === 'newer build') return this.stop(`this build does not know ${route.type}`);
    if (route.to === 'dead letters') {
      tally.count('unreadable');
      return route.holds && (await this.isHeld()) ? this.stop('it holds its key as a dead letter') : undefined;
    }
    for (; this.current < route.handlers.length; this.next()) {
      const handler = route.handlers[this.current] as Handler;
      this.execution ??= new Execution(route.event, [this.replayed(handler)], this.delivery);
      this.unavailable = false;
      const outcome = await this.attempted(this.execution);
      if (this.replaying.gap) return this.stop(`${handler.name} could not fold a copy`);
      if ('failures' in outcome) {
        const [failure] = outcome.failures;
        if (failure) return this.stop(`${handler.name} failed with ${failure.error}`);
        tally.count('handed');
      } else if (!this.unavailable) return outcome.again;
      else if (this.waits < waitsMax) {
        this.waits += 1;
        return waitMs;
      } else tally.waits(handler.name, route.event.type);
    }
    return undefined;
  }

  /** The verifier's comparison does nothing, and reads everything: that is no trace worth keeping. */
  private attempted(execution: Execution): ReturnType<Execution['attempt']> {
    if (this.replaying.mode === 'check') return execution.attempt();
    return inProcessSpan(this.message, { group: this.delivery.group, released: true }, () => execution.attempt());
  }

  private next(): void {
    this.current += 1;
    this.execution = undefined;
    this.waits = 0;
  }

  private replayed(handler: Handler): Handler {
    return { ...handler, run: (delivery) => whileReplaying(this.replaying, () => handler.run(delivery)) };
  }

  private isHeld(): Promise<boolean> {
    const { topic, key } = this.replaying;
    return this.context.deadLetters.held({ group: this.context.group, topic, key });
  }

  /** Nothing that follows for this key may be folded or done: it would rest on a gap. */
  private async stop(why: string): Promise<undefined> {
    const { stopped, job, tally, wasDiscarded } = this.context;
    const { topic, partition, offset, headers } = this.message;
    if (await wasDiscarded({ topic, partition, offset })) return this.end('discarded');
    await stopped.stop(job, this.replaying.key);
    tally.findings.push(`${topic}#${partition}:${offset} ${headers.ce_type ?? ''}: ${why}; it and what follows for its key are left out`);
    return this.end('left out');
  }

  private end(name: string): undefined {
    this.context.tally.count(name);
    return undefined;
  }
}
