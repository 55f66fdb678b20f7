/** What happens to Kafka: a broker, the controller, a group's coordinator lost; two at once; frozen; restarted one after the other. */
import { readFileSync } from 'node:fs';
import type { RunningBroker } from '../../../deploy/local/kafka-server.ts';
import { serviceNames } from '../../../deploy/local/system.ts';
import { afterKill, anyMoment, type Fault, inSync, leaderOf, now, type Struck, type World, wait } from '../world.ts';

/** A broker that gives no sign is missed after this, and its partitions get other leaders. */
const pastSessionMs = 8000;
const offsetsTopic = '__consumer_offsets';

/** Killed, and back after a while with all its copies. */
async function lost(world: World, broker: RunningBroker): Promise<Struck> {
  await anyMoment(world);
  await broker.kill();
  const struck = now();
  await wait(world.long(pastSessionMs));
  await broker.start();
  await inSync(world);
  return struck;
}

const broker: Fault = {
  name: 'a broker killed',
  cases: '17, 19',
  aim: afterKill,
  strike: async (world) => {
    const controller = controllerOf(world);
    return lost(world, world.random.one(world.cluster.brokers.filter((each) => each !== controller)));
  },
};

const controller: Fault = {
  name: 'the controller killed',
  cases: '17, 19',
  aim: afterKill,
  strike: (world) => lost(world, controllerOf(world)),
};

const coordinator: Fault = {
  name: 'the coordinator of a group killed',
  cases: '20',
  aim: afterKill,
  strike: async (world) => {
    const group = `rolecall.${world.random.one(serviceNames)}`;
    const partitions = await world.topics.asAdmin(
      async (admin) => (await admin.fetchTopicMetadata({ topics: [offsetsTopic] })).topics[0]?.partitions.length ?? 1,
    );
    return lost(world, await leaderOf(world, offsetsTopic, Math.abs(javaHashOf(group)) % partitions));
  },
};

/** Fewer in-sync copies than writes ask for: nothing is acknowledged, and nothing that was is lost. */
const two: Fault = {
  name: 'two of three brokers killed',
  cases: '19, 29',
  strike: async (world) => {
    const [one, other] = world.random.shuffled(world.cluster.brokers) as [RunningBroker, RunningBroker];
    await anyMoment(world);
    await Promise.all([one.kill(), other.kill()]);
    await wait(world.long(pastSessionMs));
    await Promise.all([one.start(), other.start()]);
    const struck = now();
    await inSync(world);
    return struck;
  },
};

const frozen: Fault = {
  name: 'a broker frozen past its session, then thawed',
  cases: '17, 38',
  strike: async (world) => {
    const broker = world.random.one(world.cluster.brokers);
    await anyMoment(world);
    broker.freeze();
    const struck = now();
    await wait(world.long(pastSessionMs + 4000));
    broker.thaw();
    await inSync(world);
    return struck;
  },
};

const rolling: Fault = {
  name: 'rolling restart of the brokers',
  cases: '17, 18',
  strike: async (world) => {
    await brokersRestarted(world);
    return now();
  },
};

export async function brokersRestarted(world: World): Promise<void> {
  for (const each of world.cluster.brokers) {
    await each.kill('SIGTERM');
    await each.start();
    await inSync(world);
  }
}

/** The one that was elected last, by its own words: clients are told of any broker. */
function controllerOf({ cluster }: World): RunningBroker {
  const elected = cluster.brokers.map((each) => {
    const epochs = [...readFileSync(each.log, 'utf8').matchAll(/Becoming the active controller at epoch (\d+)/g)];
    return { broker: each, epoch: Math.max(-1, ...epochs.map(([, epoch]) => Number(epoch))) };
  });
  const last = elected.sort((a, b) => b.epoch - a.epoch)[0];
  if (!last || last.epoch < 0) throw new Error('no broker says in its log that it is the controller');
  return last.broker;
}

/** Kafka puts a group on the partition of its name's hash. */
const javaHashOf = (text: string): number => [...text].reduce((hash, letter) => (Math.imul(hash, 31) + letter.charCodeAt(0)) | 0, 0);

export const brokerFaults: readonly Fault[] = [broker, controller, coordinator, two, frozen, rolling];
