/** Compares generated documents with the files, and writes them. */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { apiBreaks } from './api-breaks.ts';
import { type Documents, sorted } from './documents.ts';
import { incompatibilities } from './incompatibilities.ts';

export interface Drift {
  readonly path: string;
  readonly why: 'missing' | 'differs' | 'not generated any more';
}

export function driftOf(documents: Documents, folders: readonly string[], root: string): Drift[] {
  const stale = filesIn(folders, root).filter((path) => !documents.has(path));
  const changed = sorted(documents.keys()).flatMap((path): Drift[] => {
    if (!existsSync(join(root, path))) return [{ path, why: 'missing' }];
    return readFileSync(join(root, path), 'utf8') === documents.get(path) ? [] : [{ path, why: 'differs' }];
  });
  return [...changed, ...stale.map((path) => ({ path, why: 'not generated any more' }) as const)];
}

export function write(documents: Documents, drift: readonly Drift[], root: string): void {
  for (const { path } of drift) {
    const text = documents.get(path);
    if (text === undefined) rmSync(join(root, path));
    else {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  }
}

const schemas = 'docs/schemas';
/** The schemas as the last release told them; `npm run generate -- --release` alone writes here. Not there before the first. */
const released = 'docs/released';

/** The document of the gateway, and as the last release told it. */
const api = 'apps/gateway/openapi.json';
const releasedApi = `${released}/openapi.json`;

export const hasRelease = (root: string): boolean => filesIn([released], root).length > 0;

/** Makes the schemas of now those that every later change is held against. */
export function release(documents: Documents, root: string): void {
  const own = [...documents].filter(([path]) => path.startsWith(`${schemas}/`));
  const told = documents.get(api);
  const snapshot = new Map([
    ...own.map(([path, text]) => [path.replace(schemas, released), text] as const),
    ...(told === undefined ? [] : [[releasedApi, told] as const]),
  ]);
  write(snapshot, driftOf(snapshot, [released], root), root);
}

/**
 * What the new schemas would break for readers of the released ones, and of histories, one sentence each. Before the first release those
 * that were generated last count as released.
 */
export function brokenContracts(documents: Documents, root: string): string[] {
  const baseline = hasRelease(root) ? released : schemas;
  const events = filesIn([baseline], root).filter((path) => path !== releasedApi);
  return events.flatMap((path) => {
    const type = basename(path, '.json');
    const after = documents.get(path.replace(baseline, schemas));
    const findings = after ? incompatibilities(JSON.parse(readFileSync(join(root, path), 'utf8')), JSON.parse(after)) : ['it is gone'];
    return findings.map((finding) => `${type}: ${finding}. ${remedyOf(type)}`);
  });
}

/** What the API of now would break for callers of the released one; before the first release, of that which was generated last. */
export function brokenApi(documents: Documents, root: string): string[] {
  const baseline = join(root, hasRelease(root) ? releasedApi : api);
  const after = documents.get(api);
  if (!existsSync(baseline) || after === undefined) return [];
  return apiBreaks(JSON.parse(readFileSync(baseline, 'utf8')), JSON.parse(after));
}

const remedyOf = (type: string): string => {
  const next = type.replace(/\.v(\d+)$/, (_, version: string) => `.v${Number(version) + 1}`);
  return next === type ? 'Raise its schemaVersion.' : `What was told stays as it was told: define ${next} beside it.`;
};

export const filesIn = (folders: readonly string[], root: string): string[] =>
  sorted(folders.flatMap((folder) => globSync(`${folder}/**/*.*`, { cwd: root })).map((path) => path.replaceAll('\\', '/')));
