/** The cluster with everything that looks on. */
import { type ClusterOptions, startCluster } from '../../deploy/local/index.ts';
import { Histories } from './histories.ts';
import { Logs } from './logs.ts';
import { Random } from './random.ts';
import type { Stand } from './round.ts';
import { Topics } from './topics.ts';
import { Verified } from './verified.ts';

export async function startStand(options: ClusterOptions, seed: number): Promise<Stand & { stop(): Promise<void> }> {
  const cluster = await startCluster(options);
  try {
    const topics = await Topics.open(cluster.brokersBehind);
    const histories = new Histories(cluster.servers.mongoUrl('admin'));
    const stop = async () => {
      await Promise.all([topics.close(), histories.close()]);
      await cluster.stop();
    };
    const logs = new Logs(cluster.folder);
    return { ...{ cluster, topics, histories, logs, stop }, random: new Random(seed), planted: new Set(), verified: new Verified(cluster) };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}
