/** Of the service overview: whether its processes are there, and what they have of memory and time. */
import { lines, number } from '../panels.ts';
import { highest, ofService, rate, summed } from '../promql.ts';

export const processes = [
  number(
    {
      title: 'Processes that answer',
      says: 'Processes of each service that Prometheus reaches.',
      unit: 'short',
      floor: 1,
      alert: 'ServiceDown',
      width: 8,
    },
    { '{{job}}': summed(`up{${ofService}}`, 'job') },
  ),
  number(
    { title: 'Not answering', says: 'What Prometheus scrapes and does not reach.', unit: 'short', limit: 1, alert: 'TargetDown', width: 4 },
    { 'not answering': 'count(up == 0) or on() vector(0)' },
  ),
  number(
    {
      title: 'Aggregates broken',
      says: 'Aggregates that cannot be folded at present.',
      unit: 'short',
      limit: 1,
      alert: 'AggregateBroken',
      width: 6,
    },
    { '{{job}}': `${highest(`hiring_aggregates_broken{${ofService}}`, 'job')} or on() vector(0)` },
  ),
  number(
    {
      title: 'Came to be broken',
      says: 'Aggregates that came to be broken within the time that is shown.',
      unit: 'short',
      limit: 1,
      alert: 'AggregateBroken',
      width: 6,
    },
    { '{{job}}': `sum by (job) (increase(hiring_broken_aggregates_total{${ofService}}[$__range])) or on() vector(0)` },
  ),
  lines(
    {
      title: 'Event loop delay',
      says: '99th percentile of how late the event loop is, by process. Everything in the process waits so long.',
      unit: 's',
      limit: 0.25,
      alert: 'EventLoopDelayed',
    },
    { '{{job}} {{instance}}': highest(`nodejs_eventloop_lag_p99_seconds{${ofService}}`, 'job', 'instance') },
  ),
  lines(
    { title: 'Processor', says: 'Processor time per second, by process: 1 is a whole core.', unit: 'short' },
    { '{{job}} {{instance}}': `sum by (job, instance) (rate(process_cpu_seconds_total{${ofService}}[$__rate_interval]))` },
  ),
  lines(
    {
      title: 'Collecting garbage',
      says: 'Share of the time in which the process collects garbage and does nothing else.',
      unit: 'percentunit',
      limit: 0.1,
      alert: 'MemoryNearLimit',
    },
    { '{{job}} {{instance}}': `sum by (job, instance) (rate(nodejs_gc_duration_seconds_sum{${ofService}}[$__rate_interval]))` },
  ),
  lines(
    {
      title: 'Heap',
      says: 'What each process keeps in its heap. Its lowest points should not rise from day to day.',
      unit: 'bytes',
      alert: 'MemoryGrowing',
      width: 6,
    },
    { '{{job}} {{instance}}': highest(`nodejs_heap_size_used_bytes{${ofService}}`, 'job', 'instance') },
  ),
  lines(
    {
      title: 'Heap of its limit',
      says: 'The least of each minute, as a share of what the heap may hold. At 1 the process ends.',
      unit: 'percentunit',
      limit: 0.85,
      alert: 'MemoryNearLimit',
      width: 6,
    },
    {
      '{{job}} {{instance}}': highest(
        `min_over_time(nodejs_heap_size_used_bytes{${ofService}}[1m]) / hiring_heap_limit_bytes{${ofService}}`,
        'job',
        'instance',
      ),
    },
  ),
  lines(
    { title: 'Memory', says: 'What each process takes of the machine’s memory.', unit: 'bytes', alert: 'MemoryGrowing', width: 6 },
    { '{{job}} {{instance}}': highest(`process_resident_memory_bytes{${ofService}}`, 'job', 'instance') },
  ),
  lines(
    {
      title: 'Spans dropped',
      says: 'Spans per second that were not sent: traces are not whole.',
      unit: 'ops',
      alert: 'SpansDropped',
      width: 6,
    },
    { '{{job}}': rate(`hiring_spans_dropped_total{${ofService}}`, 'job') },
  ),
];
