/**
 * Queues by key: one key strictly in order, keys side by side up to a bound. A message that must wait keeps its key waiting
 * but no place among those that run.
 */
import type { Clock } from '../ports.js';
import type { Delivering, IncomingMessage } from './broker.js';

export interface QueuedMessage extends Delivering {
  /** Called when the message is finished, unless the queues were cleared meanwhile. */
  finished(): void;
}

interface Lane {
  readonly waiting: QueuedMessage[];
  busy: boolean;
}

const brokenRetryMs = 1000;

export class KeyQueues {
  private readonly lanes = new Map<string, Lane>();
  /** Keys with work, in turn. */
  private readonly ready = new Set<string>();
  private running = 0;
  private stopped = false;
  private parked = new AbortController();
  private idleWaiters: (() => void)[] = [];
  /** The clock when an attempt last ended, or began after nothing had run. */
  progressAt: number;

  constructor(
    private readonly clock: Clock,
    private readonly parallelMax: number,
    private readonly onBroken: (error: unknown) => void,
  ) {
    this.progressAt = clock.elapsed();
  }

  add(key: string, message: QueuedMessage): void {
    if (this.stopped) return;
    const lane = this.lanes.get(key) ?? { waiting: [], busy: false };
    this.lanes.set(key, lane);
    lane.waiting.push(message);
    if (!lane.busy) this.ready.add(key);
    this.start();
  }

  /** Forgets what waits. What runs goes on, its key stays taken until then, and its end is told to nobody. */
  clear(): void {
    this.ready.clear();
    for (const [key, lane] of this.lanes) {
      lane.waiting.length = 0;
      if (!lane.busy) this.lanes.delete(key);
    }
    this.parked.abort();
    this.parked = new AbortController();
  }

  /**
   * Begins nothing more, for good. What runs is told when it ends; what waits is forgotten, and so is what is still on its way: it would
   * overtake what was forgotten.
   */
  stop(): void {
    this.stopped = true;
    for (const { waiting } of this.lanes.values()) waiting.splice(1);
    this.parked.abort();
  }

  /** Resolves when nothing runs. */
  idle(): Promise<void> {
    if (this.running === 0) return Promise.resolve();
    return new Promise((resolve) => this.idleWaiters.push(resolve));
  }

  get busy(): boolean {
    return this.running > 0;
  }

  /** Keys whose handlers run. */
  get inWork(): number {
    return this.running;
  }

  private start(): void {
    if (this.stopped) return;
    for (const key of this.ready) {
      if (this.running >= this.parallelMax) return;
      this.ready.delete(key);
      void this.run(key, this.lanes.get(key) as Lane);
    }
  }

  private async run(key: string, lane: Lane): Promise<void> {
    lane.busy = true;
    if (this.running === 0) this.progressAt = this.clock.elapsed();
    this.running += 1;
    const message = lane.waiting[0] as QueuedMessage;
    const again = await message.attempt().catch((error: unknown) => {
      this.onBroken(error);
      return brokenRetryMs;
    });
    this.running -= 1;
    this.progressAt = this.clock.elapsed();
    const current = lane.waiting[0] === message;
    if (current && again === undefined) {
      lane.waiting.shift();
      message.finished();
    }
    if (current && again !== undefined) {
      void this.clock.sleep(again, this.parked.signal).then(() => this.free(key, lane));
      this.start();
    } else {
      this.free(key, lane);
    }
    if (this.running === 0) for (const waiter of this.idleWaiters.splice(0)) waiter();
  }

  private free(key: string, lane: Lane): void {
    lane.busy = false;
    if (lane.waiting.length > 0) this.ready.add(key);
    else this.lanes.delete(key);
    this.start();
  }
}

/** Messages without a key have no order to keep but that of their partition. */
export const laneOf = ({ topic, partition, key }: IncomingMessage): string => `${topic}/${key ? `key/${key}` : `partition/${partition}`}`;
