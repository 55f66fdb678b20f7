/** Ports of a service for tests: the real database, the real clock, and the broker that the test gives. */
import { type Broker, type Database, MongoDatabase, ServicePorts } from '@rolecall/messaging';

/** Meets every send with an error: for tests in which nothing may be published. */
export const noBroker = {
  send: () => Promise.reject(new Error('this test has no broker')),
} as unknown as Broker;

/** `mongoUrl` names a database of the test's own; give `database` instead to play a second process on the same one. */
export async function testPorts(service: string, at: string | Database, broker: Broker = noBroker): Promise<ServicePorts> {
  return new ServicePorts(service, typeof at === 'string' ? await MongoDatabase.open(at) : at, broker);
}

const [pauseMs, pauseMaxMs] = [20, 100];

/** Waits until `check` gives something, looking often at first, then every 100 ms: looking costs what it waits for. Throws after `forMs`. */
export async function eventually<T>(check: () => Promise<T | undefined | false>, forMs = 10_000): Promise<T> {
  const until = performance.now() + forMs;
  for (let pause = pauseMs; ; pause = Math.min(pauseMaxMs, pause * 1.5)) {
    const found = await check();
    if (found) return found;
    if (performance.now() > until) throw new Error(`did not happen within ${forMs} ms: ${check}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
