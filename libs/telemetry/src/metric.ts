/**
 * What a metric is made of. Its declaration is its documentation (docs/metrics.md) and its panel (the dashboard "Every metric"), and says of
 * each label which values it may have. A value beyond that counts as `other`: nothing that comes from outside makes series without end.
 */
import { isSpanContextValid, TraceFlags, trace } from '@opentelemetry/api';
import { Counter, Gauge, Histogram, type OpenMetricsContentType, Registry } from 'prom-client';

/** prom-client keeps exemplars in a registry of this kind alone; how it is written down is exposition.ts's. */
export const registry = new Registry<OpenMetricsContentType>();
registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);

/** A counter has at most so many series before anything happened. */
const bornMax = 50;

/** All values there are; or where they come from, and how many of them are told apart. */
export type Bound = readonly string[] | { readonly from: string; readonly max: number };
export type Labels = Readonly<Record<string, Bound>>;
type Values<L extends Labels> = { readonly [Name in keyof L]: L[Name] extends readonly (infer Value)[] ? Value : string };
type None = Record<never, never>;

interface Described<L extends Labels> {
  /** `hiring_<thing>_<unit>`, of a counter with `_total`. */
  readonly name: `hiring_${string}`;
  /** What a value counts or is measured in. */
  readonly unit: string;
  readonly meaning: string;
  /** What an operator looks at it for: `above 15`, `it rises`. Follows on "Look when". */
  readonly lookWhen: string;
  /** The page that says what to do then: `relay` is docs/runbooks/relay.md, `alerts/ClockWrong` that of an alert. */
  readonly runbook: string;
  readonly labels?: L;
}

interface Measured<L extends Labels> extends Described<L> {
  readonly buckets: readonly number[];
  /** Each bucket keeps the trace of its last value; the Collector may have dropped it since, if it was ordinary. */
  readonly exemplars?: true;
}

export interface Declaration extends Described<Labels> {
  readonly theme: string;
  readonly kind: 'counter' | 'gauge' | 'histogram';
}

/** Every metric of ours, in the order of its declaration. */
export const declared: Declaration[] = [];

/** Values of one moment, asked for at every scrape. */
type Source<L extends Labels> = () => readonly (readonly [labels: Values<L>, value: number])[];

/** The three kinds, for metrics that stand together in the documentation. */
export function theme(name: string) {
  const declare = (kind: Declaration['kind'], of: Described<Labels>) => {
    declared.push({ ...of, theme: name, kind });
    return { name: of.name, help: of.meaning, labelNames: Object.keys(of.labels ?? {}), registers: [registry] };
  };
  return {
    counter: <const L extends Labels = None>(of: Described<L>) => counter<L>(new Counter(declare('counter', of)), of.labels),
    gauge: <const L extends Labels = None>(of: Described<L>) => gauge<L>(declare('gauge', of), of.labels),
    histogram: <const L extends Labels = None>(of: Measured<L>) => {
      const settings = { ...declare('histogram', of), buckets: [...of.buckets], enableExemplars: of.exemplars ?? false };
      return histogram<L>(new Histogram(settings), of.labels);
    },
  };
}

function counter<L extends Labels>(made: Counter, labels: L | undefined) {
  const bounded = bounding(labels);
  for (const values of combinations(labels)) made.inc(values, 0);
  return { inc: (values: Values<L>, by = 1) => made.inc(bounded(values), by), get: () => made.get() };
}

function gauge<L extends Labels>(settings: ConstructorParameters<typeof Gauge>[0], labels: L | undefined) {
  const bounded = bounding(labels);
  const sources = new Set<Source<L>>();
  let isTold = false;
  const made = new Gauge({
    ...settings,
    collect() {
      if (!isTold) return;
      // What no source tells any more, such as a partition that another process has now, is gone.
      made.reset();
      if (!labels) made.remove();
      for (const source of sources) for (const [values, value] of source()) made.set(bounded(values), value);
    },
  });
  // Where prom-client would say 0, nobody knows yet.
  if (!labels) made.remove();
  return {
    set: (values: Values<L>, value: number) => made.set(bounded(values), value),
    /** Told by `source` at every scrape, so that it grows while nothing moves; until the function that it gives is called. */
    tells: (source: Source<L>): (() => void) => {
      isTold = true;
      sources.add(source);
      return () => void sources.delete(source);
    },
    get: () => made.get(),
  };
}

function histogram<L extends Labels>(made: Histogram, labels: L | undefined) {
  const bounded = bounding(labels);
  const { enableExemplars } = made as unknown as { enableExemplars: boolean };
  const observe = enableExemplars
    ? (values: Values<L>, value: number) => made.observe({ labels: bounded(values), value, exemplarLabels: sampledTrace() } as never, value)
    : (values: Values<L>, value: number) => made.observe(bounded(values), value);
  return { observe, get: () => made.get() };
}

/** Of the present span, where it is sent at all. */
function sampledTrace(): Record<string, string> {
  const found = trace.getActiveSpan()?.spanContext();
  if (!found || !isSpanContextValid(found) || !(found.traceFlags & TraceFlags.SAMPLED)) return {};
  return { trace_id: found.traceId, span_id: found.spanId };
}

/**
 * Of labels that are lists all combinations, if they are few: each series is there from the start on, so that its first event is seen as a rise.
 * None where a label is open.
 */
function combinations(labels: Labels = {}): Record<string, string>[] {
  const lists = Object.entries(labels);
  if (lists.some(([, bound]) => 'max' in bound)) return [];
  const all = lists.reduce<Record<string, string>[]>(
    (found, [name, values]) => found.flatMap((one) => (values as readonly string[]).map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
  return all.length <= bornMax ? all : [];
}

/** Lists are held by the compiler; of the others the first so many values that come are told apart. */
function bounding<L extends Labels>(labels: L | undefined): (values: Values<L>) => Record<string, string> {
  const open = Object.entries(labels ?? {}).flatMap(([name, bound]) =>
    'max' in bound ? [{ name, max: bound.max, known: new Set() }] : [],
  );
  return (values) => {
    let within = values as Record<string, string>;
    for (const { name, max, known } of open) {
      const value = within[name] as string;
      if (known.has(value)) continue;
      if (known.size < max) known.add(value);
      else within = { ...within, [name]: 'other' };
    }
    return within;
  };
}
