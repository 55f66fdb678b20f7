/** Compares generated documents with the files, and writes them. */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
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

/** What the new schemas would break for readers of the published ones, and of histories, one sentence each. */
export function brokenContracts(documents: Documents, root: string): string[] {
  return filesIn(['docs/schemas'], root).flatMap((path) => {
    const type = basename(path, '.json');
    const after = documents.get(path);
    const findings = after ? incompatibilities(JSON.parse(readFileSync(join(root, path), 'utf8')), JSON.parse(after)) : ['it is gone'];
    return findings.map((finding) => `${type}: ${finding}. ${remedyOf(type)}`);
  });
}

const remedyOf = (type: string): string => {
  const next = type.replace(/\.v(\d+)$/, (_, version: string) => `.v${Number(version) + 1}`);
  return next === type ? 'Raise its schemaVersion.' : `What was told stays as it was told: define ${next} beside it.`;
};

export const filesIn = (folders: readonly string[], root: string): string[] =>
  sorted(folders.flatMap((folder) => globSync(`${folder}/**/*.*`, { cwd: root })).map((path) => path.replaceAll('\\', '/')));
