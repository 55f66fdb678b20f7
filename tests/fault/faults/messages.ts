/** What happens in the topics: messages that come again, also in the wrong order; groups that begin anew; poison among good ones. */
import kafkajs, { type Admin, type Producer } from 'kafkajs';
import { serviceNames } from '../../../deploy/local/system.ts';
import { discardPoison } from '../operator.ts';
import type { TopicMessage } from '../topics.ts';
import { becomes, everyService, type Fault, now, type World, wait } from '../world.ts';

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

const poisonedMax = 4;

/** Each holds the key of a story that is under way, in whatever service reads it, until an operator discards it. */
const poison: Fault = {
  name: 'poison among good messages, discarded by an operator',
  cases: '53, 54',
  strike: async (world) => {
    const living = world.load
      .underWay()
      .flatMap(({ applicationId }) => applicationId ?? [])
      .slice(0, poisonedMax);
    const poisoned = living.flatMap((key, index) => poisonFor(key, index, world));
    for (const place of await produced(world, poisoned)) world.planted.add(place);
    await wait(3000);
    await discardPoison(world);
    return now();
  },
};

/** One thing is wrong with each. */
function poisonFor(applicationId: string, index: number, world: World): Plain[] {
  const model = world.topics.of(world.load.org).find(({ type }) => type === 'offer.approved.v1');
  if (!model) return [];
  const id = `poison-${world.load.org}-${index}`;
  world.planted.add(id);
  const headers = { ...model.headers, ce_id: id };
  const value = String(model.value);
  const wrong: Plain[] = [
    { headers, value: 'not JSON at all' },
    { headers, value: null },
    { headers, value: JSON.stringify({ ...JSON.parse(value), applicationId, offerVersion: 'first' }) },
    { headers: { ...headers, ce_type: 'offer.approved.v99' }, value },
    { headers: { ...headers, ce_type: 'offer.celebrated.v1' }, value },
    { headers: {}, value },
  ].map((each) => ({ topic: model.topic, key: applicationId, ...each }));
  const other = { topic: model.topic, key: undefined, headers, value };
  return index === 0 ? [wrong[0] as Plain, other] : [wrong[index % wrong.length] as Plain];
}

type Plain = Pick<TopicMessage, 'topic' | 'key' | 'headers'> & { readonly value: Buffer | string | null; readonly partition?: number };

/** Gives the places at which they stand, such as `hiring.application#3:1042`. */
async function produced({ cluster }: World, messages: readonly Plain[]): Promise<string[]> {
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

export const messageFaults: readonly Fault[] = [doubled, reversed, groupsReset, poison];
