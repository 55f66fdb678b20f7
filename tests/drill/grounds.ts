/** The system as `npm start -- --observe` has it, under the load of a usual day, with a network that can be spoiled. */
import { setTimeout as sleep } from 'node:timers/promises';
import { NotStarted, observe, type System, serviceNames, startCluster, startObservation } from '../../deploy/local/index.ts';
import { Load } from '../load/load.ts';
import { Alerts } from './alerts.ts';
import type { Grounds } from './drill.ts';

/** Two people who rest between two stories: as much as a busy company has. */
const usual = { inFlight: 2, restMs: 2000, org: 'drill' };
/** How long stories under way get to end, when all is over. */
const endsWithinMs = 20_000;

type Say = (line: string) => void;

/** Resolves when people work. Throws NotStarted or NoWay; then nothing is left running. */
export async function startGrounds(say: Say): Promise<Grounds & { stop(): Promise<void> }> {
  const observation = await startObservation(say);
  const ends: (() => Promise<void>)[] = [() => observation.stop()];
  const stop = async () => {
    for (const end of ends.reverse()) await end();
  };
  try {
    const piece = (wanted: string) => observation.pieces.find(({ name }) => name === wanted);
    const [prometheus, alertmanager] = [piece('Prometheus'), piece('Alertmanager')];
    if (!prometheus || !alertmanager) throw new NotStarted('a drill needs Prometheus and Alertmanager');
    const cluster = await startCluster({ servers: 1, instances: 1, env: observation.env, say });
    ends.push(() => cluster.stop());
    const services = Object.fromEntries(serviceNames.map((name) => [name, cluster.services[name][0]])) as unknown as System['services'];
    const itself = { servers: { ...cluster.servers, stop: cluster.stop }, services, secret: cluster.secret, stop: cluster.stop };
    const observer = await observe(observation, itself);
    ends.push(() => observer.stop());
    const load = await Load.start(cluster, usual);
    ends.push(() => Promise.race([load.stop().catch((error: Error) => say(`the load: ${error.message}`)), sleep(endsWithinMs)]));
    return { cluster, observer, alerts: new Alerts(alertmanager.url), load, services, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
