/** The cluster with everything that looks on. */
import { type ClusterOptions, startCluster } from '../../deploy/local/index.ts';
import { Histories } from './histories.ts';
import { Logs } from './logs.ts';
import { Random } from './random.ts';
import type { Stand } from './round.ts';
import { Topics } from './topics.ts';

export async function startStand(options: ClusterOptions, seed: number): Promise<Stand & { stop(): Promise<void> }> {
  const cluster = await startCluster(options);
  try {
    const topics = await Topics.open(cluster.brokersBehind);
    const histories = new Histories(cluster.servers.mongoUrl('admin'));
    const stop = async () => {
      await Promise.all([topics.close(), histories.close()]);
      await cluster.stop();
    };
    return { cluster, topics, histories, logs: new Logs(cluster.folder), random: new Random(seed), stop };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}
