/** The project's own TypeScript, read once: what the generators and the rules of tidy.spec.ts look at. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SourceFile {
  /** From the project's root, with slashes. */
  readonly path: string;
  readonly text: string;
}

export const projectRoot = join(import.meta.dirname, '..');

export function readSources(patterns: readonly string[], root = projectRoot): SourceFile[] {
  const found = patterns.flatMap((pattern) => globSync(pattern, { cwd: root, exclude: isForeign }));
  return [...new Set(found)]
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

const isForeign = (path: string): boolean => /(^|\/)(node_modules|dist|coverage|\.stryker-tmp)$/.test(path);

/** Everything that runs in a service: apps and libs without their tests. */
export const readCode = (root?: string): SourceFile[] =>
  readSources(['{apps,libs}/*/src/**/*.ts'], root).filter(({ path }) => !isTest(path));

/** Specs, what only specs import, and the lib made for them. */
export const isTest = (path: string): boolean =>
  /\.(spec|integration|examples|table)\.ts$|[.-]examples\.ts$|\/testing\.ts$|^libs\/testing\/|^tests\//.test(path);

/** `offer` of apps/offer/…, undefined of anything else. */
export const serviceOf = (path: string): string | undefined => /^apps\/([^/]+)\//.exec(path)?.[1];

/** `approval` of libs/approval/…, undefined of anything else. */
export const libOf = (path: string): string | undefined => /^libs\/([^/]+)\//.exec(path)?.[1];
