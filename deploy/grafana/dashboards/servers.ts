/** MongoDB and Kafka as the services feel them: what they wait for, and how far they are behind. */
import { dashboard, heat, lines } from '../panels.ts';
import { buckets, highest, lowest, ofService, quantile, rate, serviceVariable, summed } from '../promql.ts';

const answering = (server: string): string => highest(`hiring_server_answering_ratio{${ofService},server="${server}"}`, 'job');

const there = [
  lines(
    {
      title: 'MongoDB answers',
      says: '1 while some process of the service gets an answer from a primary, else 0.',
      unit: 'short',
      floor: 1,
      alert: 'DatabaseAway',
      width: 6,
    },
    { '{{job}}': answering('mongodb') },
  ),
  lines(
    {
      title: 'Kafka answers',
      says: '1 while some process of the service gets an answer from any broker, else 0.',
      unit: 'short',
      floor: 1,
      alert: 'KafkaAway',
      width: 6,
    },
    { '{{job}}': answering('kafka') },
  ),
  lines(
    {
      title: 'Free on the disk',
      says: 'Share of the disk of MongoDB’s primary that is free. As it was told last.',
      unit: 'percentunit',
      floor: 0.1,
      alert: 'DatabaseDiskFull',
      width: 6,
    },
    { '{{job}}': lowest(`hiring_database_disk_free_ratio{${ofService}}`, 'job') },
  ),
  lines(
    {
      title: 'Clocks',
      says: 'How far the clock of each process differs from MongoDB’s, ahead or behind.',
      unit: 's',
      limit: 5,
      alert: 'ClockWrong',
      width: 6,
    },
    { '{{job}} {{instance}}': highest(`abs(hiring_clock_ahead_seconds{${ofService}})`, 'job', 'instance') },
  ),
];

const mongodb = [
  heat(
    {
      title: 'How long a commit takes',
      says: 'Commits by the time until a majority has them on disk.',
      unit: 's',
      alert: 'CommandsSlow',
    },
    buckets('hiring_commit_seconds', ofService),
  ),
  lines(
    {
      title: 'Commits, median and 99th percentile',
      says: 'By service. It is the disk, the network to the other members, or a database that has too much to do.',
      unit: 's',
      limit: 0.25,
      alert: 'CommandsSlow',
      width: 12,
    },
    {
      '{{job}} median': quantile(0.5, 'hiring_commit_seconds', ofService, 'job'),
      '{{job}} p99': quantile(0.99, 'hiring_commit_seconds', ofService, 'job'),
    },
  ),
  lines(
    { title: 'Commits', says: 'Commits per second, by kind of aggregate.', unit: 'ops' },
    { '{{aggregate}}': rate(`hiring_commit_seconds_count{${ofService}}`, 'aggregate') },
  ),
  lines(
    {
      title: 'Size of commits',
      says: '99th percentile. 1 MB is the limit of one commit.',
      unit: 'bytes',
      limit: 500_000,
      runbook: 'requests',
    },
    { '{{job}}': quantile(0.99, 'hiring_commit_bytes', ofService, 'job') },
  ),
  lines(
    {
      title: 'Connections',
      says: 'Connections to MongoDB by what they do, of all processes. Work that waits for one: the pool is too small, or MongoDB too slow.',
      unit: 'short',
      alert: 'DatabaseConnectionsWaiting',
    },
    { '{{job}} {{state}}': summed(`hiring_database_connections{${ofService}}`, 'job', 'state') },
  ),
  lines(
    {
      title: 'Waits for a connection',
      says: '99th percentile of the time for which work waited until it had a connection to MongoDB.',
      unit: 's',
      limit: 0.1,
      alert: 'DatabaseConnectionsWaiting',
    },
    { '{{job}}': quantile(0.99, 'hiring_database_wait_seconds', ofService, 'job') },
  ),
  lines(
    {
      title: 'Age of the marks',
      says: 'How old the places are from which relay and projector would go on. MongoDB’s log must reach back further.',
      unit: 's',
      limit: 3600,
      alert: 'FollowerMarkOld',
    },
    { '{{job}} {{follower}}': highest(`hiring_follower_mark_age_seconds{${ofService}}`, 'job', 'follower') },
  ),
  lines(
    {
      title: 'Waits for an outage',
      says: 'Times per second that a follower or a key had to wait because a server did not answer.',
      unit: 'ops',
      alert: 'RelayBehind',
    },
    {
      '{{job}} {{follower}}': rate(`hiring_follower_pauses_total{${ofService},why="outage"}`, 'job', 'follower'),
      '{{group}}': rate(`hiring_consumer_pauses_total{${ofService},why="outage"}`, 'group'),
    },
  ),
];

const kafka = [
  heat(
    { title: 'How long a send takes', says: 'Sends by the time until all copies in sync have it.', unit: 's', alert: 'RelayBehind' },
    buckets('hiring_relay_send_seconds', ofService),
  ),
  lines(
    { title: 'Events sent', says: 'Events per second that Kafka has acknowledged, by service.', unit: 'ops', width: 12 },
    { '{{job}}': rate(`hiring_relayed_events_total{${ofService}}`, 'job') },
  ),
  lines(
    {
      title: 'Messages behind',
      says: 'Messages that a group has not finished, by topic.',
      unit: 'short',
      alert: 'OldestMessageUnfinished',
    },
    { '{{topic}} {{group}}': summed(`hiring_consumer_lag_messages{${ofService}}`, 'topic', 'group') },
  ),
  lines(
    { title: 'Partitions', says: 'Partitions that some process of the group has.', unit: 'short', alert: 'OldestMessageUnfinished' },
    { '{{group}}': summed(`hiring_partitions_assigned{${ofService}}`, 'group') },
  ),
  lines(
    {
      title: 'Rebalances',
      says: 'Times within the last hour that a group was divided anew.',
      unit: 'short',
      limit: 6,
      alert: 'Rebalances',
    },
    { '{{group}}': `max by (group) (increase(hiring_consumer_rebalances_total{${ofService}}[1h])) or on() vector(0)` },
  ),
];

export const servers = dashboard({
  uid: 'servers',
  title: 'MongoDB and Kafka',
  says: 'MongoDB and Kafka as the services feel them.',
  variables: [serviceVariable()],
  rows: { 'Are they there?': there, MongoDB: mongodb, Kafka: kafka },
});
