/** Tests with tools that a machine may lack and cannot fetch, or only in minutes: they are left out, which is said and counted as skipped. */
import { NoWay } from './ways.ts';

/** `it`, and what was found; or one that skips, where it cannot be had. */
export async function whereThereIs<T>(find: (say: (line: string) => void) => Promise<T>): Promise<{ test: jest.It; found: T }> {
  const say = (line: string) => void process.stderr.write(`  ${line}\n`);
  try {
    return { test: it, found: await find(say) };
  } catch (error) {
    if (!(error instanceof NoWay)) throw error;
    say(`tests are left out: ${error.message}`);
    // No test of these looks at it.
    return { test: it.skip as jest.It, found: undefined as T };
  }
}
