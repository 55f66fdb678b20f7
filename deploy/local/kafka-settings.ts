/** The settings of one broker that is its own controller (KRaft), small. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KafkaInstallation } from './find-kafka.ts';

export interface KafkaPorts {
  readonly broker: number;
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

export async function writeSettings(folder: string, ports: KafkaPorts): Promise<void> {
  await writeFile(settingsIn(folder), propertiesOf(brokerSettings(folder, ports)));
  await writeFile(join(folder, 'log4j2.properties'), propertiesOf(logging));
}

const brokerSettings = (folder: string, { broker, controller }: KafkaPorts) => ({
  'process.roles': 'broker,controller',
  'node.id': 1,
  'controller.quorum.voters': `1@127.0.0.1:${controller}`,
  listeners: `PLAINTEXT://127.0.0.1:${broker},CONTROLLER://127.0.0.1:${controller}`,
  'advertised.listeners': `PLAINTEXT://127.0.0.1:${broker}`,
  'controller.listener.names': 'CONTROLLER',
  'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
  'log.dirs': dataIn(folder),
  'auto.create.topics.enable': false,
  'min.insync.replicas': 1,
  'unclean.leader.election.enable': false,
  // Twice the 30 days that the services ask for.
  'offsets.retention.minutes': 86_400,
  'offsets.topic.num.partitions': 4,
  'offsets.topic.replication.factor': 1,
  'transaction.state.log.num.partitions': 4,
  'transaction.state.log.replication.factor': 1,
  'transaction.state.log.min.isr': 1,
  'share.coordinator.state.topic.replication.factor': 1,
  'share.coordinator.state.topic.min.isr': 1,
  'group.initial.rebalance.delay.ms': 0,
});

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
