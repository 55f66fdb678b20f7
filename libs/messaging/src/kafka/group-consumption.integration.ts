/** When a process should be replaced because of its consumer. What a Kafka that is away means for it, kafka-broker.integration.ts says. */
import { Kafka, logLevel } from 'kafkajs';
import { systemClock, systemRandomness } from '../system-ports.js';
import { GroupConsumption } from './group-consumption.js';

const brokers = (process.env.KAFKA_BROKERS ?? '').split(',');

it('is to be replaced when its group answers others and it never comes in', async () => {
  const at = (addresses: string[]) => new Kafka({ brokers: addresses, logLevel: logLevel.NOTHING, retry: { retries: 0 } });
  const admin = at(brokers).admin();
  await admin.connect();
  const consumption = new GroupConsumption(
    { group: 'never-in', topics: ['any'], begin: () => ({ attempt: async () => undefined }) },
    {
      ...{ kafka: () => at(['127.0.0.1:1']), withAdmin: (ask) => ask(admin) },
      ...{ clock: systemClock, randomness: systemRandomness, log: () => undefined },
    },
  );
  const until = performance.now() + 40_000;
  while (consumption.alive() && performance.now() < until) await systemClock.sleep(20);
  expect(consumption.alive()).toBe(false);
  await consumption.close();
  await admin.disconnect();
}, 60_000);
