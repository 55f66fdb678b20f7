/**
 * The timer: finds heads whose deadline has passed by the database's clock and sends the command that the time stands for. Several may run:
 * a deadline names its command's cause, which is carried out once. Our own clock decides nothing.
 */
import { type AnyCommand, type AnyEvent, type Due, Rejection } from '@rolecall/kernel';
import { currentTrace, currentTraceparent, failPresentSpan, metrics, spanEvent, tellSpan } from '@rolecall/telemetry';
import type { Loaded } from './aggregate-reader.js';
import type { AggregateStore } from './aggregate-store.js';
import { Background } from './background.js';
import { type Cause, partsOf } from './commit.js';
import { classify, codeOf, nameOf, stackOf } from './consuming/error-classes.js';
import { DeadDeadlines } from './dead-deadlines.js';
import { inTraceOfDeadline } from './deadline-trace.js';
import { Overdue } from './overdue.js';
import type { DueHead, Ports } from './ports.js';

const everyMs = 300;
/** Where something happened, the next deadline may be due at once, as that of a sweep; by then its head is up to date. */
const soonMs = 30;
const foundMax = 100;
/** A step of a sweep, say, holds up no other deadline. */
const atOnceMax = 8;

type Store = AggregateStore<unknown, AnyCommand, AnyEvent>;
type Deadline = Due<AnyCommand>;

export interface TimerEvents {
  /** How late the command was, in seconds. */
  readonly onFired?: (aggregate: string, lateSeconds: number) => void;
  readonly log: (level: 'warn' | 'error', message: string, facts: Record<string, unknown>) => void;
}

/** How often a command that fails is tried, and how long after the last time. */
export const timerDefaults = { attemptsMax: 5, putOffMs: 30_000 };

export class Timer extends Background {
  private readonly dead: DeadDeadlines;
  readonly overdue: Overdue;
  /** By stream and time: how often that deadline failed in this process. */
  private readonly failed = new Map<string, number>();
  /** By stream. */
  private readonly underWay = new Map<string, Promise<void>>();
  /** An outage was met in this round. */
  private away = false;
  /** Aborted when a command of this round changed something. */
  private happened = new AbortController();

  constructor(
    private readonly ports: Ports,
    private readonly events: TimerEvents,
    private readonly tuning = timerDefaults,
  ) {
    super();
    this.dead = new DeadDeadlines(ports.database);
    this.overdue = new Overdue(ports.clock);
  }

