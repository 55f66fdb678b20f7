/** A build of an older commit of this project, kept in the cache: what ran before an upgrade. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from '../../deploy/local/cache.ts';
import { root } from '../../deploy/local/root.ts';
import { runTool } from '../../deploy/local/tool.ts';

const withinMs = 15 * 60_000;

/** Its folder. `ref`: whatever git knows, such as a tag. */
export async function olderBuild(ref: string, say: (line: string) => void): Promise<string> {
  const commit = (await runTool('git', ['rev-parse', '--verify', `${ref}^{commit}`], { cwd: root })).trim();
  return cached({
    name: `build-${commit.slice(0, 12)}`,
    isWhole: async (folder) => existsSync(join(folder, 'apps', 'offer', 'dist', 'main.js')),
    fill: async (folder) => {
      say(`building ${ref} …`);
      const archive = join(folder, 'source.tar');
      await runTool('git', ['archive', '--format=tar', '-o', archive, commit], { cwd: root });
      await runTool('tar', ['-xf', archive, '-C', folder], { withinMs });
      // Its dependencies are taken to be those of today; its links to its own libs are relative.
      await runTool('cp', ['-a', join(root, 'node_modules'), join(folder, 'node_modules')], { withinMs });
      const env = { NX_DAEMON: 'false', NX_SKIP_NX_CACHE: 'true' };
      await runTool(process.execPath, ['node_modules/nx/dist/bin/nx.js', 'run-many', '-t', 'build'], { cwd: folder, withinMs, env });
    },
  });
}
