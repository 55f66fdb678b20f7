/** What happens to MongoDB and Kafka, and on the way to them. */
import { findKafka } from '../../../deploy/local/find-kafka.ts';
import { runTool } from '../../../deploy/local/tool.ts';
import { emptyAgain, fill, offSmallDisk, onSmallDisk } from '../../fault/faults/disk.ts';
import type { Drill, Grounds } from '../drill.ts';

const onlyBroker = ({ cluster: { brokers } }: Grounds) => brokers[0] as (typeof brokers)[number];
const onlyMember = ({ cluster: { members } }: Grounds) => members[0] as (typeof members)[number];

const slowDatabase: Drill = {
  fault: 'a slow database: every answer comes 300 ms later',
  alert: 'DatabaseSlow',
  remedy: 'the network between',
  done: 'the delay taken out of the network',
  strike: async ({ cluster: { network } }) => {
    const mongo = network.routes.filter((route) => route.startsWith('mongo'));
    await network.spoil(mongo, { type: 'latency', attributes: { latency: 300, jitter: 0 } }, 'downstream');
    return { cure: () => network.mend() };
  },
};

const kafkaAway: Drill = {
  fault: 'Kafka away: its only broker killed',
  alert: 'KafkaAway',
  remedy: 'docker compose up --detach kafka',
  done: 'its process started',
  strike: async (grounds) => {
    const broker = onlyBroker(grounds);
    await broker.kill();
    return { cure: () => broker.start() };
  },
};

const topic = 'hiring.application';

/** Kafka's own tool, as kafka-configs.sh runs it. */
async function kafkaConfigs({ cluster: { brokersBehind } }: Grounds, ...args: string[]): Promise<void> {
  const { java, classPath } = await findKafka(() => undefined);
  const entity = ['--alter', '--entity-type', 'topics', '--entity-name', topic];
  const command = ['-cp', classPath, 'kafka.admin.ConfigCommand', '--bootstrap-server', brokersBehind, ...entity, ...args];
  await runTool(java, command, { withinMs: 60_000 });
}

const stuckRelay: Drill = {
  fault: 'a stuck relay: a topic takes no message as large as an event',
  alert: 'RelayBehind',
  remedy: '--alter --entity-type topics --entity-name hiring.application --add-config max.message.bytes=8000000',
  done: 'just that, by the class behind Kafka’s script',
  strike: async (grounds) => {
    await kafkaConfigs(grounds, '--add-config', 'max.message.bytes=100');
    return { cure: () => kafkaConfigs(grounds, '--add-config', 'max.message.bytes=8000000') };
  },
};

const fullDisk: Drill = {
  fault: 'a full disk: MongoDB has no room left',
  alert: 'DatabaseDiskFull',
  remedy: 'docker compose up --detach mongodb',
  done: 'room made, its process started',
  prepare: async (grounds) => {
    await onSmallDisk(onlyMember(grounds));
    await onlyMember(grounds).start();
  },
  strike: async (grounds) => {
    const member = onlyMember(grounds);
    await fill(member.folder);
    return {
      cure: async () => {
        await emptyAgain(member);
        await member.kill();
        await member.start();
      },
      tidy: async () => {
        await offSmallDisk(member);
        await member.start();
      },
    };
  },
};

export const serverDrills: readonly Drill[] = [slowDatabase, kafkaAway, stuckRelay, fullDisk];
