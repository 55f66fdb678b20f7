/** A connection of kafkajs that has nothing to send sets no timer; one that has a request waiting does. */
import { createRequire } from 'node:module';
import { quietIdleConnections } from './idle-connections.js';

interface Queue {
  readonly throttleCheckTimeoutId: unknown;
  push(request: object): void;
  checkPendingRequests(): void;
  maybeThrottle(forMs: number): void;
  destroy(): void;
}
const RequestQueue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as new (options: object) => Queue;

const sent: number[] = [];
const request = (correlationId: number) => ({
  sendRequest: () => sent.push(correlationId),
  entry: { correlationId, resolve: () => undefined, reject: () => undefined },
  expectResponse: false,
});
let queue: Queue;

beforeAll(quietIdleConnections);
beforeEach(() => {
  sent.length = 0;
  const logger = { debug: () => undefined };
  queue = new RequestQueue({
    maxInFlightRequests: 1,
    requestTimeout: 1000,
    enforceRequestTimeout: false,
    clientId: '',
    broker: '',
    logger,
  });
});
afterEach(() => queue.destroy());

it('sets no timer while nothing waits', () => {
  queue.checkPendingRequests();
  expect(queue.throttleCheckTimeoutId).toBeNull();
  queue.push(request(1));
  queue.checkPendingRequests();
  expect(sent).toEqual([1]);
  expect(queue.throttleCheckTimeoutId).toBeNull();
});

it('sends a request that the broker made wait as soon as it may', async () => {
  queue.maybeThrottle(20);
  queue.push(request(2));
  expect(sent).toEqual([]);
  expect(queue.throttleCheckTimeoutId).not.toBeNull();
  const until = performance.now() + 2000;
  while (sent.length === 0 && performance.now() < until) await new Promise(setImmediate);
  expect(sent).toEqual([2]);
  expect(queue.throttleCheckTimeoutId).toBeNull();
});
