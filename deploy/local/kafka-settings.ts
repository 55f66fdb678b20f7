/** The settings of a Kafka whose brokers are its controllers too (KRaft), small. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KafkaInstallation } from './find-kafka.ts';

/** One Kafka process: a broker and a controller. */
export interface KafkaNode {
  readonly id: number;
  /** For clients. */
  readonly port: number;
  /** Where clients are told to come, when it is not `port`: a proxy. */
  readonly advertised?: number;
  /** For the other brokers, and for whoever goes past the proxy. */
  readonly between: number;
  readonly controller: number;
}

/** A small heap, and a start that is quick rather than a top speed that is high. */
const jvm = ['-Xms64m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.awt.headless=true'];

/** What java gets to run Kafka in `folder`; `more` goes to the virtual machine. */
export const kafkaArgs = ({ classPath }: KafkaInstallation, folder: string, more: readonly string[] = []): string[] => [
  ...jvm,
  ...more,
  ...toolArgs(classPath, folder),
  'kafka.Kafka',
  settingsIn(folder),
];

export const toolArgs = (classPath: string, folder: string): string[] => [
  `-Dlog4j2.configurationFile=${join(folder, 'log4j2.properties')}`,
  '-cp',
  classPath,
];

export const settingsIn = (folder: string): string => join(folder, 'server.properties');
export const dataIn = (folder: string): string => join(folder, 'data');

/** `nodes`: all of the cluster. */
export async function writeSettings(folder: string, node: KafkaNode, nodes: readonly KafkaNode[] = [node]): Promise<void> {
  await writeFile(settingsIn(folder), propertiesOf(nodeSettings(folder, node, nodes)));
  await writeFile(join(folder, 'log4j2.properties'), propertiesOf(logging));
}

function nodeSettings(folder: string, { id, port, between, controller, advertised = port }: KafkaNode, nodes: readonly KafkaNode[]) {
  const at = (other: number) => `127.0.0.1:${other}`;
  const copies = nodes.length;
  const inSync = Math.max(1, copies - 1);
  return {
    'process.roles': 'broker,controller',
    'node.id': id,
    'controller.quorum.voters': nodes.map((each) => `${each.id}@${at(each.controller)}`).join(','),
    listeners: `PLAINTEXT://${at(port)},BETWEEN://${at(between)},CONTROLLER://${at(controller)}`,
    'advertised.listeners': `PLAINTEXT://${at(advertised)},BETWEEN://${at(between)}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'BETWEEN',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,BETWEEN:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'log.dirs': dataIn(folder),
    'auto.create.topics.enable': false,
    'min.insync.replicas': inSync,
    'unclean.leader.election.enable': false,
    // A broker that has gone without a goodbye is missed after this, and its partitions get other leaders.
    'broker.session.timeout.ms': 6000,
    'broker.heartbeat.interval.ms': 1000,
    // Twice the 30 days that the services ask for.
    'offsets.retention.minutes': 86_400,
    'offsets.topic.num.partitions': 4,
    'offsets.topic.replication.factor': copies,
    'transaction.state.log.num.partitions': 4,
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': inSync,
    'share.coordinator.state.topic.replication.factor': copies,
    'share.coordinator.state.topic.min.isr': inSync,
    'group.initial.rebalance.delay.ms': 0,
  };
}

const logging = {
  'appender.out.type': 'Console',
  'appender.out.name': 'out',
  'appender.out.layout.type': 'PatternLayout',
  'appender.out.layout.pattern': '%d{ISO8601} %p %m (%c{1})%n',
  'rootLogger.level': 'info',
  'rootLogger.appenderRef.out.ref': 'out',
};

const propertiesOf = (settings: Record<string, unknown>): string =>
  Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
