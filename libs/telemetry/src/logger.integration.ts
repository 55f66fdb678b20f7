/** The log of a process whose disk is full. /dev/full is such a disk, where there is one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';

const full = '/dev/full';
const writing = `
  import { setTimeout as sleep } from 'node:timers/promises';
  const { logger } = await import(process.argv[1]);
  for (let n = 0; n < 3; n += 1) {
    logger.info({ n }, 'nobody will read this');
    await sleep(20);
  }
  process.stderr.write('goes on');
`;

(existsSync(full) ? it : it.skip)('a process whose log has no room goes on', async () => {
  const disk = await open(full, 'w');
  const telemetry = new URL('../dist/index.js', import.meta.url).href;
  const child = spawn(process.execPath, ['--input-type=module', '-e', writing, telemetry], { stdio: ['ignore', disk.fd, 'pipe'] });
  let said = '';
  child.stderr?.on('data', (bytes: Buffer) => {
    said += bytes;
  });
  const [code] = await once(child, 'close');
  await disk.close();
  expect({ code, said }).toEqual({ code: 0, said: 'goes on' });
});
