/** Finds or fetches Zipkin's server: in the cache, else from Maven Central. */
import { join } from 'node:path';
import { cached } from './cache.ts';
import { findJava, type Java } from './java.ts';
import { holdsAll, readManifest } from './manifest.ts';
import { fetchJars } from './maven.ts';
import { firstThatWorks } from './ways.ts';

export const zipkinVersion = '3.5.1';
const manifest = readManifest(new URL(`./zipkin-${zipkinVersion}.sha256`, import.meta.url));

export interface ZipkinInstallation extends Java {
  readonly jar: string;
}

const waysOut = [
  `install Java 17 or later and Maven (mvn): Zipkin ${zipkinVersion} is then fetched from Maven Central (131 MB, once)`,
  'set OTEL_EXPORTER_OTLP_ENDPOINT to a trace store or collector that is there already',
];

/** Throws NoWay. */
export function findZipkin(say: (line: string) => void): Promise<ZipkinInstallation> {
  const find = async () => ({ ...(await findJava()), jar: await fetched(say) });
  return firstThatWorks('Zipkin', [{ name: 'the cache, or Maven Central', find }], waysOut);
}

async function fetched(say: (line: string) => void): Promise<string> {
  const folder = await cached({
    name: `zipkin-${zipkinVersion}`,
    isWhole: (candidate) => holdsAll(candidate, manifest),
    fill: (into) => {
      say(`fetching Zipkin ${zipkinVersion} from Maven Central (131 MB, once) …`);
      const server = { groupId: 'io.zipkin', artifactId: 'zipkin-server', version: zipkinVersion, classifier: 'exec' };
      return fetchJars([{ ...server, whole: true }], into, manifest);
    },
  });
  return join(folder, ...manifest.keys());
}
