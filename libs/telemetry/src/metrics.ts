/**
 * Every metric of Rolecall, with its unit, labels and meaning. Names: `hiring_<thing>_<unit>[_total]`.
 * Labels are bounded: names of services, groups, types and outcomes; never an id, never a person.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export const registry = new Registry();
const registers = [registry];

/** Seconds; fine around the milliseconds that one append takes, coarse up to a time-out. */
const durations = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** From the request's first byte to the answer's last. `route`: the template, or `unmatched`; `status`: `2xx` to `5xx`. */
export const httpRequestSeconds = new Histogram({
  name: 'hiring_http_request_seconds',
  help: 'Duration of HTTP requests in seconds.',
  labelNames: ['method', 'route', 'status'] as const,
  buckets: durations,
  registers,
});

/** Commands given over HTTP. `outcome`: `happened`, `nothing` (already so), `repeated`, `dry_run`, `refused`, `failed`. */
export const commandsTotal = new Counter({
  name: 'hiring_commands_total',
  help: 'Commands by aggregate, command and outcome.',
  labelNames: ['aggregate', 'command', 'outcome'] as const,
  registers,
});

/** Appends that lost the race for a version and were decided again. */
export const conflictsTotal = new Counter({
  name: 'hiring_conflicts_total',
  help: 'Commits that lost the race for their version and were decided again.',
  labelNames: ['aggregate'] as const,
  registers,
});

/** Events taken from Kafka. `end`: `done`, `refused`, `dead`, `ignored` (no handler), `held` (behind a dead letter). */
export const deliveriesTotal = new Counter({
  name: 'hiring_deliveries_total',
  help: 'Deliveries of events to handlers, by how they ended.',
  labelNames: ['group', 'type', 'end'] as const,
  registers,
});

/** From the handler's start to its end, retries included. */
export const deliverySeconds = new Histogram({
  name: 'hiring_delivery_seconds',
  help: 'Duration of deliveries in seconds.',
  labelNames: ['group', 'type'] as const,
  buckets: durations,
  registers,
});

/** From the commit to the handler's end: how far one service's effect trails the other's fact. */
export const deliveryLagSeconds = new Histogram({
  name: 'hiring_delivery_lag_seconds',
  help: 'Age of an event in seconds when its handler had finished.',
  labelNames: ['group'] as const,
  buckets: [...durations, 60, 300, 1800],
  registers,
});

/** Outages met while consuming; the partition waits and no attempt is counted. */
export const consumerPausesTotal = new Counter({
  name: 'hiring_consumer_pauses_total',
  help: 'Pauses of a partition because of an outage.',
  labelNames: ['group'] as const,
  registers,
});

/** Age of the oldest event of the last batch when Kafka had acknowledged it. */
export const relayLagSeconds = new Gauge({
  name: 'hiring_relay_lag_seconds',
  help: 'Age in seconds of the oldest event of the last batch that the relay published.',
  registers,
});

export const relayedEventsTotal = new Counter({
  name: 'hiring_relayed_events_total',
  help: 'Events that Kafka has acknowledged; repeats count again.',
  registers,
});

/** 1 where this process holds the lease of a follower. */
export const followerLeading = new Gauge({
  name: 'hiring_follower_leading_ratio',
  help: '1 while this process holds the lease of the follower, else 0.',
  labelNames: ['follower'] as const,
  registers,
});

/** How late a deadline's command was sent. */
export const timerLateSeconds = new Histogram({
  name: 'hiring_timer_late_seconds',
  help: 'Seconds between a deadline and its command.',
  labelNames: ['aggregate'] as const,
  buckets: [0.1, 0.5, 1, 2, 5, 15, 60, 300, 1800],
  registers,
});

/** Aggregates whose commits cannot be folded; each is an alarm. */
export const brokenAggregatesTotal = new Counter({
  name: 'hiring_broken_aggregates_total',
  help: 'Times that an aggregate could not be folded.',
  labelNames: ['aggregate'] as const,
  registers,
});

export const deadLettersTotal = new Counter({
  name: 'hiring_dead_letters_total',
  help: 'Messages put aside as dead letters.',
  labelNames: ['group', 'type'] as const,
  registers,
});

let collecting = false;

/** Processor, memory, event loop delay, garbage collection, under the names that prom-client's dashboards know. */
export function collectProcessMetrics(): void {
  if (collecting) return;
  collecting = true;
  collectDefaultMetrics({ register: registry });
}
