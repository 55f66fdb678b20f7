/** The timer: finds heads whose deadline has passed by the database's clock and sends the command that the time stands for. */
import { type AnyCommand, type AnyEvent, Rejection } from '@rolecall/kernel';
import type { Loaded } from './aggregate-reader.js';
import type { AggregateStore } from './aggregate-store.js';
import { type Cause, partsOf } from './commit.js';
import { classify } from './consuming/error-classes.js';
import type { Head, Ports } from './ports.js';

const everyMs = 300;
const atOnceMax = 100;
const putOffMs = 30_000;

type Store = AggregateStore<unknown, AnyCommand, AnyEvent>;

export interface TimerEvents {
  /** How late the command was, in seconds. */
  readonly onFired?: (aggregate: string, lateSeconds: number) => void;
  readonly log: (level: 'warn' | 'error', message: string, facts: Record<string, unknown>) => void;
}

export class Timer {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(
    private readonly ports: Ports,
    private readonly events: TimerEvents,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        for (const head of await this.ports.database.dueHeads(atOnceMax)) await this.fireAlone(head);
      } catch (error) {
        this.events.log('warn', 'the timer pauses and tries again', { error: String(error) });
      }
      await this.ports.clock.sleep(everyMs, this.stopping.signal);
    }
  }

  /** One aggregate that cannot be folded is put off, so that it holds up no other's deadline. An outage ends the round. */
  private async fireAlone(head: Head): Promise<void> {
    try {
      await this.fire(head);
    } catch (error) {
      if (classify(error) !== 'fault') throw error;
      this.events.log('error', 'a deadline could not be looked at', { stream: head._id, error: String(error) });
      await this.ports.database.moveDue(head._id, head.version, this.inAWhile());
    }
  }

  private inAWhile = (): Date => new Date(Date.parse(this.ports.clock.now()) + putOffMs);

  /** A command that changes nothing clears or moves the deadline; one that fails is put off, so that it holds up no other. */
  private async fire(head: Head): Promise<void> {
    const { org, aggregate, id } = partsOf(head._id);
    const store = this.ports.stores.get(aggregate) as unknown as Store | undefined;
    const loaded = await store?.load(org, id);
    const due = store && loaded && store.decider.due?.(loaded.state);
    if (!store || !loaded || !due) return this.ports.database.moveDue(head._id, head.version, undefined);
    // A head that lags may name a deadline that has moved; one second covers the skew between our clock and the database's.
    if (Date.parse(due.at) > Date.parse(this.ports.clock.now()) + 1000)
      return this.ports.database.moveDue(head._id, head.version, new Date(due.at));
    const cause: Cause = { id: `timer:${due.at}:${due.command.do}`, org, actor: { kind: 'timer', id: due.command.do }, kind: 'timer' };
    try {
      await this.carryOut(store, org, loaded, due, cause);
      this.events.onFired?.(aggregate, (Date.parse(this.ports.clock.now()) - Date.parse(due.at)) / 1000);
    } catch (error) {
      if (!(error instanceof Rejection))
        this.events.log('error', 'a deadline could not be carried out', {
          stream: head._id,
          command: due.command.do,
          error: String(error),
        });
    }
    await this.putOff(store, org, id, head, due.at);
  }

  private carryOut(
    store: Store,
    org: string,
    loaded: Loaded<unknown>,
    due: { at: string; command: AnyCommand },
    cause: Cause,
  ): Promise<unknown> {
    if (store.options.onDue) return store.options.onDue(org, loaded, cause);
    return store.execute(loaded.id, { ...due.command, at: due.at } as AnyCommand, cause);
  }

  /** Moves the deadline of a head that the command left as it was; the projector moves it when something happened. */
  private async putOff(store: Store, org: string, id: string, head: Head, firedAt: string): Promise<void> {
    const after = await store.load(org, id);
    if (!after || after.version !== head.version) return;
    const next = store.decider.due?.(after.state);
    const later = this.inAWhile();
    await this.ports.database.moveDue(head._id, head.version, next ? (next.at === firedAt ? later : new Date(next.at)) : undefined);
  }
}
