/** Runs a Kafka of one broker. */
import { join } from 'node:path';
import { Child } from './child.ts';
import { findKafka } from './find-kafka.ts';
import { prepared } from './kafka-prepared.ts';
import { dataIn, kafkaArgs, writeSettings } from './kafka-settings.ts';
import type { RunningServer } from './mongod-server.ts';
import { freePort } from './ports.ts';
import type { Premises } from './premises.ts';
import { isListening } from './processes.ts';

const upWithinMs = 60_000;

/** Resolves when clients can connect. `address`: host:port. */
export async function startKafka(premises: Premises, say: (line: string) => void): Promise<RunningServer> {
  const installation = await findKafka(say);
  const { jvm, format } = await prepared(installation, premises.guard, say);
  const since = performance.now();
  const folder = await premises.room('kafka');
  const port = await freePort();
  await writeSettings(folder, { broker: port, controller: await freePort() });
  await format(dataIn(folder));
  const log = join(await premises.room('logs'), 'kafka.log');
  const args = kafkaArgs(installation, folder, jvm);
  const child = new Child({ name: 'Kafka', command: installation.java, args, log, cwd: folder }, premises.guard);
  await child.until(() => isListening(port), upWithinMs);
  say(`Kafka ${installation.version} at 127.0.0.1:${port} (${((performance.now() - since) / 1000).toFixed(1)} s)`);
  return { address: `127.0.0.1:${port}`, stop: () => child.stop(premises.kept ? 'SIGTERM' : 'SIGKILL') };
}
