/**
 * What every start of Kafka has in common, made once: a formatted data folder, and an archive of the classes that Java loads.
 * Together they halve the time of a start.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached } from './cache.ts';
import { Child } from './child.ts';
import type { KafkaInstallation } from './find-kafka.ts';
import type { Guard } from './guard.ts';
import { dataIn, type KafkaNode, kafkaArgs, settingsIn, toolArgs, writeSettings } from './kafka-settings.ts';
import { freePort } from './ports.ts';
import { isListening } from './processes.ts';
import { runTool } from './tool.ts';

const formatWithinMs = 60_000;
const upWithinMs = 60_000;
const archivedWithinMs = 60_000;
/** Any 22 characters of base64url: servers on one machine find each other by their ports. */
const clusterId = 'cm9sZWNhbGwtbG9jYWwtMQ';
/** In this order, for meta.properties says that the rest is there. */
const formatted = ['bootstrap.checkpoint', 'meta.properties'];
const archive = 'classes.jsa';

export interface Prepared {
  /** For the virtual machine. One that does not know the archive ignores it. */
  readonly jvm: readonly string[];
  /** Formats the data folder of node `id`, unless it is so already. */
  format(data: string, id: number): Promise<void>;
}

/** A node, at free ports where none are given. */
export const nodeOf = async (id: number, place: Pick<KafkaNode, 'port' | 'advertised'> | undefined = undefined): Promise<KafkaNode> => ({
  id,
  ...(place ?? { port: await freePort() }),
  between: await freePort(),
  controller: await freePort(),
});

export async function prepared(installation: KafkaInstallation, guard: Guard, say: (line: string) => void): Promise<Prepared> {
  const folder = await cached({
    name: `kafka-${installation.version}-prepared-java-${installation.javaVersion}`,
    isWhole: async (candidate) => formatted.every((name) => existsSync(join(candidate, name))),
    fill: async (into) => {
      say('preparing Kafka for quick starts (once) …');
      await prepareIn(into, installation, guard);
    },
  });
  return {
    jvm: existsSync(join(folder, archive)) ? [`-XX:SharedArchiveFile=${join(folder, archive)}`] : [],
    format: async (data, id) => {
      if (existsSync(join(data, 'meta.properties'))) return;
      await mkdir(data, { recursive: true });
      for (const name of formatted) await copyFile(join(folder, name), join(data, name));
      await writeFile(join(data, 'meta.properties'), metaOf(id));
    },
  };
}

/** Who a data folder belongs to: a node, and an id that no other folder has. */
const metaOf = (id: number): string =>
  [`node.id=${id}`, `directory.id=${randomBytes(16).toString('base64url')}`, 'version=1', `cluster.id=${clusterId}`, ''].join('\n');

async function prepareIn(folder: string, installation: KafkaInstallation, guard: Guard): Promise<void> {
  const work = join(folder, 'work');
  await mkdir(work);
  const node = await nodeOf(1);
  await writeSettings(work, node);
  const format = ['kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', settingsIn(work)];
  await runTool(installation.java, [...toolArgs(installation.classPath, work), ...format], { withinMs: formatWithinMs });
  for (const name of formatted) await copyFile(join(dataIn(work), name), join(folder, name));
  // Without the archive a start is slower, and nothing else.
  await archiveClasses(join(folder, archive), work, node.port, installation, guard).catch(() => rm(join(folder, archive), { force: true }));
  await rm(work, { recursive: true });
}

/** Java writes down what it has loaded when a first Kafka ends. */
async function archiveClasses(file: string, work: string, port: number, installation: KafkaInstallation, guard: Guard): Promise<void> {
  const args = kafkaArgs(installation, work, [`-XX:ArchiveClassesAtExit=${file}`]);
  const child = new Child({ name: 'Kafka', command: installation.java, args, log: join(work, 'kafka.log'), cwd: work }, guard);
  await child.until(() => isListening(port), upWithinMs);
  await child.stop('SIGTERM', archivedWithinMs);
}
