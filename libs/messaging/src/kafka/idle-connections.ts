/** Mends kafkajs 2.2.4: a connection with nothing to send sets a timer of 1 ms again and again (tulios/kafkajs#1704, open since 2024). */
import { createRequire } from 'node:module';

/** What we touch of kafkajs's own class. */
interface RequestQueue {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests(): void;
}

const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as { prototype: RequestQueue };
const schedule = prototype.scheduleCheckPendingRequests;

/** Call it once, before the first connection. A request that has to wait schedules its own check, so nothing is missed. */
export function quietIdleConnections(): void {
  prototype.scheduleCheckPendingRequests = function (this: RequestQueue) {
    if (this.pending.length > 0) schedule.call(this);
  };
}
