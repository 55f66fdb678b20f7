/** What happens in the topics: messages that come again, also in the wrong order; groups that begin anew. */
import kafkajs, { type Admin, type Producer } from 'kafkajs';
import { serviceNames } from '../../../deploy/local/system.ts';
import type { TopicMessage } from '../topics.ts';
import { becomes, everyService, type Fault, now, type World } from '../world.ts';

/** As many as go back when groups begin anew in a run that has seen many. */
const backMax = 3000n;

/** Everything that this load has published so far, produced again as it was. */
const doubled: Fault = {
  name: 'every message again',
  cases: '45',
  strike: async (world) => {
    await produced(world, world.topics.of(world.load.org));
    return now();
  },
};

const reversed: Fault = {
  name: 'every message again, the last first',
  cases: '45, 46',
  strike: async (world) => {
    await produced(world, world.topics.of(world.load.org).toReversed());
    return now();
  },
};

/** All processes are away for the moment of the reset: Kafka allows it for an empty group only. */
const groupsReset: Fault = {
  name: 'every group begins anew',
  cases: '6, 45, 60',
  strike: async (world) => {
    const all = everyService(world);
    await Promise.all(all.map((service) => service.kill('SIGTERM')));
    await world.topics.asAdmin((admin) => Promise.all(serviceNames.map((name) => begunAnew(admin, `rolecall.${name}`))));
    await Promise.all(all.map((service) => service.start()));
    const struck = now();
    await Promise.all(all.map((service) => service.joined()));
    return struck;
  },
};

async function begunAnew(admin: Admin, groupId: string): Promise<void> {
  for (const { topic, partitions } of await admin.fetchOffsets({ groupId })) {
    const placed = partitions.map(({ partition, offset }) => ({
      partition,
      offset: String(BigInt(offset) > backMax ? BigInt(offset) - backMax : 0n),
    }));
    await becomes(`${groupId} is empty and can be set back`, async () => {
      await admin.setOffsets({ groupId, topic, partitions: placed });
      return true;
    });
  }
}

export type Plain = Pick<TopicMessage, 'topic' | 'key' | 'headers'> & {
  readonly value: Buffer | string | null;
  readonly partition?: number;
};

/** Gives the places at which they stand, such as `hiring.application#3:1042`. */
export async function produced({ cluster }: Pick<World, 'cluster'>, messages: readonly Plain[]): Promise<string[]> {
  const kafka = new kafkajs.Kafka({
    clientId: 'fault.messages',
    brokers: cluster.brokersBehind.split(','),
    logLevel: kafkajs.logLevel.NOTHING,
  });
  const producer: Producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
  await producer.connect();
  const places: string[] = [];
  try {
    for (const { topic, key, partition, value, headers } of messages) {
      const message = { key: key ?? null, partition, value: value as string, headers: { ...headers } };
      const [sent] = await producer.send({ topic, acks: -1, messages: [message] });
      places.push(`${topic}#${sent?.partition}:${sent?.baseOffset}`);
    }
    return places;
  } finally {
    await producer.disconnect();
  }
}

export const messageFaults: readonly Fault[] = [doubled, reversed, groupsReset];
