/**
 * The whole story on real servers: `npm run demo`, with `-- --fast` (no pauses) and `-- --keep` (leaves the system up until Ctrl-C).
 * Writes demo.html. Exits with 1 when anything went otherwise than told.
 */
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type System, startSystem } from '../../deploy/local/index.ts';
import type { Play } from './cast.ts';
import { pageOf } from './html.ts';
import { Stage } from './stage.ts';
import { tell } from './tell.ts';

const page = new URL('../../demo.html', import.meta.url);
const write = (text: string): void => void process.stdout.write(text);

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { fast: { type: 'boolean', default: false }, keep: { type: 'boolean', default: false } } });
  const stage = new Stage({ fast: values.fast, write, dims: process.stdout.isTTY === true && !process.env.NO_COLOR });
  const system = await startSystem({ say: (line) => write(`   ${line}\n`) });
  try {
    const since = performance.now();
    const { play, counts } = await tell(system, stage, 'acme');
    const seconds = Math.round((performance.now() - since) / 1000);
    const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(new Date());
    await writeFile(page, pageOf(stage.lines, { day, seconds, facts: counts }));
    write(ending(seconds));
    if (values.keep) await kept(system, play);
  } finally {
    await system.stop();
  }
}

const ending = (seconds: number): string => `
   Told in ${seconds} seconds; demo.html beside this file's tree is the same, to pass on.

   What to try next
     npm start                     the system in the foreground, with a token for curl
     npm run demo -- --keep        this story, left running to look around in
     npm test                      everything that holds it
     docs/architecture.md          how it works, in one sitting

`;

async function kept({ services, servers }: System, { candidates }: Play): Promise<void> {
  const lines = Object.entries(services).map(
    ([name, { url }]) => `     ${name.padEnd(12)} ${url}/v1   log: ${services[name as keyof typeof services].log}`,
  );
  write(
    `   Left running until Ctrl-C:\n${lines.join('\n')}\n     MongoDB      ${servers.mongoUrl('')}\n     npm run story -- ${candidates.lena.applicationId}\n`,
  );
  const alive = setInterval(() => undefined, 60_000);
  await Promise.race((['SIGINT', 'SIGTERM'] as const).map((signal) => once(process, signal)));
  clearInterval(alive);
}

process.exitCode = await main().then(
  () => 0,
  (error: unknown) => {
    process.stderr.write(`\nThe story went otherwise than told.\n${error instanceof Error ? error.stack : error}\n`);
    return 1;
  },
);
