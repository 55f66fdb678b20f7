/** Several services in one process: every order in which their events may be published and delivered, and every repeat, is a choice. */
import type { Type } from '@nestjs/common';
import { Rejection } from '@rolecall/kernel';
import type { PublishedEvent } from '@rolecall/messaging';
import { SimulatedClock, seededRandomness } from './simulated-clock.js';
import { SimulatedService } from './simulated-service.js';

/** The events of one key of one topic, in order, and how far each service has come with them. */
interface Log {
  readonly events: PublishedEvent[];
  readonly offsets: Map<string, number>;
  /** The sum of the offsets. */
  delivered: number;
}

/** One thing that can happen next. */
export interface Move {
  readonly what: string;
  readonly make: () => Promise<void>;
}

/** Whether a delivery comes to nothing: after how many commits its handlers fail for good. */
export type Loses = (event: PublishedEvent, service: string) => number | undefined;

const minute = 60_000;
const startsAt = Date.parse('2026-03-02T09:00:00.000Z');

export class Simulation {
  readonly clock = new SimulatedClock(startsAt);
  readonly services = new Map<string, SimulatedService>();
  private readonly logs = new Map<string, Log>();
  /** By service and event: what came to nothing does so again when it is repeated. */
  private readonly lost = new Map<string, number>();
  /** Nothing is lost unless a test says so. */
  loses: Loses = () => undefined;

  static async of(modules: Record<string, Type>): Promise<Simulation> {
    const simulation = new Simulation();
    for (const [position, [name, module]] of Object.entries(modules).entries())
      simulation.services.set(name, await SimulatedService.start(name, module, simulation.clock, seededRandomness(position + 1)));
    return simulation;
  }

  /** Everything that may happen next: a commit published, a message delivered. */
  moves(): Move[] {
    const publish = [...this.services.values()]
      .filter(({ unpublished }) => unpublished)
      .map((service) => ({ what: `${service.name} publishes`, make: async () => this.publish(service) }));
    const deliver: Move[] = [];
    // Those of all tests before are here too, with nothing left to deliver.
    for (const [key, log] of this.logs) {
      if (log.delivered === log.events.length * this.services.size) continue;
      for (const service of this.services.values())
        if ((log.offsets.get(service.name) ?? 0) < log.events.length)
          deliver.push({ what: `${service.name} takes from ${key}`, make: () => this.deliver(service, log) });
    }
    return [...publish, ...deliver];
  }

  /** Delivers the last message of a key once more, as after a crash before its offset was committed. */
  repeats(): Move[] {
    return [...this.logs].flatMap(([key, log]) =>
      [...this.services.values()].flatMap((service) => {
        const offset = log.offsets.get(service.name) ?? 0;
        const last = log.events[offset - 1];
        return last
          ? [{ what: `${service.name} takes again from ${key}`, make: () => this.hand(service, last).then(() => undefined) }]
          : [];
      }),
    );
  }

  /**
   * Until nothing is left to publish or to deliver, in an order that `choose` draws (a fraction from 0 up to 1 at each step), with repeats
   * here and there. Throws when a message waits for ever.
   */
  async settle(choose: () => number = () => 0): Promise<void> {
    let idle = 0;
    for (let moves = this.moves(); moves.length > 0; moves = this.moves()) {
      const before = this.progress();
      const again = choose() > 0.9 ? this.repeats() : [];
      await pick([...moves, ...again], choose).make();
      await Promise.all([...this.services.values()].map((service) => service.project()));
      idle = this.progress() === before ? idle + 1 : 0;
      if (idle > 200 || (idle > 0 && choose() === 0)) await this.eachOnce();
    }
  }

  /** Every move that there is, once each: when none gets on, nothing ever will. */
  private async eachOnce(): Promise<void> {
    const before = this.progress();
    const moves = this.moves();
    for (const { make } of moves) await make();
    if (moves.length > 0 && this.progress() === before) throw new Error(`stuck: ${moves.map(({ what }) => what).join('; ')}`);
  }

  /** What a service that does not take part would say. */
  say(event: PublishedEvent): void {
    this.append(event);
  }

  /** Moves the time on; deadlines fire, and what follows from them is settled. */
  async pass(ms: number): Promise<void> {
    await Promise.all([...this.services.values()].map((service) => service.project()));
    this.clock.advance(ms);
    for (let turn = 0; turn < 20; turn += 1) {
      await this.run(async () => undefined);
      this.clock.advance(500);
    }
    await this.settle();
  }

  /**
   * The reconcilers of all services, until they find nothing more; what follows is settled in between. What they have mended, by rule.
   * Throws when they never come to an end, or fail at something.
   */
  async reconcile(choose?: () => number): Promise<string[]> {
    const mended: string[] = [];
    for (let round = 0; round < 40; round += 1) {
      let found = 0;
      for (const service of this.services.values()) {
        const looked = await this.run(() => service.reconcile());
        if (looked.failed > 0) throw new Error(looked.findings.join('; '));
        found += looked.waiting + looked.mended;
        mended.push(...looked.findings);
      }
      if (found === 0) return mended;
      await Promise.all([...this.services.values()].map((service) => service.project()));
      await this.settle(choose);
      await this.pass(2 * minute);
    }
    throw new Error(`the reconcilers find no end: ${mended.join('; ')}`);
  }

  /** Runs work to its end; who sleeps is woken when nothing else goes on. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    let done = false;
    const running = work().finally(() => {
      done = true;
    });
    running.catch(() => undefined);
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (done) return running;
      this.clock.advanceToNext();
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.services.values()].map((service) => this.run(() => service.stop())));
  }

  private publish(service: SimulatedService): void {
    for (const event of service.publishNext()) this.append(event);
  }

  private append(event: PublishedEvent): void {
    const key = `${event.topic} ${event.org} ${event.key}`;
    const log: Log = this.logs.get(key) ?? { events: [], offsets: new Map(), delivered: 0 };
    this.logs.set(key, log);
    log.events.push(event);
  }

  private async deliver(service: SimulatedService, log: Log): Promise<void> {
    const offset = log.offsets.get(service.name) ?? 0;
    const event = log.events[offset];
    if (!event) return;
    const loses = service.consumes(event.type) ? this.loses(event, service.name) : undefined;
    if (loses !== undefined) this.lost.set(`${service.name} ${event.id}`, loses);
    if (!(await this.hand(service, event))) return;
    log.offsets.set(service.name, offset + 1);
    log.delivered += 1;
  }

  /** True when the delivery has its end; false when it waits for what has not arrived. A bug is thrown. */
  private async hand(service: SimulatedService, event: PublishedEvent): Promise<boolean> {
    const commits = this.lost.get(`${service.name} ${event.id}`);
    try {
      await this.run(() => (commits === undefined ? service.deliver(event) : service.deliverInVain(event, commits)));
      return true;
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      return error.kind !== 'unavailable';
    }
  }

  private progress(): number {
    let made = 0;
    for (const { delivered } of this.logs.values()) made += delivered;
    for (const { published } of this.services.values()) made += published;
    return made;
  }
}

export const pick = <T>(all: readonly T[], choose: () => number): T => all[Math.floor(choose() * all.length)] as T;
