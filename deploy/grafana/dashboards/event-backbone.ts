/** For the one on call: from the commit to Kafka, from Kafka to the effect, and what does not come through. */
import { dashboard, lines, number } from '../panels.ts';
import { highest, lowest, ofService, quantile, rate, serviceVariable, within } from '../promql.ts';
import { notThrough, toEffect } from './event-backbone.consuming.ts';

const fresh = [
  lines(
    {
      title: 'From the commit to the effect',
      says: 'Age of an event when a handler of another service had finished, by service. A mark leads to the trace.',
      unit: 's',
      limit: 5,
      alert: 'ReactionsLate',
      exemplars: true,
      width: 12,
    },
    {
      '{{group}} median': quantile(0.5, 'hiring_delivery_lag_seconds', ofService, 'group'),
      '{{group}} p99': quantile(0.99, 'hiring_delivery_lag_seconds', ofService, 'group'),
    },
  ),
  lines(
    {
      title: 'As the synthetic story sees it',
      says: '99th percentile of the time from a command’s answer to the visible reaction of another service, by step.',
      unit: 's',
      limit: 5,
      alert: 'StoriesStuck',
      width: 12,
    },
    {
      '{{step}}': quantile(0.99, 'hiring_probe_step_seconds', '', 'step'),
    },
  ),
];

const toKafka = [
  lines(
    { title: 'Relay lag', says: 'Age of the oldest event that is committed and not in Kafka.', unit: 's', limit: 30, alert: 'RelayBehind' },
    { '{{job}}': highest(`hiring_relay_lag_seconds{${ofService}}`, 'job') },
  ),
  lines(
    { title: 'Events sent', says: 'Events per second that Kafka has acknowledged.', unit: 'ops' },
    { '{{job}}': rate(`hiring_relayed_events_total{${ofService}}`, 'job') },
  ),
  lines(
    {
      title: 'How long Kafka takes',
      says: '99th percentile of one send, until all copies have it.',
      unit: 's',
      limit: 1,
      alert: 'RelayBehind',
    },
    { '{{job}}': quantile(0.99, 'hiring_relay_send_seconds', ofService, 'job') },
  ),
  number(
    {
      title: 'Leaders',
      says: 'Whether some process of the service leads: 1, or 0 when nobody does.',
      unit: 'short',
      floor: 1,
      alert: 'NoLeader',
      width: 8,
    },
    { '{{job}} {{follower}}': highest(`hiring_follower_leading_ratio{${ofService}}`, 'job', 'follower') },
  ),
  lines(
    { title: 'Pauses of followers', says: 'Times per second that a follower could not go on, by why.', unit: 'ops', alert: 'RelayBehind' },
    { '{{job}} {{follower}} {{why}}': rate(`hiring_follower_pauses_total{${ofService}}`, 'job', 'follower', 'why') },
  ),
  lines(
    {
      title: 'Projector lag',
      says: 'Age of the oldest commit that no head shows: lists and deadlines are so far behind.',
      unit: 's',
      limit: 300,
      alert: 'ProjectorBehind',
    },
    { '{{job}}': highest(`hiring_projector_lag_seconds{${ofService}}`, 'job') },
  ),
];

const deadlines = [
  lines(
    {
      title: 'Deadlines overdue',
      says: 'How long the oldest deadline has been due that nobody has met.',
      unit: 's',
      limit: 300,
      alert: 'DeadlinesOverdue',
    },
    { '{{job}}': lowest(`hiring_deadlines_overdue_seconds{${ofService}}`, 'job') },
  ),
  lines(
    {
      title: 'How late deadlines are met',
      says: '99th percentile of the time between a deadline and its command.',
      unit: 's',
      limit: 60,
      alert: 'DeadlinesLate',
    },
    { '{{aggregate}}': `${quantile(0.99, 'hiring_timer_late_seconds', ofService, 'aggregate')} or on() vector(0)` },
  ),
  number(
    { title: 'Dead deadlines', says: 'Deadlines that were given up, at present.', unit: 'short', limit: 1, alert: 'DeadDeadlines' },
    { '{{aggregate}}': `${highest(`hiring_dead_deadlines{${ofService}}`, 'aggregate')} or on() vector(0)` },
  ),
  number(
    {
      title: 'Given up',
      says: 'Deadlines that were given up within the time that is shown.',
      unit: 'short',
      limit: 1,
      alert: 'DeadDeadlines',
    },
    { '{{aggregate}}': within(`hiring_dead_deadlines_total{${ofService}}`, 'aggregate') },
  ),
];

const whole = [
  number(
    {
      title: 'Mismatches',
      says: 'What must always hold and did not, within the time that is shown, by invariant.',
      unit: 'short',
      limit: 1,
      alert: 'VerifierMismatch',
      width: 12,
    },
    { '{{job}} {{invariant}}': within(`hiring_verify_mismatches_total{${ofService}}`, 'job', 'invariant') },
  ),
  number(
    {
      title: 'Rules mended',
      says: 'Aggregates that did not fit together and were found by the reconciler, within the time that is shown.',
      unit: 'short',
      limit: 1,
      alert: 'RuleBroken',
      width: 12,
    },
    { '{{rule}} {{outcome}}': within(`hiring_reconciled_total{${ofService}}`, 'rule', 'outcome') },
  ),
];

export const eventBackbone = dashboard({
  uid: 'event-backbone',
  title: 'Event backbone',
  says: 'From the commit to Kafka, from Kafka to the effect, and what does not come through. For the one on call.',
  variables: [serviceVariable()],
  rows: {
    'Is it fresh?': fresh,
    'From the commit to Kafka': toKafka,
    'From Kafka to the effect': toEffect,
    'What does not come through': notThrough,
    Deadlines: deadlines,
    'Does it all fit together?': whole,
  },
});
