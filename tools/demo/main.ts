/**
 * The whole story on real servers: `npm run demo`, with `-- --fast` (no pauses), `-- --keep` (leaves the system up until Ctrl-C)
 * and `-- --observe` (Prometheus, Alertmanager and a trace store beside it).
 * Writes demo.html. Exits with 1 when anything went otherwise than told.
 */
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  type Gateway,
  linesOf,
  type Observation,
  type Observer,
  observe,
  type System,
  startGateway,
  startObservation,
  startSystem,
} from '../../deploy/local/index.ts';
import { type Play, peopleOf } from './cast.ts';
import { throughGateway } from './entrance.ts';
import { pageOf } from './html.ts';
import { Stage } from './stage.ts';
import { tell } from './tell.ts';

const page = new URL('../../demo.html', import.meta.url);
/** Whose people they are. */
const org = 'acme';
const write = (text: string): void => void process.stdout.write(text);

async function main(): Promise<void> {
  const no = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({ options: { fast: no, keep: no, observe: no } });
  const stage = new Stage({ fast: values.fast, write, dims: process.stdout.isTTY === true && !process.env.NO_COLOR });
  const say = (line: string) => write(`   ${line}\n`);
  const observation = values.observe ? await startObservation(say) : undefined;
  const system = await startSystem({ env: observation?.env, say });
  let [observer, gateway]: [Observer?, Gateway?] = [];
  try {
    gateway = await startGateway(system, { people: peopleOf(org), env: { GATEWAY_RATE_PERSON: '12000', ...observation?.env } });
    observer = observation && (await observe(observation, system));
    const since = performance.now();
    const { play, counts } = await tell(system, stage, org, throughGateway(gateway));
    const seconds = Math.round((performance.now() - since) / 1000);
    const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(new Date());
    await writeFile(page, pageOf(stage.lines, { day, seconds, facts: counts }));
    write(ending(seconds));
    if (values.keep) await kept(system, gateway, play, observation);
  } finally {
    await Promise.all([observer?.stop(), gateway?.stop()]);
    await system.stop();
    await observation?.stop();
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

async function kept(
  { services, servers }: System,
  { url, issuer }: Gateway,
  { candidates }: Play,
  observation?: Observation,
): Promise<void> {
  const front = `     ${'gateway'.padEnd(12)} ${url}/v1   sign in: ${issuer}`;
  const lines = Object.entries(services).map(
    ([name, { url }]) => `     ${name.padEnd(12)} ${url}/v1   log: ${services[name as keyof typeof services].log}`,
  );
  const watching = observation ? linesOf(observation).map((line) => `     ${line}\n`) : [];
  write(
    `   Left running until Ctrl-C:\n${[front, ...lines].join('\n')}\n     MongoDB      ${servers.mongoUrl('')}\n     npm run story -- ${candidates.lena.applicationId}\n${watching.join('')}`,
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
