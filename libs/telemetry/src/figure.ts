/**
 * A metric that is not counted in this process: who knows it is asked at every scrape. It has no series where nobody does, nor while it
 * cannot be told. For gauges and histograms that are computed from a database, which outlives the process.
 */
import { once } from 'node:events';
import type { Metric } from 'prom-client';
import { type Declaration, declared, type Labels, registry } from './metric.js';

/** Below the time-out of whoever scrapes: a database that says nothing costs its figures, and not what else the process tells. */
const toldWithinMs = 1500;

/** A value, and of a part of a histogram what follows the metric's name; the label `le` of a bucket is among its labels. */
export interface Told {
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
  readonly suffix?: '_bucket' | '_sum' | '_count';
}

type Declared = Pick<Declaration, 'name' | 'unit' | 'meaning' | 'lookWhen' | 'runbook'> & { readonly labels?: Labels };

/** The kinds of them, for metrics that stand together in the documentation. */
export function figures(theme: string) {
  const figure = (kind: 'gauge' | 'histogram') => (of: Declared) => {
    declared.push({ ...of, theme, kind });
    const made = new Figure(of.name, of.meaning, kind);
    // The registry asks a metric for its name and for what `get` answers, and for nothing else.
    registry.registerMetric(made as unknown as Metric);
    return made;
  };
  return { gauge: figure('gauge'), histogram: figure('histogram') };
}

class Figure {
  readonly aggregator = 'omit';
  private source: () => Promise<readonly Told[]> = async () => [];

  constructor(
    readonly name: string,
    readonly help: string,
    readonly type: 'gauge' | 'histogram',
  ) {}

  /** Asked at every scrape. What it throws, or says too late, leaves the metric out of that one, and no other metric with it. */
  tells(source: () => Promise<readonly Told[]>): void {
    this.source = source;
  }

  async get() {
    const { name, help, type, aggregator } = this;
    const tooLate = once(AbortSignal.timeout(toldWithinMs), 'abort').then(() => []);
    const told: readonly Told[] = await Promise.race([this.source().catch(() => []), tooLate]);
    return {
      name,
      help,
      type,
      aggregator,
      values: told.map(({ suffix = '', ...value }) => ({ ...value, metricName: `${name}${suffix}` })),
    };
  }

  /** What is told is not this process's to reset. */
  reset(): void {}
}
