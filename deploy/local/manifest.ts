/** The pinned checksums of what is fetched: `<sha256>  <file name>` a line, as sha256sum writes them. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** File names and their sha256. */
export type Manifest = ReadonlyMap<string, string>;

export function readManifest(file: URL): Manifest {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return new Map(
    lines.map((line) => {
      const [, sha256, name] = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line) ?? [];
      if (!sha256 || !name) throw new Error(`${file.pathname}: not a line of a manifest: ${line}`);
      return [name, sha256];
    }),
  );
}

/** Whether every file is there; for what was verified when it came. */
export const holdsAll = async (folder: string, manifest: Manifest): Promise<boolean> =>
  [...manifest.keys()].every((name) => existsSync(join(folder, name)));

/** Throws, naming the files, when the folder holds anything else than the manifest says. */
export async function verify(folder: string, manifest: Manifest): Promise<void> {
  const names = new Set([...manifest.keys(), ...(await readdir(folder))]);
  const found = await Promise.all([...names].map(async (name) => [name, await differs(folder, name, manifest.get(name))] as const));
  const wrong = found.flatMap(([name, reason]) => (reason ? [`${name} (${reason})`] : []));
  if (wrong.length > 0) throw new Error(`not what was pinned: ${wrong.join(', ')}`);
}

async function differs(folder: string, name: string, sha256: string | undefined): Promise<string | undefined> {
  if (!sha256) return 'unknown';
  if (!existsSync(join(folder, name))) return 'missing';
  return (await sha256Of(join(folder, name))) === sha256 ? undefined : 'another checksum';
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
