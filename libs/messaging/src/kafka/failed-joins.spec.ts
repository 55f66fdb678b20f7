/** A consumer of kafkajs that fails in its first join says goodbye before it ends; one that is a member says it itself. */
import { createRequire } from 'node:module';
import { leaveAfterFailedJoins } from './failed-joins.js';

interface Runner {
  running: boolean;
  start(): Promise<void>;
  onCrash(error: Error): unknown;
}
const Runner = createRequire(import.meta.url)('kafkajs/src/consumer/runner.js') as new (options: object) => Runner;
const logger = { debug: () => undefined, namespace: () => logger };

beforeAll(leaveAfterFailedJoins);

function runnerThat(join: () => Promise<void>) {
  const heard: string[] = [];
  const consumerGroup = {
    connect: async () => undefined,
    joinAndSync: join,
    leave: async () => void heard.push('goodbye'),
    getNodeIds: () => [],
  };
  const onCrash = ({ message }: Error) => void heard.push(message);
  return { runner: new Runner({ logger, consumerGroup, onCrash, concurrency: 1 }), heard };
}

it('says goodbye when its first join fails, and only then that it crashed', async () => {
  const { runner, heard } = runnerThat(() => Promise.reject(new Error('The group coordinator is not available')));
  await runner.start();
  expect(heard).toEqual(['goodbye', 'The group coordinator is not available']);
});

it('leaves it to kafkajs to say goodbye for one that runs', async () => {
  const { runner, heard } = runnerThat(async () => undefined);
  await runner.start();
  expect(runner.running).toBe(true);
  await runner.onCrash(new Error('later'));
  runner.running = false;
  expect(heard).toContain('later');
  expect(heard).not.toContain('goodbye');
});
