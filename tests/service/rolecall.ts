/** The operator's command line as a process of its own, on a service under test. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { operatorOrg } from '@rolecall/edge';
import type { RealService } from './service.js';

export interface Printed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function rolecallOf(
  name: string,
  of: RealService,
  args: readonly string[],
  more: Record<string, string> = {},
): Promise<Printed> {
  const env = { ROLECALL_SERVICES: `${name}=${of.running.url}`, ROLECALL_TOKEN: await of.tokenOf('olga', operatorOrg), ...more };
  return promisify(execFile)(process.execPath, ['apps/cli/dist/main.js', ...args], { env }).then(
    (printed) => ({ code: 0, ...printed }),
    (error: Printed) => ({ code: error.code, stdout: error.stdout, stderr: error.stderr }),
  );
}
