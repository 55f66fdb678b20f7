/** Runs a Kafka: of one broker, or of several that are a cluster. */
import { join } from 'node:path';
import { findKafka, type KafkaInstallation } from './find-kafka.ts';
import { HurtableProcess } from './hurtable-process.ts';
import { nodeOf, type Prepared, prepared } from './kafka-prepared.ts';
import { dataIn, type KafkaNode, kafkaArgs, writeSettings } from './kafka-settings.ts';
import type { RunningServer } from './mongod-server.ts';
import type { Premises } from './premises.ts';
import { isListening } from './processes.ts';

type Say = (line: string) => void;

/** One that comes back after a loss waits for the others before it serves. */
const upWithinMs = 180_000;

/** The port of a broker for clients, and where they are told to come. */
export type KafkaPlace = Pick<KafkaNode, 'port' | 'advertised'>;

export interface RunningBroker extends HurtableProcess {
  readonly node: KafkaNode;
  /** Where its data lies. */
  readonly folder: string;
}

/** Resolves when clients can connect. `address`: host:port. */
export async function startKafka(premises: Premises, say: Say): Promise<RunningServer> {
  const kafka = await kafkaFor(premises, say);
  const since = performance.now();
  const node = await nodeOf(1);
  const broker = await brokerOf(premises, kafka, node, [node], 'kafka');
  await broker.start();
  say(`Kafka ${kafka.installation.version} at 127.0.0.1:${node.port} (${seconds(since)} s)`);
  return { address: `127.0.0.1:${node.port}`, stop: () => broker.kill(premises.kept ? 'SIGTERM' : 'SIGKILL') };
}

/** One broker for each place. Resolves when clients can connect to all of them. */
export async function startKafkaCluster(premises: Premises, places: readonly KafkaPlace[], say: Say): Promise<RunningBroker[]> {
  const kafka = await kafkaFor(premises, say);
  const since = performance.now();
  const nodes = await Promise.all(places.map((place, index) => nodeOf(index + 1, place)));
  const brokers = await Promise.all(nodes.map((node) => brokerOf(premises, kafka, node, nodes, `kafka-${node.id}`)));
  await Promise.all(brokers.map((broker) => broker.start()));
  say(`Kafka ${kafka.installation.version}: ${brokers.length} brokers (${seconds(since)} s)`);
  return brokers;
}

interface Kafka {
  readonly installation: KafkaInstallation;
  readonly prepared: Prepared;
}

async function kafkaFor(premises: Premises, say: Say): Promise<Kafka> {
  const installation = await findKafka(say);
  return { installation, prepared: await prepared(installation, premises.guard, say) };
}

async function brokerOf(
  premises: Premises,
  { installation, prepared: { jvm, format } }: Kafka,
  node: KafkaNode,
  nodes: readonly KafkaNode[],
  name: string,
): Promise<RunningBroker> {
  const folder = await premises.room(name);
  await writeSettings(folder, node, nodes);
  await format(dataIn(folder), node.id);
  const log = join(await premises.room('logs'), `${name}.log`);
  const isUp = () => isListening(node.port);
  const args = kafkaArgs(installation, folder, jvm);
  const options = { name, command: installation.java, args, log, cwd: folder, isUp, upWithinMs };
  const broker = new HurtableProcess(options, premises.guard);
  return Object.assign(broker, { node, folder: dataIn(folder) });
}

const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(1);