  protected async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.happened = new AbortController();
      this.away = false;
      try {
        const found = await this.ports.database.dueHeads(foundMax);
        this.overdue.looked(found);
        for (const head of found) if (!this.away) await this.begin(head);
      } catch (error) {
        this.overdue.failed();
        this.events.log('warn', 'the timer pauses and tries again', nameOf(error));
      }
      await this.ports.clock.sleep(everyMs, AbortSignal.any([signal, this.happened.signal]));
      if (this.happened.signal.aborted) await this.ports.clock.sleep(soonMs, signal);
    }
    await Promise.all(this.underWay.values());
  }

  /** Resolves when there is room for another one. An outage ends the round: the head stays due. */
  private async begin(head: DueHead): Promise<void> {
    const { _id } = head;
    if (this.underWay.has(_id) || this.stopping.signal.aborted) return;
    const fired = this.fireAlone(head)
      .catch((error: unknown) => {
        this.away = true;
        this.events.log('warn', 'the timer pauses and tries again', nameOf(error));
      })
      .finally(() => this.underWay.delete(_id));
    this.underWay.set(_id, fired);
    if (this.underWay.size >= atOnceMax) await Promise.race(this.underWay.values());
  }

  /** One aggregate that cannot be folded, by this build at least, is put off, so that it is not looked at all the time. */
  private async fireAlone(head: DueHead): Promise<void> {
    try {
      await this.fire(head);
    } catch (error) {
      if (classify(error) === 'outage') throw error;
      this.events.log('error', 'a deadline could not be looked at', { stream: head._id, ...nameOf(error) });
      await this.ports.database.putOffDue(head, this.tuning.putOffMs);
    }
  }

  private async fire(head: DueHead): Promise<void> {
    const { org, aggregate, id } = partsOf(head._id);
    const store = this.ports.stores.get(aggregate) as unknown as Store | undefined;
    if (!store || head.stateVersion > store.decider.stateVersion) return this.leave(head);
    const loaded = await store.load(org, id);
    const due = loaded && store.decider.due?.(loaded.state);
    if (!loaded || !due) return this.ports.database.moveDue(head, undefined);
    // A head that lags may name a deadline that has moved. What the database has not found due is asked again.
    if (Date.parse(due.at) > head.dueAt.getTime()) return this.ports.database.moveDue(head, new Date(due.at));
    const story = store.decider.story?.(loaded.state) ?? id;
    const met = { stream: head._id, version: loaded.version, story, command: due.command.do };
    await inTraceOfDeadline(this.ports.database, met, () => this.meet(store, loaded, head, due));
  }

  /** A command that changes nothing clears or moves the deadline; one that fails is put off, so that it holds up no other. */
  private async meet(store: Store, loaded: Loaded<unknown>, head: DueHead, due: Deadline): Promise<void> {
    const { org, aggregate } = partsOf(head._id);
    const actor = { kind: 'timer', id: due.command.do } as const;
    const given = { at: head.now.toISOString(), traceparent: currentTraceparent() };
    const cause: Cause = { id: `timer:${due.at}:${due.command.do}`, org, actor, kind: 'timer', ...given };
    try {
      await this.carryOut(store, loaded, due, cause);
      this.events.onFired?.(aggregate, (head.now.getTime() - Date.parse(due.at)) / 1000);
      this.failed.delete(`${head._id} ${due.at}`);
      // Whatever process had given it up.
      await this.dead.remove({ stream: head._id, dueAt: due.at });
    } catch (error) {
      if (classify(error) === 'outage') throw error;
      if (error instanceof Rejection) tellSpan(spanEvent.refused, error.code);
      else {
        failPresentSpan(error);
        if (await this.givesUp(head, due, error)) return;
      }
    }
    await this.settle(store, org, loaded, head, due.at);
  }

  /** A newer build has folded it and knows a deadline that this one does not; what it leaves for long is put off, so that it holds up no other. */
  private async leave(head: DueHead): Promise<void> {
    const { putOffMs } = this.tuning;
    if (head.now.getTime() - head.dueAt.getTime() > putOffMs) await this.ports.database.putOffDue(head, putOffMs);
  }

  /** After some attempts the deadline is dead: an operator sees it and releases it after the fix. */
  private async givesUp(head: DueHead, due: Deadline, error: unknown): Promise<boolean> {
    const stream = head._id;
    const which = `${stream} ${due.at}`;
    const attempts = (this.failed.get(which) ?? 0) + 1;
    this.failed.set(which, attempts);
    const facts = { stream, command: due.command.do, ...nameOf(error), attempt: attempts, attemptsMax: this.tuning.attemptsMax };
    const again = attempts < this.tuning.attemptsMax;
    tellSpan(again ? spanEvent.retried : spanEvent.dead, codeOf(error));
    if (again) {
      this.events.log('warn', 'a deadline could not be carried out', facts);
      return false;
    }
    this.failed.delete(which);
    metrics.deadDeadlinesTotal.inc({ aggregate: partsOf(stream).aggregate });
    this.events.log('error', 'a deadline is dead', facts);
    const traceId = currentTrace()?.traceId;
    const said = {
      command: due.command.do,
      dueAt: due.at,
      at: this.ports.clock.now(),
      attempts,
      error: nameOf(error).error,
      ...stackOf(error),
      ...(traceId ? { traceId } : {}),
    };
    await this.dead.put({ stream, ...said });
    await this.ports.database.moveDue(head, undefined);
    return true;
  }

  private carryOut(store: Store, loaded: Loaded<unknown>, due: Deadline, cause: Cause): Promise<unknown> {
    if (store.options.onDue) return store.options.onDue(cause.org, loaded, cause);
    return store.execute(loaded.id, { ...due.command, at: due.at } as AnyCommand, cause);
  }

  /** Moves the deadline of a head that the command left as it was; the projector moves it when something happened. */
  private async settle(store: Store, org: string, before: Loaded<unknown>, head: DueHead, firedAt: string): Promise<void> {
    const after = await store.load(org, before.id);
    if (after && after.version > before.version) this.happened.abort();
    if (!after || after.version !== head.version) return;
    const next = store.decider.due?.(after.state);
    if (next?.at === firedAt) return this.ports.database.putOffDue(head, this.tuning.putOffMs);
    await this.ports.database.moveDue(head, next && new Date(next.at));
  }
}
