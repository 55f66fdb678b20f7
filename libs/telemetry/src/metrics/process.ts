/** What a process has of connections, and of processor, memory and time under the names that prom-client's dashboards know. */
import { collectDefaultMetrics } from 'prom-client';
import { z } from 'zod';
import { readEnvironment } from '../environment.js';
import { heapLimit } from '../heap-limit.js';
import { registry, theme } from '../metric.js';

let collecting = false;

/** Seconds. A minor collection takes one or two milliseconds; what takes a tenth of a second is felt by everybody who waits. */
const gcDurationBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1];

/** Processor, memory, event loop delay, garbage collection. */
export function collectProcessMetrics(): void {
  if (collecting) return;
  collecting = true;
  collectDefaultMetrics({ register: registry, gcDurationBuckets });
  const { NODE_OPTIONS } = readEnvironment(z.object({ NODE_OPTIONS: z.string().default('') }));
  heapLimitBytes.tells(() => [[{}, heapLimit(NODE_OPTIONS)]]);
}

const { gauge, histogram } = theme('Saturation');

export const databaseConnections = gauge({
  name: 'hiring_database_connections',
  unit: 'connections',
  meaning:
    'Connections to MongoDB that work shares: those in use, and those that are idle; `waiting` are operations that wait for one. 20 at most to one server; the watch over the servers has its own.',
  lookWhen: '`waiting` above 0 for longer',
  runbook: 'requests',
  labels: { state: ['in_use', 'idle', 'waiting'] },
});

export const databaseWaitSeconds = histogram({
  name: 'hiring_database_wait_seconds',
  unit: 'seconds',
  meaning: 'How long an operation waited for a connection to MongoDB.',
  lookWhen: 'above a hundredth',
  runbook: 'requests',
  buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10],
});

export const requestsInFlight = gauge({
  name: 'hiring_requests_in_flight',
  unit: 'requests',
  meaning: 'HTTP requests that have come and are not answered yet.',
  lookWhen: 'it grows and does not fall',
  runbook: 'requests',
});

export const heapLimitBytes = gauge({
  name: 'hiring_heap_limit_bytes',
  unit: 'bytes',
  meaning: 'How much the heap may hold before the process ends for want of memory (`--max-old-space-size`).',
  lookWhen: 'the heap comes near it',
  runbook: 'alerts/MemoryNearLimit',
});
