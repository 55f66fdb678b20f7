/** Events from Kafka, and what their handlers make of them. */
import { theme } from '../metric.js';
import { durations, group, type } from './bounds.js';

const { counter, histogram } = theme('Consuming');

export const deliveriesTotal = counter({
  name: 'hiring_deliveries_total',
  unit: 'deliveries',
  meaning:
    'Deliveries of events, by how they ended: `ignored` has no handler or was discarded, `held` waits behind a dead letter or for a newer build.',
  labels: { group, type, end: ['done', 'refused', 'dead', 'ignored', 'held'] },
});

export const deliverySeconds = histogram({
  name: 'hiring_delivery_seconds',
  unit: 'seconds',
  meaning: 'Duration of deliveries, from the start of the first attempt to the end of the last.',
  labels: { group, type },
  buckets: durations,
  exemplars: true,
});

export const deliveryLagSeconds = histogram({
  name: 'hiring_delivery_lag_seconds',
  unit: 'seconds',
  meaning: 'Age of an event when its handler had finished: how far one service’s effect trails the other’s fact.',
  labels: { group },
  buckets: [...durations, 60, 300, 1800],
  exemplars: true,
});

export const consumerPausesTotal = counter({
  name: 'hiring_consumer_pauses_total',
  unit: 'waits',
  meaning:
    'Waits of a key: for a server (`outage`), for what has not arrived yet (`unavailable`), for a mended build (`broken`: its handler fails on every key).',
  labels: { group, why: ['outage', 'unavailable', 'broken'] },
});

export const deadLettersTotal = counter({
  name: 'hiring_dead_letters_total',
  unit: 'messages',
  meaning: 'Messages put aside as dead letters.',
  labels: { group, type },
});

export const unknownFieldsTotal = counter({
  name: 'hiring_unknown_fields_total',
  unit: 'fields',
  meaning:
    'Fields of events, at any depth, that this build does not know because their producer is newer. They stay in the topic; counted again when a message is delivered again.',
  labels: { group, type },
});
