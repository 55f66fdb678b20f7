/** From the commits to Kafka and to the heads. */
import { theme } from '../metric.js';
import { durations, follower } from './bounds.js';

const { counter, gauge, histogram } = theme('Relay and projector');

export const relayLagSeconds = gauge({
  name: 'hiring_relay_lag_seconds',
  unit: 'seconds',
  meaning:
    'Age of the oldest event that is committed and not yet acknowledged by Kafka; 0 when none waits. Told by the process that leads, or led last and has heard of no other; 0 in the others. Grows while Kafka is away and while commits cannot be read; says nothing when no process leads.',
  lookWhen: 'above 15',
  runbook: 'relay',
});

export const projectorLagSeconds = gauge({
  name: 'hiring_projector_lag_seconds',
  unit: 'seconds',
  meaning:
    'Age of the oldest commit that its aggregate’s head does not show yet, as the relay’s: lists, reports and deadlines are so far behind.',
  lookWhen: 'above 15',
  runbook: 'relay',
});

export const relayedEventsTotal = counter({
  name: 'hiring_relayed_events_total',
  unit: 'events',
  meaning: 'Events that Kafka has acknowledged; repeats count again.',
  lookWhen: 'it stands still while commands happen',
  runbook: 'relay',
});

export const followerLeading = gauge({
  name: 'hiring_follower_leading_ratio',
  unit: 'ratio',
  meaning: '1 while this process holds the lease of the follower, or had it last and tries again after a pause; else 0.',
  lookWhen: 'no process has 1',
  runbook: 'relay',
  labels: { follower },
});

export const followerPausesTotal = counter({
  name: 'hiring_follower_pauses_total',
  unit: 'pauses',
  meaning: 'Times that a follower could not go on and tried again, by why.',
  lookWhen: 'it rises: by `why`',
  runbook: 'relay',
  labels: { follower, why: ['outage', 'refused', 'newer_build', 'feed_lost', 'lease_lost', 'fault'] },
});

export const followerMarkAgeSeconds = gauge({
  name: 'hiring_follower_mark_age_seconds',
  unit: 'seconds',
  meaning:
    'Time since the follower’s mark was saved, told by the process that leads, 0 in the others; about five when nothing happens. Older than MongoDB’s log, the mark is of no use, and the follower recovers from the commits.',
  lookWhen: 'above 3600: by then look at how long MongoDB’s log is',
  runbook: 'relay',
  labels: { follower },
});

export const relaySendSeconds = histogram({
  name: 'hiring_relay_send_seconds',
  unit: 'seconds',
  meaning: 'Duration of a batch’s way to Kafka, until all replicas have acknowledged it; those that fail are pauses.',
  lookWhen: 'above a second',
  runbook: 'relay',
  buckets: durations,
});
