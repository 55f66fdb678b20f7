/** Which systems run on this machine from this tree: each start leaves a note with its addresses, for `npm run story` and the like. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './processes.ts';
import { root } from './root.ts';

export interface RunningSystem {
  readonly pid: number;
  /** Without a database. */
  readonly mongoUrl: string;
  readonly kafkaBrokers: string;
  readonly services: Readonly<Record<string, string>>;
}

const notes = join(root, '.rolecall', 'running');

/** Gives the note's path, to be removed when the system ends. */
export function note(system: RunningSystem): string {
  mkdirSync(notes, { recursive: true });
  const file = join(notes, `${system.pid}.json`);
  writeFileSync(file, `${JSON.stringify(system, null, 2)}\n`);
  return file;
}

/** The newest first. A note whose process is gone is removed. */
export function runningSystems(): RunningSystem[] {
  const systems: RunningSystem[] = [];
  for (const name of namesIn(notes)) {
    if (isAlive(Number.parseInt(name, 10))) systems.push(JSON.parse(readFileSync(join(notes, name), 'utf8')));
    else rmSync(join(notes, name), { force: true });
  }
  return systems.sort((a, b) => b.pid - a.pid);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
}
