/** The log of a process that cannot be written: lines are lost, and nothing else. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync } from 'node:fs';

const writing = `
  import { setTimeout as sleep } from 'node:timers/promises';
  const { logger } = await import(process.argv[1]);
  for (let n = 0; n < 5; n += 1) {
    logger.info({ n }, 'nobody will read this');
    await sleep(50);
  }
  process.stderr.write('goes on');
`;

/** As a disk that is full; where there is none, as on macOS, the reader that is gone has to do. */
const full = '/dev/full';
const room: [string, number][] = existsSync(full) ? [['room', openSync(full, 'w')]] : [];
const ways: [string, number | 'pipe'][] = [['reader', 'pipe'], ...room];

it.each(ways)('a process whose log has no %s goes on', async (_, output) => {
  const telemetry = new URL('../dist/index.js', import.meta.url).href;
  const child = spawn(process.execPath, ['--input-type=module', '-e', writing, telemetry], { stdio: ['ignore', output, 'pipe'] });
  child.stdout?.destroy();
  let said = '';
  child.stderr?.on('data', (bytes: Buffer) => {
    said += bytes;
  });
  const [code] = await once(child, 'close');
  expect({ code, said }).toEqual({ code: 0, said: 'goes on' });
});
