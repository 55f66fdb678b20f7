/** What a process sees of the servers that it rests on, asked again every ten seconds. */
import { theme } from '../metric.js';

const { gauge } = theme('Servers');

export const serverAnsweringRatio = gauge({
  name: 'hiring_server_answering_ratio',
  unit: 'ratio',
  meaning:
    '1 while the server answers this process, else 0: a primary of MongoDB, any broker of Kafka. Asked over connections of its own, so that neither a busy process nor a group that is divided anew counts. No value before the first look. The service’s is the highest of its processes.',
  lookWhen: 'no process of a service has 1',
  runbook: 'servers',
  labels: { server: ['mongodb', 'kafka'] },
});

export const clockAheadSeconds = gauge({
  name: 'hiring_clock_ahead_seconds',
  unit: 'seconds',
  meaning:
    'How far the clock of this process is ahead of MongoDB’s; negative when it is behind. What the way took is not counted. As it was seen last.',
  lookWhen: 'more than a second from 0',
  runbook: 'alerts/ClockWrong',
});

export const databaseDiskFreeRatio = gauge({
  name: 'hiring_database_disk_free_ratio',
  unit: 'ratio',
  meaning: 'How much of the disk of MongoDB’s primary is free. As it was told last: a server whose disk is full may not answer any more.',
  lookWhen: 'below 0.2',
  runbook: 'alerts/DatabaseDiskFull',
});
