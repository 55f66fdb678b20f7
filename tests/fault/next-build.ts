/**
 * The next build of this project: as it is built now, with one event in its next version (next-build.patch), in a folder of its own and with
 * the same dependencies. What an upgrade brings, and a rollback takes away.
 */
import { cp, mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { root } from '../../deploy/local/root.ts';
import { runTool } from '../../deploy/local/tool.ts';

const patch = join(root, 'tests/fault/next-build.patch');
const withinMs = 2 * 60_000;

/** The event, as the next build makes it: `offer.seat-returned.v3`. */
export const nextVersion = async (): Promise<string> => /^\+ {2}'([\w.-]+\.v\d+)',$/m.exec(await readFile(patch, 'utf8'))?.[1] ?? '';

/** The version before: that of today. */
export const previousOf = (type: string): string => type.replace(/\d+$/, (version) => String(Number(version) - 1));

export const nextBuild = (folder: string): Promise<void> => patchedBuild(patch, folder);

/** Fills a folder that is not there yet. The project must have been built. Throws when the patch does not fit the sources any more. */
export async function patchedBuild(patch: string, folder: string): Promise<void> {
  await mkdir(folder);
  const changed = await projectsIn(patch);
  for (const kind of ['apps', 'libs'])
    for (const name of await readdir(join(root, kind))) {
      const project = join(kind, name);
      for (const part of ['package.json', 'dist', ...(changed.has(project) ? ['src'] : [])])
        await cp(join(root, project, part), join(folder, project, part), { recursive: true });
    }
  await linkDependencies(folder);
  await mkdir(join(folder, 'tools'));
  await cp(join(root, 'tools/swc.json'), join(folder, 'tools/swc.json'));
  // As in a folder that belongs to no repository, wherever it stands.
  const env = { GIT_CEILING_DIRECTORIES: dirname(folder), PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` };
  await runTool('git', ['apply', patch], { cwd: folder, env });
  const { targetDefaults } = JSON.parse(await readFile(join(root, 'nx.json'), 'utf8'));
  for (const project of changed) await runTool('sh', ['-c', targetDefaults.build.command], { cwd: join(folder, project), env, withinMs });
}

/** Such as `apps/offer`. */
async function projectsIn(patch: string): Promise<ReadonlySet<string>> {
  const names = (await readFile(patch, 'utf8')).matchAll(/^\+\+\+ b\/((?:apps|libs)\/[^/]+)\//gm);
  return new Set([...names].map(([, name = '']) => name));
}

/** Those of others lie where they are; our own, by relative links, in the folder. */
async function linkDependencies(folder: string): Promise<void> {
  const [from, to] = [join(root, 'node_modules'), join(folder, 'node_modules')];
  await mkdir(to);
  for (const name of await readdir(from)) if (name !== '@rolecall') await symlink(join(from, name), join(to, name));
  await cp(join(from, '@rolecall'), join(to, '@rolecall'), { recursive: true, verbatimSymlinks: true });
}
