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

/** Not handed on, and not lost: they stay in the topic. Counted again when a message is delivered again. */
export const unknownFieldsTotal = new Counter({
  name: 'hiring_unknown_fields_total',
  help: 'Fields of events, at any depth, that this build does not know because their producer is newer.',
  labelNames: ['group', 'type'] as const,
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

/** Waits met while consuming: an outage, something that has not arrived, a handler that is broken. No attempt is counted. */
export const consumerPausesTotal = new Counter({
  name: 'hiring_consumer_pauses_total',
  help: 'Waits of a key: why is outage, unavailable (it has not arrived yet) or broken (its handler fails on every key).',
  labelNames: ['group', 'why'] as const,
  registers,
});

let lags = { relay: () => 0, projector: () => 0 };

/** What is asked for the lags at every scrape, so that they grow while nothing moves. */
export const tellLags = (asked: typeof lags): void => {
  lags = asked;
};

/**
 * Told by the process that leads; 0 where nothing waits and in the others, so the service's lag is the highest of its processes. It grows
 * while Kafka is away, and while the commits cannot be read. When no process leads (`hiring_follower_leading_ratio`), it says nothing.
 */
export const relayLagSeconds = new Gauge({
  name: 'hiring_relay_lag_seconds',
  help: 'Age in seconds of the oldest event that is committed and not yet acknowledged by Kafka; 0 when none waits.',
  registers,
  collect() {
    this.set(lags.relay());
  },
});

/** As the relay's. Lists, reports and deadlines are so far behind. */
export const projectorLagSeconds = new Gauge({
  name: 'hiring_projector_lag_seconds',
  help: 'Age in seconds of the oldest commit that its aggregate head does not show yet; 0 when none waits.',
  registers,
  collect() {
    this.set(lags.projector());
  },
});

export const relayedEventsTotal = new Counter({
  name: 'hiring_relayed_events_total',
  help: 'Events that Kafka has acknowledged; repeats count again.',
  registers,
});

/** 1 where this process holds the lease of a follower, or had it last and tries again after a pause. */
export const followerLeading = new Gauge({
  name: 'hiring_follower_leading_ratio',
  help: '1 while this process holds the lease of the follower, else 0.',
  labelNames: ['follower'] as const,
  registers,
});

/**
 * Times that a follower could not go on and tried again. `why`: `outage` (a server is away), `refused` (Kafka says no for good),
 * `newer_build` (it met what a newer build has committed), `feed_lost` (its mark is of no use: it recovers), `lease_lost`, `fault`.
 */
export const followerPausesTotal = new Counter({
  name: 'hiring_follower_pauses_total',
  help: 'Pauses of a follower, by why it could not go on.',
  labelNames: ['follower', 'why'] as const,
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

/** Aggregates that came to be flagged broken; each is an alarm. */
export const brokenAggregatesTotal = new Counter({
  name: 'hiring_broken_aggregates_total',
  help: 'Aggregates whose commits could not be folded any more; each counts once for as long as it is broken.',
  labelNames: ['aggregate'] as const,
  registers,
});

/** Of the whole service, whichever process is asked; at most 1000 are counted. */
export const aggregatesBroken = new Gauge({
  name: 'hiring_aggregates_broken',
  help: 'Aggregates that are flagged broken at present.',
  labelNames: ['aggregate'] as const,
  registers,
});

export const deadLettersTotal = new Counter({
  name: 'hiring_dead_letters_total',
  help: 'Messages put aside as dead letters.',
  labelNames: ['group', 'type'] as const,
  registers,
});

export const deadDeadlinesTotal = new Counter({
  name: 'hiring_dead_deadlines_total',
  help: 'Deadlines given up because their command failed again and again.',
  labelNames: ['aggregate'] as const,
  registers,
});

/** Each is an alarm. `invariant`: what must hold and does not; docs/runbooks/verify.md says what each means. */
export const verifyMismatchesTotal = new Counter({
  name: 'hiring_verify_mismatches_total',
  help: 'Times that the verifier or the reconciler found something that must always hold and does not.',
  labelNames: ['invariant'] as const,
  registers,
});

/** Each is a bug or an accident that somebody should look at. `rule`: as services register them. `outcome`: `mended` or `failed`. */
export const reconciledTotal = new Counter({
  name: 'hiring_reconciled_total',
  help: 'Broken rules between aggregates that the reconciler mended by an ordinary command, or could not mend.',
  labelNames: ['rule', 'outcome'] as const,
  registers,
});

let collecting = false;

/** Processor, memory, event loop delay, garbage collection, under the names that prom-client's dashboards know. */
export function collectProcessMetrics(): void {
  if (collecting) return;
  collecting = true;
  collectDefaultMetrics({ register: registry });
}
