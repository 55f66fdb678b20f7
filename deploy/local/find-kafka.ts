/** Finds or fetches Kafka: KAFKA_HOME, else the cache, else Maven Central. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cached, findCached } from './cache.ts';
import { findJava, type Java } from './java.ts';
import { holdsAll, readManifest } from './manifest.ts';
import { fetchJars } from './maven.ts';
import { firstThatWorks, type Way } from './ways.ts';

export const kafkaVersion = '4.3.1';
const log4jVersion = '2.25.4';
const entryName = `kafka-${kafkaVersion}`;
const manifest = readManifest(new URL(`./kafka-${kafkaVersion}.sha256`, import.meta.url));

export interface KafkaInstallation extends Java {
  readonly classPath: string;
  readonly version: string;
}

type Jars = Omit<KafkaInstallation, keyof Java>;
type Say = (line: string) => void;

const waysOut = [
  `install Java 17 or later and Maven (mvn): Kafka ${kafkaVersion} is then fetched from Maven Central (44 MB, once)`,
  'set KAFKA_HOME to an unpacked Kafka 4 (and have Java 17 or later)',
  'set KAFKA_BROKERS to a running Kafka, such as 127.0.0.1:9092',
];

/** Throws NoWay. */
export async function findKafka(say: Say, env: NodeJS.ProcessEnv = process.env): Promise<KafkaInstallation> {
  const java = findJava(env);
  // Awaited by each way, so that a missing Java is the reason why it fails.
  java.catch(() => undefined);
  const way = (name: string, find: () => Promise<Jars>): Way<KafkaInstallation> => ({
    name,
    find: async () => ({ ...(await java), ...(await find()) }),
  });
  const ways = [way('KAFKA_HOME', async () => installedAt(env.KAFKA_HOME)), way('Maven Central', () => fetched(say))];
  return firstThatWorks('Kafka', ways, waysOut);
}

function installedAt(home: string | undefined): Jars {
  if (!home) throw new Error('not set');
  const libs = join(home, 'libs');
  const version = versionOf(readdirSync(libs));
  if (!version) throw new Error(`no kafka_2.13-….jar in ${libs}`);
  if (Number.parseInt(version, 10) < 4) throw new Error(`Kafka 4 is needed, this is ${version}`);
  return { version, classPath: join(libs, '*') };
}

/** `4.3.1` from the names of Kafka's jars. */
export function versionOf(jars: readonly string[]): string | undefined {
  return jars.map((jar) => /^kafka_2\.13-(\d[\d.]*)\.jar$/.exec(jar)?.[1]).find(Boolean);
}

async function fetched(say: Say): Promise<Jars> {
  const entry = { name: entryName, isWhole: (folder: string) => holdsAll(folder, manifest) };
  const folder = (await findCached(entry)) ?? (await cached({ ...entry, fill: (into) => fetchInto(into, say) }));
  return { version: kafkaVersion, classPath: join(folder, '*') };
}

async function fetchInto(folder: string, say: Say): Promise<void> {
  say(`fetching Kafka ${kafkaVersion} from Maven Central (44 MB, once) …`);
  const kafka = { groupId: 'org.apache.kafka', artifactId: 'kafka_2.13', version: kafkaVersion };
  const log = { groupId: 'org.apache.logging.log4j', artifactId: 'log4j-slf4j-impl', version: log4jVersion };
  await fetchJars([kafka, log], folder, manifest);
}
