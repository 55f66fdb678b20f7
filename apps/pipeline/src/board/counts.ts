/**
 * How many stand in a column. Up to a bound they are counted whenever somebody asks. Counting more takes too long for that: then the figure is
 * a few seconds old, and says so. A process counts a column once at a time, whoever asks.
 */
import { Injectable } from '@nestjs/common';
import { Ports } from '@rolecall/messaging';
import { ApplicationCopies } from '../copies.js';
import type { Where } from './union.js';

export interface Count {
  readonly value: number;
  /** False: as of some seconds ago. */
  readonly exact: boolean;
}

/** Counted at once; one more says that there are more. */
export const countedMax = 300;
const oldMs = 10_000;
/** Then it is told no more: whoever asks waits for the new one. */
const tooOldMs = 30_000;
const keptMax = 2000;

@Injectable()
export class Counts {
  private readonly counted = new Map<string, { readonly at: number; readonly value: number }>();
  private readonly counting = new Map<string, Promise<number>>();

  constructor(
    private readonly applications: ApplicationCopies,
    private readonly ports: Ports,
  ) {}

  /** Whether there are too many, as was found lately: then they need not be counted. */
  isLarge(where: Where): boolean {
    const known = this.counted.get(JSON.stringify(where));
    return known !== undefined && known.value > countedMax && this.ports.clock.elapsed() - known.at < oldMs;
  }

  /** `few`: how many were counted, up to one more than the bound. */
  async of(where: Where, few = countedMax + 1): Promise<Count> {
    if (few <= countedMax) return { value: few, exact: true };
    const key = JSON.stringify(where);
    const known = this.counted.get(key);
    const age = known ? this.ports.clock.elapsed() - known.at : tooOldMs;
    if (!known || age >= tooOldMs) return { value: await this.count(key, where), exact: false };
    // Whoever asks next has the new figure.
    if (age >= oldMs) this.count(key, where).catch(() => undefined);
    return { value: known.value, exact: false };
  }

  private count(key: string, where: Where): Promise<number> {
    const running = this.counting.get(key);
    if (running) return running;
    const counting = this.applications.documents
      .countDocuments(where)
      .then((value) => {
        this.keep(key, value);
        return value;
      })
      .finally(() => this.counting.delete(key));
    this.counting.set(key, counting);
    return counting;
  }

  private keep(key: string, value: number): void {
    this.counted.delete(key);
    this.counted.set(key, { at: this.ports.clock.elapsed(), value });
    const [oldest] = this.counted.keys();
    if (this.counted.size > keptMax && oldest !== undefined) this.counted.delete(oldest);
  }
}
