/** What people and programs ask of a service over HTTP. */
import { theme } from '../metric.js';
import { aggregate, durations } from './bounds.js';

const { counter, histogram } = theme('Requests');

/** Those that our routes have; a client may send any word. */
export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'other'] as const;

export const httpRequestSeconds = histogram({
  name: 'hiring_http_request_seconds',
  unit: 'seconds',
  meaning:
    'Duration of HTTP requests, from the first byte of the request to the last of the answer; `aborted` where the caller hung up before it.',
  lookWhen: '`5xx` are counted, or answers take seconds',
  runbook: 'requests',
  labels: {
    method: methods,
    route: { from: 'templates of the service’s routes, `unmatched`', max: 200 },
    status: ['1xx', '2xx', '3xx', '4xx', '5xx', 'aborted'],
  },
  buckets: durations,
  exemplars: true,
});

export const commandsTotal = counter({
  name: 'hiring_commands_total',
  unit: 'commands',
  meaning:
    'Commands given over HTTP, by how they ended: `nothing` was so already, `repeated` was answered from the commit that it made before.',
  lookWhen: '`failed` rises; `refused` alone is people’s daily work',
  runbook: 'requests',
  labels: {
    aggregate,
    command: { from: 'commands of the service’s deciders', max: 150 },
    outcome: ['happened', 'nothing', 'repeated', 'dry_run', 'refused', 'failed'],
  },
});

export const problemsTotal = counter({
  name: 'hiring_problems_total',
  unit: 'answers',
  meaning:
    'Answers over HTTP that were problems, refusals and errors of ours alike, by their code. `request/unauthenticated` and `request/failed` are there from the start on.',
  lookWhen: 'one code makes a large share of the answers',
  runbook: 'alerts/CommandsRefused',
  labels: { code: { from: 'codes of docs/problems', max: 200 } },
});
