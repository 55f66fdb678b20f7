/**
 * What we promise, in numbers: every objective once. Recording rules, burn-rate alerts and the dashboard of error budgets derive from here.
 * The budget is what may go wrong within thirty days; the synthetic story, one every thirty seconds, gives each ratio something to stand on.
 */
export interface Slo {
  readonly name: string;
  /** The promise in one sentence. */
  readonly says: string;
  /** The share that is to be good, over thirty days. */
  readonly objective: number;
  /** PromQL: everything that counts, per second over the last five minutes. */
  readonly total: string;
  /** PromQL: what of it was good. */
  readonly good: string;
}

/** The upper bound of a bucket: Prometheus 3 writes `5.0` where Prometheus 2 keeps the `5` that it was told. */
export const upTo = (seconds: number): string => `le=~"${Number.isInteger(seconds) ? `${seconds}|${seconds}.0` : seconds}"`;

const rate = (series: string): string => `sum(rate(${series}[5m]))`;

/** What changes something and is for people; operators' calls and what finds no route are not counted. */
const commands = 'method=~"POST|PUT|PATCH|DELETE",route=~"/v[0-9].*"';

/**
 * Observer and pipeline fold what has happened, from the beginning when they are new, and a replay goes through what is old: nobody waits for
 * that. How far the pipeline lags is told by its consumer's lag.
 */
const reactions = 'group!~"rolecall[.](observer|pipeline)|.*[.]replay"';

export const slos: readonly Slo[] = [
  {
    name: 'command-availability',
    says: 'Of all commands, 99.9 % are answered, be it with a refusal, and not with an error of ours.',
    objective: 0.999,
    total: rate(`hiring_http_request_seconds_count{${commands}}`),
    good: rate(`hiring_http_request_seconds_count{${commands},status!="5xx"}`),
  },
  {
    name: 'command-latency',
    says: 'Of all commands, 99 % are answered within half a second, and before their caller gives up.',
    objective: 0.99,
    total: rate(`hiring_http_request_seconds_count{${commands},status!="5xx"}`),
    good: rate(`hiring_http_request_seconds_bucket{${commands},status!~"5xx|aborted",${upTo(0.5)}}`),
  },
  {
    name: 'freshness',
    says: 'Of all events that a service handles, 99 % have had their effect within five seconds of their commit.',
    objective: 0.99,
    total: rate(`hiring_delivery_lag_seconds_count{${reactions}}`),
    good: rate(`hiring_delivery_lag_seconds_bucket{${reactions},${upTo(5)}}`),
  },
  {
    name: 'stories',
    says: 'Of all synthetic stories, 99 % come to their end in time: no story is stuck.',
    objective: 0.99,
    total: rate('hiring_probe_stories_total'),
    good: rate('hiring_probe_stories_total{outcome="ended"}'),
  },
  {
    name: 'deadlines',
    says: 'Of all deadlines, 99 % are met within a minute.',
    objective: 0.99,
    total: rate('hiring_timer_late_seconds_count'),
    good: rate(`hiring_timer_late_seconds_bucket{${upTo(60)}}`),
  },
];

export const budgetDays = 30;

/**
 * How fast a budget is used up before somebody is told, by two windows each: the long one says that it matters, the short one that it goes on.
 * `factor` is budget × thirty days / long window (the SRE workbook, as sloth ships it): 14.4 for two hundredths of the budget in an hour.
 */
export const burns = [
  { severity: 'page', long: '1h', short: '5m', factor: 14.4 },
  { severity: 'page', long: '6h', short: '30m', factor: 6 },
  { severity: 'ticket', long: '1d', short: '2h', factor: 3 },
  { severity: 'ticket', long: '3d', short: '6h', factor: 1 },
] as const;

/** So many must have gone wrong in the long window: where there is little to do, one failure is a large share and no incident. */
export const badMin = 3;

/** `slo:bad:rate5m` and `slo:total:rate5m` are taken so often; counts rest on it. */
export const recordedEverySeconds = 30;

/** Every other rule is looked at so often: from a fault to its alert it is a scrape, this, and what the rule waits for. */
export const judgedEverySeconds = 15;
