/** How each service answers (rate, errors, duration), and what its processes have of memory and time. */
import { dashboard, heat, lines, number } from '../panels.ts';
import { buckets, highest, ofService, quantile, rate, serviceVariable, summed } from '../promql.ts';

const requests = `hiring_http_request_seconds_count{${ofService}}`;
const served = `${ofService},route=~"/v[0-9].*"`;

const answers = [
  lines({ title: 'Requests', says: 'Requests answered per second, by service.', unit: 'reqps' }, { '{{job}}': rate(requests, 'job') }),
  lines(
    {
      title: 'Errors of ours',
      says: 'Share of the requests under /v1 that ended in 5xx. The line is what the objective leaves room for.',
      unit: 'percentunit',
      limit: 0.001,
      alert: 'CommandsFail',
    },
    {
      '{{job}}': `(sum by (job) (rate(hiring_http_request_seconds_count{${served},status="5xx"}[$__rate_interval])) or sum by (job) (rate(hiring_http_request_seconds_count{${served}}[$__rate_interval])) * 0) / sum by (job) (rate(hiring_http_request_seconds_count{${served}}[$__rate_interval]))`,
    },
  ),
  lines(
    { title: 'Refusals', says: 'Requests answered with 4xx per second: rules said no. People’s daily work, and no error.', unit: 'reqps' },
    { '{{job}} {{status}}': rate(`hiring_http_request_seconds_count{${served},status="4xx"}`, 'job', 'status') },
  ),
  heat(
    {
      title: 'How long answers take',
      exemplars: true,
      says: 'Requests under /v1 by their duration. A mark is one request: it leads to its trace.',
      unit: 's',
      alert: 'CommandsSlow',
    },
    buckets('hiring_http_request_seconds', served),
  ),
  lines(
    {
      title: 'Duration, median and 99th percentile',
      says: 'Of requests under /v1, by service. A mark leads to the trace of one request.',
      unit: 's',
      limit: 0.5,
      alert: 'CommandsSlow',
      exemplars: true,
      width: 12,
    },
    {
      '{{job}} median': quantile(0.5, 'hiring_http_request_seconds', served, 'job'),
      '{{job}} p99': quantile(0.99, 'hiring_http_request_seconds', served, 'job'),
    },
  ),
  lines(
    { title: 'The slowest routes', says: '99th percentile of the ten routes that take longest.', unit: 's', limit: 0.5, width: 12 },
    { '{{job}} {{method}} {{route}}': `topk(10, ${quantile(0.99, 'hiring_http_request_seconds', served, 'job', 'method', 'route')})` },
  ),
  lines(
    {
      title: 'In flight',
      says: 'Requests that are being answered at this moment. It rises when a server that they need is slow.',
      unit: 'short',
      width: 12,
    },
    { '{{job}}': summed(`hiring_requests_in_flight{${ofService}}`, 'job') },
  ),
];

const commands = [
  lines(
    {
      title: 'Commands',
      says: 'Commands per second by how they ended. Refused is people’s daily work; failed is ours.',
      unit: 'ops',
      alert: 'CommandsFail',
    },
    { '{{outcome}}': rate(`hiring_commands_total{${ofService}}`, 'outcome') },
  ),
  lines(
    { title: 'Commands that are given most', says: 'The ten most frequent commands, per second.', unit: 'ops' },
    { '{{aggregate}} {{command}}': `topk(10, sum by (aggregate, command) (rate(hiring_commands_total{${ofService}}[$__rate_interval])))` },
  ),
  lines(
    {
      title: 'Conflicts',
      says: 'Commits per second that lost the race for their version and were decided again. All the time on one kind: somebody writes to one aggregate without end.',
      unit: 'ops',
    },
    { '{{aggregate}}': rate(`hiring_conflicts_total{${ofService}}`, 'aggregate') },
  ),
];

const processes = [
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
    },
    { '{{job}} {{instance}}': `sum by (job, instance) (rate(nodejs_gc_duration_seconds_sum{${ofService}}[$__rate_interval]))` },
  ),
  lines(
    {
      title: 'Heap',
      says: 'What each process keeps in its heap. Its lowest points should not rise from day to day.',
      unit: 'bytes',
      alert: 'MemoryGrowing',
    },
    { '{{job}} {{instance}}': highest(`nodejs_heap_size_used_bytes{${ofService}}`, 'job', 'instance') },
  ),
  lines(
    { title: 'Memory', says: 'What each process takes of the machine’s memory.', unit: 'bytes', alert: 'MemoryGrowing' },
    { '{{job}} {{instance}}': highest(`process_resident_memory_bytes{${ofService}}`, 'job', 'instance') },
  ),
  lines(
    { title: 'Spans dropped', says: 'Spans per second that were not sent: traces are not whole.', unit: 'ops', alert: 'SpansDropped' },
    { '{{job}}': rate(`hiring_spans_dropped_total{${ofService}}`, 'job') },
  ),
];

export const serviceOverview = dashboard({
  uid: 'service-overview',
  title: 'Service overview',
  says: 'How each service answers: rate, errors, duration; and how its processes are.',
  variables: [serviceVariable()],
  rows: { Answers: answers, Commands: commands, Processes: processes },
});
