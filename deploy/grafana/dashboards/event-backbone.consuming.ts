/** Of the event backbone: from Kafka to the effect, and what does not come through. */
import { heat, lines, number } from '../panels.ts';
import { buckets, highest, ofService, quantile, rate, summed, within } from '../promql.ts';

export const toEffect = [
  lines(
    {
      title: 'Oldest message that is not finished',
      says: 'By service and topic. It grows while a key waits, or while nobody consumes.',
      unit: 's',
      limit: 300,
      alert: 'OldestMessageUnfinished',
    },
    { '{{group}} {{topic}}': highest(`hiring_consumer_lag_seconds{${ofService}}`, 'group', 'topic') },
  ),
  lines(
    {
      title: 'Messages behind',
      says: 'Messages in Kafka that the service has not finished.',
      unit: 'short',
      alert: 'OldestMessageUnfinished',
    },
    { '{{group}} {{topic}}': summed(`hiring_consumer_lag_messages{${ofService}}`, 'group', 'topic') },
  ),
  lines(
    {
      title: 'Deliveries',
      says: 'Deliveries per second by how they ended. Refused and ignored are ordinary; dead and held are not.',
      unit: 'ops',
      alert: 'DeadLetters',
    },
    { '{{group}} {{end}}': rate(`hiring_deliveries_total{${ofService}}`, 'group', 'end') },
  ),
  heat(
    {
      title: 'How long handlers take',
      says: 'Deliveries by their duration, retries included. A mark leads to the trace.',
      unit: 's',
      exemplars: true,
    },
    buckets('hiring_delivery_seconds', ofService),
  ),
  lines(
    {
      title: 'Slowest handlers',
      says: '99th percentile of the ten events whose handlers take longest. One that comes near 30 s is taken for an outage.',
      unit: 's',
      limit: 10,
      runbook: 'consuming',
      width: 12,
    },
    { '{{group}} {{type}}': `topk(10, ${quantile(0.99, 'hiring_delivery_seconds', ofService, 'group', 'type')})` },
  ),
  lines(
    {
      title: 'Keys that wait',
      says: 'Waits per second by why: an outage, something that has not arrived, a handler that is broken.',
      unit: 'ops',
      alert: 'OldestMessageUnfinished',
    },
    { '{{group}} {{why}}': rate(`hiring_consumer_pauses_total{${ofService}}`, 'group', 'why') },
  ),
  lines(
    { title: 'Deliveries tried again', says: 'Attempts per second after a failed one, by why.', unit: 'ops', alert: 'BreakerOpen' },
    { '{{group}} {{why}}': rate(`hiring_delivery_retries_total{${ofService}}`, 'group', 'why') },
  ),
  lines(
    {
      title: 'Keys in work',
      says: 'Keys whose handlers run at this moment, in all processes. Each process takes 64 at most.',
      unit: 'short',
    },
    { '{{group}}': summed(`hiring_keys_in_work{${ofService}}`, 'group') },
  ),
  lines(
    {
      title: 'Partitions',
      says: 'Partitions that each process has. What nobody has stands still.',
      unit: 'short',
      alert: 'OldestMessageUnfinished',
    },
    { '{{group}} {{instance}}': summed(`hiring_partitions_assigned{${ofService}}`, 'group', 'instance') },
  ),
  lines(
    {
      title: 'Rebalances',
      says: 'Times within the last hour that the group was divided anew.',
      unit: 'short',
      limit: 6,
      alert: 'Rebalances',
    },
    { '{{group}}': `max by (group) (increase(hiring_consumer_rebalances_total{${ofService}}[1h])) or on() vector(0)` },
  ),
  lines(
    {
      title: 'Clients replaced',
      says: 'Kafka clients of the services that were replaced within the last hour, by why.',
      unit: 'short',
      limit: 3,
      alert: 'ConsumersReplaced',
    },
    { '{{group}} {{why}}': `sum by (group, why) (increase(hiring_consumer_clients_replaced_total{${ofService}}[1h])) or on() vector(0)` },
  ),
];

export const notThrough = [
  number(
    {
      title: 'Dead letters',
      says: 'Messages that could not be handled and are kept.',
      unit: 'short',
      limit: 1,
      alert: 'DeadLetters',
      width: 6,
    },
    { '{{group}}': `${highest(`hiring_dead_letters{${ofService}}`, 'group')} or on() vector(0)` },
  ),
  number(
    {
      title: 'Keys held',
      says: 'Stories that stand still behind a dead letter.',
      unit: 'short',
      limit: 1,
      alert: 'KeysHeld',
      width: 6,
    },
    { '{{group}}': `${highest(`hiring_held_keys{${ofService}}`, 'group')} or on() vector(0)` },
  ),
  number(
    { title: 'Held longest', says: 'How long the oldest of them has been held.', unit: 's', limit: 3600, alert: 'KeysHeld', width: 6 },
    { '{{group}}': `${highest(`hiring_held_oldest_seconds{${ofService}}`, 'group')} or on() vector(0)` },
  ),
  number(
    {
      title: 'Breaker',
      says: 'Handlers that failed on every key: their messages wait for a mended build.',
      unit: 'short',
      limit: 1,
      alert: 'BreakerOpen',
      width: 6,
    },
    { '{{group}}': `${highest(`hiring_breaker_open{${ofService}}`, 'group')} or on() vector(0)` },
  ),
  lines(
    {
      title: 'New dead letters',
      says: 'Messages put aside within the time that is shown, by event.',
      unit: 'short',
      alert: 'DeadLetters',
      width: 12,
    },
    { '{{group}} {{type}}': within(`hiring_dead_letters_total{${ofService}}`, 'group', 'type') },
  ),
  lines(
    {
      title: 'Unknown fields',
      says: 'Fields per second that a service does not know, because their producer is newer. Only during a rollout.',
      unit: 'ops',
      width: 12,
    },
    { '{{group}} {{type}}': rate(`hiring_unknown_fields_total{${ofService}}`, 'group', 'type') },
  ),
];
