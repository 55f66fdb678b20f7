/** Events from Kafka, and what their handlers make of them. */
import { theme } from '../metric.js';
import { durations, group, type } from './bounds.js';

const { counter, gauge, histogram } = theme('Consuming');

const topic = { from: 'topics that the service reads', max: 20 } as const;

export const deliveriesTotal = counter({
  name: 'hiring_deliveries_total',
  unit: 'deliveries',
  meaning:
    'Deliveries of events, by how they ended: `ignored` has no handler or was discarded, `held` waits behind a dead letter or for a newer build.',
  lookWhen: '`dead` or `held` rise; `refused` and `ignored` are ordinary',
  runbook: 'dead-letters',
  labels: { group, type, end: ['done', 'refused', 'dead', 'ignored', 'held'] },
});

export const deliverySeconds = histogram({
  name: 'hiring_delivery_seconds',
  unit: 'seconds',
  meaning: 'Duration of deliveries, from the start of the first attempt to the end of the last.',
  lookWhen: 'it comes near 30: a handler that takes longer is an outage',
  runbook: 'consuming',
  labels: { group, type },
  buckets: durations,
  exemplars: true,
});

export const deliveryLagSeconds = histogram({
  name: 'hiring_delivery_lag_seconds',
  unit: 'seconds',
  meaning: 'Age of an event when its handler had finished: how far one service’s effect trails the other’s fact.',
  lookWhen: 'it stays above a few seconds: a service is behind',
  runbook: 'consuming',
  labels: { group },
  buckets: [...durations, 60, 300, 1800],
  exemplars: true,
});

export const consumerPausesTotal = counter({
  name: 'hiring_consumer_pauses_total',
  unit: 'waits',
  meaning:
    'Waits of a key: for a server (`outage`), for what has not arrived yet (`unavailable`), for a mended build (`broken`: its handler fails on every key).',
  lookWhen: 'it rises: `why` says what a key waits for',
  runbook: 'consuming',
  labels: { group, why: ['outage', 'unavailable', 'broken'] },
});

export const deadLettersTotal = counter({
  name: 'hiring_dead_letters_total',
  unit: 'messages',
  meaning: 'Messages put aside as dead letters.',
  lookWhen: 'it rises',
  runbook: 'dead-letters',
  labels: { group, type },
});

export const unknownFieldsTotal = counter({
  name: 'hiring_unknown_fields_total',
  unit: 'fields',
  meaning:
    'Fields of events, at any depth, that this build does not know because their producer is newer. They stay in the topic; counted again when a message is delivered again.',
  lookWhen: 'it rises though no rollout is under way: a consumer is older than its producer',
  runbook: 'dead-letters',
  labels: { group, type },
});

export const deliveryRetriesTotal = counter({
  name: 'hiring_delivery_retries_total',
  unit: 'retries',
  meaning:
    'Attempts of a handler that did not end and are made again: after a failure of its own (`fault`), or after a wait, as `hiring_consumer_pauses_total` says. The last failure is no retry: its delivery ends `dead`.',
  lookWhen: '`fault` rises',
  runbook: 'consuming',
  labels: { group, type, why: ['fault', 'outage', 'unavailable', 'broken'] },
});

export const consumerLagSeconds = gauge({
  name: 'hiring_consumer_lag_seconds',
  unit: 'seconds',
  meaning:
    'Age of the oldest message that is not finished, from when it was sent, of the partitions that this process has; 0 when none waits. What lies in Kafka and does not come counts from when it was seen there (every ten seconds); while the group is not joined, what may wait counts from then on. The service’s is the highest of its processes.',
  lookWhen: 'above 60',
  runbook: 'consuming',
  labels: { group, topic },
});

export const consumerLagMessages = gauge({
  name: 'hiring_consumer_lag_messages',
  unit: 'messages',
  meaning:
    'Messages that lie in the partitions of this process and are not finished, as of the last fetch or look (every ten seconds). The service’s are the sum.',
  lookWhen: 'it rises for minutes',
  runbook: 'consuming',
  labels: { group, topic },
});

export const partitionsAssigned = gauge({
  name: 'hiring_partitions_assigned',
  unit: 'partitions',
  meaning: 'Partitions that this process has of its group, and whose place it knows.',
  lookWhen: 'the sum of a service is less than its topics have',
  runbook: 'consuming',
  labels: { group },
});

export const consumerRebalancesTotal = counter({
  name: 'hiring_consumer_rebalances_total',
  unit: 'rebalances',
  meaning: 'Times that this process was given its partitions, when it came and whenever they were divided anew.',
  lookWhen: 'it rises though no process comes or goes',
  runbook: 'consuming',
  labels: { group },
});

export const consumerClientsReplacedTotal = counter({
  name: 'hiring_consumer_clients_replaced_total',
  unit: 'clients',
  meaning:
    'Clients of Kafka that were replaced, by why: `messages_missing` does not see what is there, `no_offsets` could not learn the group’s place.',
  lookWhen: 'it rises again and again: by `why`',
  runbook: 'consuming',
  labels: { group, why: ['not_connected', 'not_joined', 'no_offsets', 'crashed', 'silent', 'no_progress', 'messages_missing'] },
});

export const keysInWork = gauge({
  name: 'hiring_keys_in_work',
  unit: 'keys',
  meaning: 'Keys whose handlers run at this moment; 64 at most, and then the others wait.',
  lookWhen: 'it stays at 64',
  runbook: 'consuming',
  labels: { group },
});

export const breakerOpen = gauge({
  name: 'hiring_breaker_open',
  unit: 'reactions',
  meaning:
    'Reactions (handler and type of event) that this process takes for broken, for they failed on key after key: their messages wait for a mended build.',
  lookWhen: 'above 0',
  runbook: 'dead-letters',
  labels: { group },
});

export const heldKeys = gauge({
  name: 'hiring_held_keys',
  unit: 'keys',
  meaning:
    'Keys that are held at present, behind a dead letter or for a newer build; of the whole service, whichever process is asked, as of ten seconds ago at most; at most 10,000 are counted.',
  lookWhen: 'above 0',
  runbook: 'dead-letters',
  labels: { group },
});

export const heldOldestSeconds = gauge({
  name: 'hiring_held_oldest_seconds',
  unit: 'seconds',
  meaning: 'For how long the oldest of the held keys has been held; 0 when none is. Of the whole service.',
  lookWhen: 'above 3600',
  runbook: 'dead-letters',
  labels: { group },
});

export const deadLetters = gauge({
  name: 'hiring_dead_letters',
  unit: 'messages',
  meaning:
    'Messages that are put aside at present: dead, for a newer build, or behind one of these. Of the whole service; at most 10,000 are counted.',
  lookWhen: 'above 0',
  runbook: 'dead-letters',
  labels: { group },
});
