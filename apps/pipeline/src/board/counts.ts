/**
 * How many stand in a column. Up to a bound they are counted whenever somebody asks. Counting more takes too long for that: then the figure is
 * a few seconds old, and says so. A process counts a column once at a time, whoever asks.
 */
import { Injectable } from '@nestjs/common';
import { Ports } from '@rolecall/messaging';
import { ApplicationCopies } from '../copies.js';

export interface Count {
  readonly value: number;
  /** False: as of some seconds ago. */
  readonly exact: boolean;
}

export const countedMax = 500;
const oldMs = 10_000;
const keptMax = 2000;

interface Counted {
  readonly at: number;
  readonly value: number;
}

@Injectable()
export class Counts {
  private readonly counted = new Map<string, Counted>();
  private readonly counting = new Map<string, Promise<number>>();

  constructor(
    private readonly applications: ApplicationCopies,
    private readonly ports: Ports,
  ) {}

  async of(where: Record<string, unknown>): Promise<Count> {
    const { documents } = this.applications;
    const few = await documents.countDocuments(where, { limit: countedMax + 1 });
    if (few <= countedMax) return { value: few, exact: true };
    const key = JSON.stringify(where);
    const known = this.counted.get(key);
    if (!known) return { value: await this.count(key, where), exact: false };
    // Whoever asks next has the new figure.
    if (this.ports.clock.elapsed() - known.at > oldMs) this.count(key, where).catch(() => undefined);
    return { value: Math.max(known.value, few), exact: false };
  }

  private count(key: string, where: Record<string, unknown>): Promise<number> {
    const running = this.counting.get(key);
    if (running) return running;
    const begun = this.applications.documents.countDocuments(where).then((value) => {
      this.counted.delete(key);
      this.counted.set(key, { at: this.ports.clock.elapsed(), value });
      for (const oldest of this.counted.keys()) if (this.counted.size > keptMax) this.counted.delete(oldest);
      return value;
    });
    const counting = begun.finally(() => this.counting.delete(key));
    this.counting.set(key, counting);
    return counting;
  }
}
