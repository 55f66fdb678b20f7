/** Topics are made by us, with a fixed number of partitions and endless retention, and checked at every start. */
import kafkajs, { type Admin, type ConfigResourceTypes, type ITopicMetadata } from 'kafkajs';
import type { Clock } from '../ports.js';
import { messageBytesMax, TopicMismatch, type TopicSpec } from './broker.js';

// Node does not see this name of the CommonJS module; jest does.
export const resourceTypes = kafkajs.ConfigResourceTypes;

const replicasWanted = 3;
/** How many copies a cluster of so many brokers can hold, of those that are wanted. */
export const replicasOf = (brokers: number): number => Math.min(replicasWanted, brokers);
const offsetDaysMin = 30;
const leadsWithinMs = 15_000;
const askAgainMs = 50;

/** Makes what is missing and checks what is there; see Broker.ensureTopics. */
export async function ensureTopics(admin: Admin, specs: readonly TopicSpec[], clock: Clock): Promise<string[]> {
  const brokers = (await admin.describeCluster()).brokers.length;
  const replicas = replicasOf(brokers);
  const existing = new Set(await admin.listTopics());
  const missing = specs.filter(({ name }) => !existing.has(name));
  if (missing.length > 0) await admin.createTopics({ waitForLeaders: true, topics: missing.map((spec) => topicConfig(spec, replicas)) });
  for (const { name } of missing) await untilItsLeadersAnswer(admin, name, clock);
  const { topics } = await admin.fetchTopicMetadata({ topics: specs.map(({ name }) => name) });
  checkPartitions(specs, topics);
  return [
    ...topics.flatMap((topic) => replicaFindings(topic)),
    ...topicFindings(
      await configsOf(
        admin,
        resourceTypes.TOPIC,
        specs.map(({ name }) => name),
      ),
      replicas,
    ),
    ...brokerFindings(await configsOf(admin, resourceTypes.BROKER, [String((await admin.describeCluster()).controller ?? 1)])),
  ];
}

function topicConfig({ name, partitions, replicas }: TopicSpec, replicasPossible: number) {
  const copies = replicas ?? replicasPossible;
  return {
    topic: name,
    numPartitions: partitions,
    replicationFactor: copies,
    configEntries: [
      { name: 'retention.ms', value: '-1' },
      { name: 'retention.bytes', value: '-1' },
      { name: 'cleanup.policy', value: 'delete' },
      { name: 'min.insync.replicas', value: String(Math.max(1, copies - 1)) },
      { name: 'unclean.leader.election.enable', value: 'false' },
      { name: 'max.message.bytes', value: String(messageBytesMax) },
    ],
  };
}

/** See Broker.deleteTopic. */
export async function deleteTopic(admin: Admin, name: string): Promise<void> {
  if ((await admin.listTopics()).includes(name)) await admin.deleteTopics({ topics: [name] });
}

/** The metadata names a new partition's leader before that broker knows of it; until then it refuses what is sent. */
async function untilItsLeadersAnswer(admin: Admin, topic: string, clock: Clock): Promise<void> {
  const until = clock.elapsed() + leadsWithinMs;
  for (;;) {
    try {
      await admin.fetchTopicOffsets(topic);
      return;
    } catch (error) {
      if (clock.elapsed() > until) throw error;
      await clock.sleep(askAgainMs);
    }
  }
}

/** Another count than the agreed one means that keys have moved, or would. */
export function checkPartitions(specs: readonly TopicSpec[], topics: readonly Pick<ITopicMetadata, 'name' | 'partitions'>[]): void {
  for (const { name, partitions } of specs) {
    const found = topics.find((topic) => topic.name === name)?.partitions.length ?? 0;
    if (found !== partitions)
      throw new TopicMismatch(`topic ${name} has ${found} partitions, agreed are ${partitions}: keys would change their partition`);
  }
}

/** Whether a topic has the copies that lose nothing when a broker is lost. */
export const replicaFindings = ({ name, partitions }: Pick<ITopicMetadata, 'name' | 'partitions'>): string[] => {
  const fewest = Math.min(...partitions.map(({ replicas }) => replicas.length));
  return fewest < replicasWanted ? [`topic ${name} has replication ${fewest}, ${replicasWanted} is safe`] : [];
};

type Configs = Map<string, Map<string, string>>;

export async function configsOf(admin: Admin, type: ConfigResourceTypes, names: readonly string[]): Promise<Configs> {
  const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: names.map((name) => ({ type, name })) });
  return new Map(
    resources.map(({ resourceName, configEntries }) => [
      resourceName,
      new Map(configEntries.map(({ configName, configValue }) => [configName, configValue])),
    ]),
  );
}

/** What of the topics' settings could lose events. `replicas`: how many copies this cluster can hold. */
export function topicFindings(topics: Configs, replicas: number): string[] {
  const inSyncMin = Math.max(1, replicas - 1);
  return [...topics].flatMap(([name, config]) => [
    ...(config.get('retention.ms') === '-1'
      ? []
      : [`topic ${name} forgets events: retention.ms=${config.get('retention.ms')}, -1 is safe`]),
    ...(config.get('retention.bytes') === '-1'
      ? []
      : [`topic ${name} forgets events: retention.bytes=${config.get('retention.bytes')}, -1 is safe`]),
    ...(config.get('cleanup.policy') === 'delete' ? [] : [`topic ${name} drops events: cleanup.policy=${config.get('cleanup.policy')}`]),
    ...(Number(config.get('min.insync.replicas')) >= inSyncMin
      ? []
      : [`topic ${name} acknowledges too early: min.insync.replicas=${config.get('min.insync.replicas')}, ${inSyncMin} is safe`]),
    ...(config.get('unclean.leader.election.enable') === 'false' ? [] : [`topic ${name} allows unclean leader election`]),
    ...(Number(config.get('max.message.bytes')) >= messageBytesMax
      ? []
      : [
          `topic ${name} refuses events that a service commits: max.message.bytes=${config.get('max.message.bytes')}, ${messageBytesMax} is safe`,
        ]),
  ]);
}

/** What of a broker's settings could lose events or a group's place. */
export function brokerFindings(brokers: Configs): string[] {
  return [...brokers.values()].flatMap((config) => {
    const minutes = Number(config.get('offsets.retention.minutes'));
    return [
      ...(config.get('auto.create.topics.enable') === 'true' ? ['the broker makes topics by itself: auto.create.topics.enable=true'] : []),
      ...(minutes >= offsetDaysMin * 1440
        ? []
        : [`the broker forgets a group's place after ${minutes} minutes (offsets.retention.minutes), ${offsetDaysMin * 1440} is safe`]),
    ];
  });
}
