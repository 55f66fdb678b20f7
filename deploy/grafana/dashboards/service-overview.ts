/** How each service answers (rate, errors, duration), and what its processes have of memory and time. */
import { dashboard, heat, lines } from '../panels.ts';
import { buckets, ofService, quantile, rate, serviceVariable, share, summed } from '../promql.ts';
import { processes } from './service-overview.processes.ts';

const requests = `hiring_http_request_seconds_count{${ofService}}`;
const served = `${ofService},route=~"/v[0-9].*"`;
const answered = (matchers = ''): string => `hiring_http_request_seconds_count{${served}${matchers}}`;
const changing = ',method=~"POST|PUT|PATCH|DELETE"';
const unauthenticated = `hiring_problems_total{${ofService},code="request/unauthenticated"}`;

const answers = [
  lines(
    { title: 'Requests', says: 'Requests answered per second, by service.', unit: 'reqps', width: 6 },
    { '{{job}}': rate(requests, 'job') },
  ),
  lines(
    {
      title: 'Errors of ours',
      says: 'Share of the requests under /v1 that ended in 5xx. The line is what the objective leaves room for.',
      unit: 'percentunit',
      limit: 0.001,
      alert: 'CommandsFail',
      width: 6,
    },
    { '{{job}}': share(answered(',status="5xx"'), answered()) },
  ),
  lines(
    {
      title: 'Refusals',
      says: 'Requests answered with 4xx per second: rules said no. People’s daily work, and no error.',
      unit: 'reqps',
      width: 6,
    },
    { '{{job}} {{status}}': rate(answered(',status="4xx"'), 'job', 'status') },
  ),
  lines(
    {
      title: 'Without a valid token',
      says: 'Share of the requests under /v1 that were answered `request/unauthenticated`. One of ten for minutes is a program, not a person.',
      unit: 'percentunit',
      limit: 0.1,
      alert: 'CallersUnauthenticated',
      width: 6,
    },
    { '{{job}}': share(unauthenticated, answered()) },
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
    {
      title: 'The slowest routes',
      says: '99th percentile of the ten routes that take longest.',
      unit: 's',
      limit: 0.5,
      alert: 'CommandsSlow',
      width: 12,
    },
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
      width: 6,
    },
    { '{{outcome}}': rate(`hiring_commands_total{${ofService}}`, 'outcome') },
  ),
  lines(
    {
      title: 'Commands refused',
      says: 'Share of the requests that would change something and were answered with 4xx, but for those without a valid token.',
      unit: 'percentunit',
      limit: 0.5,
      alert: 'CommandsRefused',
      width: 6,
    },
    {
      '{{job}}': `clamp_min(${share(answered(`${changing},status="4xx"`), answered(changing))} - ${share(unauthenticated, answered(changing))}, 0)`,
    },
  ),
  lines(
    { title: 'Commands that are given most', says: 'The ten most frequent commands, per second.', unit: 'ops', width: 6 },
    { '{{aggregate}} {{command}}': `topk(10, sum by (aggregate, command) (rate(hiring_commands_total{${ofService}}[$__rate_interval])))` },
  ),
  lines(
    {
      title: 'Conflicts',
      says: 'Commits per second that lost the race for their version and were decided again. All the time on one kind: somebody writes to one aggregate without end.',
      unit: 'ops',
      width: 6,
    },
    { '{{aggregate}}': rate(`hiring_conflicts_total{${ofService}}`, 'aggregate') },
  ),
];

export const serviceOverview = dashboard({
  uid: 'service-overview',
  title: 'Service overview',
  says: 'How each service answers: rate, errors, duration; and how its processes are.',
  variables: [serviceVariable()],
  rows: { Answers: answers, Commands: commands, Processes: processes },
});
