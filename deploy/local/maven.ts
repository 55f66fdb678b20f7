/** Jars from Maven Central, held against the pinned checksums. */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Manifest, verify } from './manifest.ts';
import { runTool } from './tool.ts';

export interface Artifact {
  readonly groupId: string;
  readonly artifactId: string;
  readonly version: string;
  readonly classifier?: string;
  /** Holds what it stands on. */
  readonly whole?: true;
}

const withinMs = 10 * 60_000;

/** Copies the artifacts and what they stand on into a folder. Throws when that is not what the manifest says. */
export async function fetchJars(artifacts: readonly Artifact[], folder: string, manifest: Manifest): Promise<void> {
  const work = join(folder, 'work');
  const jars = join(work, 'jars');
  await mkdir(work);
  await writeFile(join(work, 'pom.xml'), pomOf(artifacts));
  const goal = 'dependency:copy-dependencies';
  await runTool('mvn', ['-B', '-q', '-f', join(work, 'pom.xml'), goal, `-DoutputDirectory=${jars}`], { withinMs });
  await verify(jars, manifest);
  for (const name of manifest.keys()) await rename(join(jars, name), join(folder, name));
  await rm(work, { recursive: true });
}

const pomOf = (artifacts: readonly Artifact[]): string => `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  ${tagsOf({ groupId: 'local.rolecall', artifactId: 'fetched', version: '1' })}
  <packaging>pom</packaging>
  <dependencies>
    ${artifacts.map((artifact) => `<dependency>${tagsOf(artifact)}</dependency>`).join('\n    ')}
  </dependencies>
  <build><plugins><plugin>${tagsOf({ groupId: 'org.apache.maven.plugins', artifactId: 'maven-dependency-plugin', version: '3.8.1' })}</plugin></plugins></build>
</project>
`;

function tagsOf({ whole, ...names }: Artifact): string {
  const tags = Object.entries(names).map(([tag, value]) => `<${tag}>${value}</${tag}>`);
  const nothing = '<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>';
  return [...tags, ...(whole ? [nothing] : [])].join('');
}
