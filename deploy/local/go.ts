/** Programs that Go builds from its module proxy; its checksum database vouches for the sources. */
import { runTool } from './tool.ts';

/** Each `module/path@version` becomes a program in the folder, named after the path's end. */
export const goInstall = async (programs: readonly string[], folder: string, withinMs: number): Promise<void> =>
  void (await runTool('go', ['install', ...programs], { cwd: folder, withinMs, gently: true, env: { GOBIN: folder } }));
