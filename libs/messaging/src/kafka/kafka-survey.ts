/** What can be asked of Kafka about topics, brokers and one group, for the doctor. Makes and changes nothing. */
import kafkajs, { type Admin } from 'kafkajs';
import { type Bounds, partitionName } from './assigned-partition.js';
import type { TopicSpec } from './broker.js';
import { groupBounds } from './kafka-places.js';
import { brokerFindings, configsOf, replicasOf, resourceTypes, topicFindings } from './kafka-topics.js';

// Node does not see this name of the CommonJS module; jest does.
const { AssignerProtocol } = kafkajs;

export interface TopicFacts {
  readonly name: string;
  readonly partitions: number;
  /** Of the partition that has the fewest. */
  readonly copies: number;
  /** Partitions of which a copy is behind, or away. */
  readonly behind: number;
}

export interface GroupFacts {
  /** As Kafka says it: Stable, PreparingRebalance, CompletingRebalance, Empty, Dead. */
  readonly state: string;
  readonly members: number;
  /** Partitions that a member has, by name. */
  readonly owned: readonly string[];
  /** Of each partition of the topics that it reads, by name. */
  readonly places: ReadonlyMap<string, Bounds>;
}

export interface KafkaFacts {
  readonly brokers: number;
  /** Those that are there. */
  readonly topics: readonly TopicFacts[];
  /** In words, as at the start of a service: what of these settings could lose something. */
  readonly topicFindings: readonly string[];
  readonly brokerFindings: readonly string[];
  readonly group: GroupFacts;
}

export interface SurveyOf {
  /** Those that should be there. */
  readonly topics: readonly TopicSpec[];
  readonly group: string;
  /** Topics that the group reads. */
  readonly reads: readonly string[];
}

/** Whether some partition has no leader: of no topic does kafkajs tell anything then. */
export function isLeaderless(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (error as { type?: string }).type === 'LEADER_NOT_AVAILABLE' || isLeaderless(error.cause);
}

export async function surveyKafka(admin: Admin, { topics, group, reads }: SurveyOf): Promise<KafkaFacts> {
  const { brokers } = await admin.describeCluster();
  const there = new Set(await admin.listTopics());
  const names = topics.map(({ name }) => name).filter((name) => there.has(name));
  const metadata = names.length > 0 ? (await admin.fetchTopicMetadata({ topics: names })).topics : [];
  const settings = names.length > 0 ? await configsOf(admin, resourceTypes.TOPIC, names) : new Map();
  const brokerIds = brokers.map(({ nodeId }) => String(nodeId));
  return {
    brokers: brokers.length,
    topics: metadata.map(({ name, partitions }) => ({
      name,
      partitions: partitions.length,
      copies: Math.min(...partitions.map(({ replicas }) => replicas.length)),
      behind: partitions.filter(({ isr, replicas }) => isr.length < replicas.length).length,
    })),
    topicFindings: topicFindings(settings, replicasOf(brokers.length)),
    brokerFindings: [...new Set(brokerFindings(await configsOf(admin, resourceTypes.BROKER, brokerIds)))],
    group: await surveyGroup(
      admin,
      group,
      reads.filter((name) => there.has(name)),
    ),
  };
}

async function surveyGroup(admin: Admin, group: string, topics: readonly string[]): Promise<GroupFacts> {
  const { groups } = await admin.describeGroups([group]);
  const { state = 'Dead', members = [] } = groups[0] ?? {};
  const assigned = members.map(({ memberAssignment }) => AssignerProtocol.MemberAssignment.decode(memberAssignment)?.assignment ?? {});
  const owned = assigned.flatMap((each) =>
    Object.entries(each).flatMap(([topic, partitions]) => partitions.map((partition) => partitionName({ topic, partition }))),
  );
  return { state, members: members.length, owned, places: await groupBounds(admin, group, topics) };
}
