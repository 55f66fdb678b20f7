/** What time brings. */
import { theme } from '../metric.js';
import { aggregate } from './bounds.js';

const { counter, gauge, histogram } = theme('Deadlines');

export const timerLateSeconds = histogram({
  name: 'hiring_timer_late_seconds',
  unit: 'seconds',
  meaning: 'Time between a deadline and its command.',
  lookWhen: 'more than a few above 15',
  runbook: 'deadlines',
  labels: { aggregate },
  buckets: [0.1, 0.5, 1, 2, 5, 15, 60, 300, 1800],
  exemplars: true,
});

export const deadDeadlinesTotal = counter({
  name: 'hiring_dead_deadlines_total',
  unit: 'deadlines',
  meaning: 'Deadlines given up because their command failed again and again.',
  lookWhen: 'it rises',
  runbook: 'deadlines',
  labels: { aggregate },
});

export const deadDeadlines = gauge({
  name: 'hiring_dead_deadlines',
  unit: 'deadlines',
  meaning: 'Deadlines that are given up at present and wait for an operator. Of the whole service; at most 10,000 are counted.',
  lookWhen: 'above 0',
  runbook: 'deadlines',
  labels: { aggregate },
});

export const deadlinesOverdueSeconds = gauge({
  name: 'hiring_deadlines_overdue_seconds',
  unit: 'seconds',
  meaning:
    'How late the oldest deadline is that is past and not yet met, as the timer of this process sees it; 0 when none is. One that failed and was put off counts anew from its next time. While the database cannot be asked, it grows from the last look on. The service’s is the lowest of its processes, for any of them meets it.',
  lookWhen: 'above 60 in every process of a service',
  runbook: 'deadlines',
});
