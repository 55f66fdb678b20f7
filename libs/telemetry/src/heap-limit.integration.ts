/** A heap that was told to be small is full when it says so: asked of a real one that is filled until it ends. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { heapLimitOf } from './heap-limit.js';

const mb = 1024 * 1024;

it.each([
  [[], 4288],
  [['--max-old-space-size=256'], 256],
  [['--max_old_space_size', '256'], 256],
  [['--max-old-space-size=512 --enable-source-maps', '--max-old-space-size=256'], 256],
  [['--max-old-space-size=8192'], 4288],
])('of a process that was told %j: %d MB', (flags, megabytes) => expect(heapLimitOf(flags, 4288 * mb)).toBe(megabytes * mb));

const filling = `
  import { heapLimit } from ${JSON.stringify(join(import.meta.dirname, 'heap-limit.ts'))};
  const kept = [];
  for (;;) {
    kept.push(Array.from({ length: 100_000 }, (_, n) => n + 0.5));
    gc();
    process.stdout.write(process.memoryUsage().heapUsed / heapLimit('') + '\\n');
  }`;

it('is reached when the process ends for want of memory, and not before', async () => {
  const args = ['--no-warnings', '--expose-gc', '--max-old-space-size=64', '--input-type=module', '-e', filling];
  const told = await new Promise<string>((resolve) => execFile(process.execPath, args, (_, stdout) => resolve(stdout)));
  const last = Math.max(...told.trim().split('\n').map(Number));
  expect(last).toBeGreaterThan(0.85);
  expect(last).toBeLessThan(1.1);
}, 30_000);
