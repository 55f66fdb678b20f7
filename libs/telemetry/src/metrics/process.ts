/** What the process has of processor, memory and time, under the names that prom-client's dashboards know. */
import { collectDefaultMetrics } from 'prom-client';
import { registry } from '../metric.js';

let collecting = false;

/** Seconds. A minor collection takes one or two milliseconds; what takes a tenth of a second is felt by everybody who waits. */
const gcDurationBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1];

/** Processor, memory, event loop delay, garbage collection. */
export function collectProcessMetrics(): void {
  if (collecting) return;
  collecting = true;
  collectDefaultMetrics({ register: registry, gcDurationBuckets });
}
