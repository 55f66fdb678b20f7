/** Unpacks packages of Debian into a folder: nothing is installed, and nobody needs to be root. apt holds what it downloads against Debian's signature. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool } from './tool.ts';

const withinMs = 5 * 60_000;

/** On Debian and its kin. */
export async function unpackDebian(packages: readonly string[], folder: string): Promise<void> {
  const work = join(folder, 'work');
  const debs = join(work, 'debs');
  await mkdir(debs, { recursive: true });
  const apt = (...args: string[]) => runTool('apt-get', ['-q', ...args], { cwd: debs, withinMs });
  // The machine's package lists may be old, or not there yet, and only root may fetch them anew: then with lists of our own.
  await apt('download', ...packages).catch(async () => {
    const [lists, archives] = [join(work, 'lists'), join(work, 'archives')];
    for (const place of [lists, archives]) await mkdir(join(place, 'partial'), { recursive: true });
    const own = ['-o', `Dir::State::lists=${lists}`, '-o', `Dir::Cache=${work}`];
    await apt(...own, 'update');
    await apt(...own, 'download', ...packages);
  });
  for (const deb of await readdir(debs)) await runTool('dpkg-deb', ['--extract', join(debs, deb), folder], { withinMs });
  await rm(work, { recursive: true });
}
