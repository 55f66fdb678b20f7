/** What a fault is done to: the cluster under its load, with what helps to hurt it in the right place and to see that it is whole again. */
import { setTimeout as sleep } from 'node:timers/promises';
import { mongo } from 'mongoose';
import type { Cluster, Hurtable, Service } from '../../deploy/local/index.ts';
import type { RunningBroker } from '../../deploy/local/kafka-server.ts';
import type { RunningMember } from '../../deploy/local/mongod-server.ts';
import type { Load } from '../load/load.ts';
import type { Histories } from './histories.ts';
import type { Random } from './random.ts';
import type { Topics } from './topics.ts';

export interface World {
  readonly cluster: Cluster;
  readonly topics: Topics;
  readonly histories: Histories;
  readonly random: Random;
  readonly load: Load;
  /** Ids and places of messages that faults put into the topics. */
  readonly planted: Set<string>;
  /** How long a fault of some length lasts, in ms: past the time-outs that it is to reach, and longer in a long run. */
  readonly long: (atLeastMs: number) => number;
}

/** When, on `performance.now()`, work must go on by itself: from then its recovery is counted. Of what has an aim it is `aim.from`. */
export type Struck = number;

/** Within what time work is to go on, and from when that is counted. */
export interface Aim {
  readonly withinMs: number;
  readonly from: string;
}

/** One process of ours or of Kafka: the others must first miss it. */
export const afterKill: Aim = { withinMs: 10_000, from: 'the kill' };
/** MongoDB has a primary again that takes writes. How long it takes for that is its own matter: 10 s without a word by default. */
export const afterElection: Aim = { withinMs: 15_000, from: 'the election' };

export interface Fault {
  /** What is done, in a few words; the table's row. */
  readonly name: string;
  /** Its numbers in the list of cases. */
  readonly cases: string;
  readonly aim?: Aim;
  /** Does harm, and resolves when everything that was hurt is whole again. */
  readonly strike: (world: World) => Promise<Struck>;
}

export const now = (): number => performance.now();
export const wait = (ms: number): Promise<void> => sleep(ms);

/** A moment that nobody chose. */
export const anyMoment = ({ random }: World): Promise<void> => wait(random.between(0, 2500));

export const everyService = ({ cluster }: World): Service[] => Object.values(cluster.services).flat();

const wholeWithinMs = 180_000;
const askEveryMs = 300;

/** Asks until it is so. Throws when it is not within three minutes. */
export async function becomes(what: string | (() => string), ask: () => Promise<boolean>): Promise<void> {
  const until = now() + wholeWithinMs;
  while (!(await ask().catch(() => false))) {
    if (now() > until) throw new Error(`not within ${wholeWithinMs / 1000} s: ${typeof what === 'string' ? what : what()}`);
    await wait(askEveryMs);
  }
}

/** Starts and thaws whatever is not running, mends the network, and waits until every copy is where it should be. */
export async function whole(world: World): Promise<void> {
  const { cluster } = world;
  await cluster.network.mend();
  const all: Hurtable[] = [...cluster.brokers, ...cluster.members, ...everyService(world)];
  for (const each of all) each.thaw();
  await Promise.all([...cluster.brokers, ...cluster.members].map((each) => each.start()));
  await Promise.all(everyService(world).map((each) => each.start()));
  await inSync(world);
  await replicated(world);
}

/** Every partition has all its copies. */
export const inSync = ({ topics, cluster }: World): Promise<void> =>
  becomes('every partition has all its copies', () =>
    topics.asAdmin(async (admin) => {
      const { topics: found } = await admin.fetchTopicMetadata({ topics: await admin.listTopics() });
      return found.every(({ partitions }) => partitions.every(({ isr, leader }) => leader >= 0 && isr.length === cluster.brokers.length));
    }),
  );

/** There is a primary, and every other member follows it. */
export const replicated = ({ cluster: { members } }: World): Promise<void> =>
  becomes('a primary, and secondaries that follow', async () => {
    const states = await Promise.all(members.map((member) => hello(member)));
    return (
      states.filter(({ isWritablePrimary }) => isWritablePrimary).length === 1 &&
      states.every((each) => each.isWritablePrimary || each.secondary)
    );
  });

const hello = (member: RunningMember): Promise<mongo.Document> => commanded(member, { hello: 1 });

/** Tells one member something, past the network. */
export const commanded = (member: RunningMember, command: mongo.Document): Promise<mongo.Document> =>
  asked(member, (client) => client.db('admin').command(command));

/** Asks one member for what it has itself, whatever the others have. */
export async function asked<T>(member: RunningMember, ask: (client: mongo.MongoClient) => Promise<T>): Promise<T> {
  const url = `mongodb://127.0.0.1:${member.port}/?directConnection=true`;
  const client = new mongo.MongoClient(url, { serverSelectionTimeoutMS: 3000, socketTimeoutMS: 30_000 });
  try {
    return await ask(await client.connect());
  } finally {
    await client.close();
  }
}

export async function primaryOf({ cluster: { members } }: World): Promise<RunningMember> {
  let found: RunningMember | undefined;
  await becomes('there is a primary', async () => {
    for (const member of members) if ((await hello(member)).isWritablePrimary) found = member;
    return found !== undefined;
  });
  return found as RunningMember;
}

/** Resolves when one of these is the primary and takes writes. */
export const elected = (world: World, among: readonly RunningMember[]): Promise<RunningMember> =>
  primaryOf({ ...world, cluster: { ...world.cluster, members: among } });

export const secondariesOf = async (world: World): Promise<RunningMember[]> => {
  const primary = await primaryOf(world);
  return world.cluster.members.filter((member) => member !== primary);
};

/** Which broker leads a partition. */
export const leaderOf = ({ topics, cluster }: World, topic: string, partition: number): Promise<RunningBroker> =>
  topics.asAdmin(async (admin) => {
    const {
      topics: [found],
    } = await admin.fetchTopicMetadata({ topics: [topic] });
    const leader = found?.partitions.find(({ partitionId }) => partitionId === partition)?.leader;
    return cluster.brokers.find(({ node }) => node.id === leader) as RunningBroker;
  });
