/** Runs a tool of the machine (java, mvn, python3) to its end. */
import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';

export interface ToolOptions {
  readonly cwd?: string;
  readonly withinMs?: number;
  /** What takes long lets everything else on the machine go first. */
  readonly gently?: boolean;
  /** Beside this process's own. */
  readonly env?: Record<string, string>;
}

/** Gives what the tool printed. Throws, with a reason for people: not installed, too slow, or its own last words. */
export function runTool(
  command: string,
  args: readonly string[],
  { cwd, withinMs = 15_000, gently, env }: ToolOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(withinMs);
    const options = { cwd, signal, killSignal: 'SIGKILL', env: { ...process.env, ...env } } as const;
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    if (gently && child.pid) setPriority(child.pid, constants.priority.PRIORITY_LOW);
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') reject(new Error(`${command} is not installed`));
      else reject(signal.aborted ? new Error(`${command} did not end within ${withinMs / 1000} s`) : error);
    });
    child.once('close', (code) => {
      const text = Buffer.concat(output).toString();
      if (code === 0) resolve(text);
      else reject(new Error(`${command} ended with ${code}: ${lastWords(text)}`));
    });
  });
}

/** The last lines that say something, on one line. */
const lastWords = (text: string): string => text.trim().split('\n').slice(-3).join(' | ').slice(-400);
