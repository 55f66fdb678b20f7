/**
 * `npm run drill`: twelve faults, one after another, on the running system under a usual load, watched by a real Prometheus and a real
 * Alertmanager; forty minutes. Of each: which alert fired after how long, whether what its page says cures it, and whether it is silent again.
 * `-- --only 'disk|clock'` for some of them; `-- --calm 60` for as many minutes in which nothing is done and nothing may fire.
 * A whole run writes what it found into docs/operations.md. Exits with 1 when an alert came late or never, or something was not cured.
 * The full disk needs root (a small file system is mounted) and a Linux.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { NotStarted, NoWay } from '../../deploy/local/index.ts';
import type { Drill, Grounds } from './drill.ts';
import { drilled, isWell, notDone, type Result } from './drilled.ts';
import { asItWas } from './drills/services.ts';
import { drills } from './drills.ts';
import { startGrounds } from './grounds.ts';
import { tableOf, writeDown } from './table.ts';

const say = (line: string): void => void process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);
/** Until windows of minutes have something in them. */
const warmUpMs = 150_000;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { only: { type: 'string' }, calm: { type: 'string' } } });
  const wanted = drills.filter(({ fault }) => new RegExp(values.only ?? '').test(fault));
  const grounds = await startGrounds(say);
  try {
    await sleep(warmUpMs);
    return values.calm ? await calmFor(grounds, Number(values.calm)) : await allOf(grounds, wanted);
  } finally {
    await grounds.stop();
  }
}

async function allOf(grounds: Grounds, wanted: readonly Drill[]): Promise<number> {
  const results: Result[] = [];
  for (const drill of wanted) {
    const result = await drilled(grounds, drill, say).catch(async (error: Error) => {
      await wholeAgain(grounds);
      return notDone(drill, error.message);
    });
    results.push(result);
    if (result.failure) say(`  NOT CARRIED OUT: ${result.failure}`);
  }
  const table = tableOf(results);
  process.stdout.write(`\n${table}\n`);
  if (wanted.length === drills.length) writeDown('drill', `${today()}, on two cores:\n\n${table}`);
  return results.every(isWell) ? 0 : 1;
}

/** A drill that broke off leaves something hurt, and the next one is to begin all the same. */
async function wholeAgain({ cluster, services }: Grounds): Promise<void> {
  await cluster.network.mend();
  await Promise.all([...cluster.brokers, ...cluster.members].map((server) => server.start()));
  for (const service of Object.values(services)) await asItWas(service);
}

const askEveryMs = 2000;

/** Nothing is done, people work: whatever fires is a false alarm. */
async function calmFor({ alerts, load }: Grounds, minutes: number): Promise<number> {
  const seen = new Set<string>();
  const [until, hired] = [performance.now() + minutes * 60_000, load.ended().length];
  while (performance.now() < until) {
    for (const name of (await alerts.firing()).keys()) {
      if (!seen.has(name)) say(`${name} fires`);
      seen.add(name);
    }
    await sleep(askEveryMs);
  }
  const stories = load.ended().length - hired;
  const found = `${minutes} minutes of a usual load, ${stories} stories: ${seen.size === 0 ? 'no alert fired' : [...seen].join(', ')}.`;
  say(found);
  if (minutes >= 60) writeDown('calm', `${today()}: ${found}`);
  return seen.size === 0 ? 0 : 1;
}

const today = (): string => new Date().toISOString().slice(0, 10);

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof NoWay || error instanceof NotStarted ? error.message : (error as Error).stack}\n`);
  return 1;
});
