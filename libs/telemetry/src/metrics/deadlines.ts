/** What time brings. */
import { theme } from '../metric.js';
import { aggregate } from './bounds.js';

const { counter, histogram } = theme('Deadlines');

export const timerLateSeconds = histogram({
  name: 'hiring_timer_late_seconds',
  unit: 'seconds',
  meaning: 'Time between a deadline and its command.',
  labels: { aggregate },
  buckets: [0.1, 0.5, 1, 2, 5, 15, 60, 300, 1800],
  exemplars: true,
});

export const deadDeadlinesTotal = counter({
  name: 'hiring_dead_deadlines_total',
  unit: 'deadlines',
  meaning: 'Deadlines given up because their command failed again and again.',
  labels: { aggregate },
});
