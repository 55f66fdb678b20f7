/** Finds a Java that Kafka 4 runs on. */
import { join } from 'node:path';
import { runTool } from './tool.ts';

export const javaMin = 17;

export interface Java {
  readonly java: string;
  /** Such as 17.0.15. */
  readonly javaVersion: string;
}

/** `17.0.15` from what `java -version` prints; undefined when it says something else. */
export const versionOfJava = (printed: string): string | undefined => /version "([\d._]+)/.exec(printed)?.[1];

/** Up to Java 8 the major number stood second: 1.8. */
export const majorOf = (version: string): number => Number(version.split('.')[version.startsWith('1.') ? 1 : 0]);

/** A Java 17 or later: JAVA_HOME's, else the one on the PATH. Throws the reason when there is none. */
export async function findJava(env: NodeJS.ProcessEnv = process.env): Promise<Java> {
  const java = env.JAVA_HOME ? join(env.JAVA_HOME, 'bin', 'java') : 'java';
  const javaVersion = versionOfJava(await runTool(java, ['-version'])) ?? '';
  if (!(majorOf(javaVersion) >= javaMin)) throw new Error(`Java ${javaMin} or later is needed, ${java} is ${javaVersion || 'unknown'}`);
  return { java, javaVersion };
}
