/** Builds apps and libs; what has not changed comes from Nx's cache. */

import { root } from './root.ts';
import { runTool } from './tool.ts';

const buildWithinMs = 5 * 60_000;

/** Does nothing when ROLECALL_BUILT says that the caller has just built. Throws with the compiler's words. */
export async function build(say: (line: string) => void): Promise<void> {
  if (process.env.ROLECALL_BUILT) return;
  say('building …');
  await runTool(process.execPath, ['node_modules/nx/dist/bin/nx.js', 'run-many', '-t', 'build'], { cwd: root, withinMs: buildWithinMs });
}
