/**
 * Faults on the real thing: `npm run test:faults`, an hour long; `-- --minutes 5` for less, `-- --seed 7` for the order of another run,
 * `-- --only 'broker|disk'` for those whose name matches, `-- --times 1` for each of them that often at most.
 * Prints a table, and exits with 1 when anything was lost, doubled or stuck; with 2 when nothing was, and work went on later than is aimed at.
 */
import { parseArgs } from 'node:util';
import { NoWay } from '../../deploy/local/index.ts';
import { patienceDefault } from '../load/client.ts';
import { faults } from './faults.ts';
import { isWrong } from './invariants.ts';
import { tableOf } from './report.ts';
import { type RoundOptions, type RoundResult, round, type Stand } from './round.ts';
import { startStand } from './stand.ts';
import { type Fault, now } from './world.ts';

const options: RoundOptions = { inFlight: 4, workMs: 4000, longerMs: 20_000, quietMs: 120_000, patience: patienceDefault };
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const findingsShown = 20;

async function main(): Promise<number> {
  const flag = { type: 'string' } as const;
  const { values } = parseArgs({ options: { minutes: flag, seed: flag, only: flag, times: flag } });
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
  const until = now() + Number(values.minutes ?? 60) * 60_000;
  const wanted = faults.filter(({ name }) => new RegExp(values.only ?? '').test(name));
  say(`seed ${seed}; ${wanted.length} faults`);
  const stand = await startStand({ say }, seed);
  const results: RoundResult[] = [];
  try {
    for (let count = 1, times = 0; now() < until && times < Number(values.times ?? Infinity); times += 1) {
      for (const fault of stand.random.shuffled(wanted)) {
        if (now() > until) break;
        results.push(await told(stand, fault, count));
        count += 1;
      }
    }
    results.push(await looked(stand));
  } finally {
    say(`\n${tableOf(results)}\n`);
    await stand.stop();
  }
  const findings = results.flatMap((each) => each.findings);
  return findings.some(isWrong) ? 1 : findings.length > 0 ? 2 : 0;
}

async function told(stand: Stand, fault: Fault, count: number): Promise<RoundResult> {
  const since = now();
  process.stderr.write(`${new Date().toISOString()} ${count} ${fault.name} …\n`);
  const org = `round-${count}`;
  const result = await round(stand, fault, org, options).catch((error: unknown) => broken(fault, org, error));
  const { hires, stories, recoveryMs, findings } = result;
  const wrongs = findings.filter(isWrong).length;
  const wrong = `${wrongs === 0 ? 'nothing wrong' : `${wrongs} WRONG`}${wrongs < findings.length ? ', LATE' : ''}`;
  say(
    `${count} ${fault.name}: ${stories} stories, ${hires} hires, on again after ${(recoveryMs / 1000).toFixed(1)} s, ${wrong} (${seconds(since)} s)`,
  );
  tell(result);
  return result;
}

const atLast: Fault = { name: 'the verifier, at last', cases: '', strike: async () => now() };

/** At topics and copies too, for the rounds that have left them out. */
async function looked({ verified, planted }: Stand): Promise<RoundResult> {
  const since = now();
  const result = await verified.look(planted, new Map(), true).then(
    (findings) => ({ ...nothing, fault: atLast, org: '', findings }),
    (error: unknown) => broken(atLast, '', error),
  );
  say(`${atLast.name}: ${result.findings.length === 0 ? 'nothing wrong' : `${result.findings.length} WRONG`} (${seconds(since)} s)`);
  tell(result);
  return result;
}

const nothing = { stories: 0, hires: 0, recoveryMs: 0, retries: 0, repeats: 0 };

/** A round that did not get to its end is something wrong, and no reason to leave out the others. */
function broken(fault: Fault, org: string, error: unknown): RoundResult {
  const findings = [{ invariant: 'I6', what: `the round was given up: ${(error as Error).stack}` }] as const;
  return { ...nothing, fault, org, findings };
}

const seconds = (since: number): number => Math.round((now() - since) / 1000);

function tell({ findings }: RoundResult): void {
  for (const { invariant, what } of findings.slice(0, findingsShown)) say(`    ${invariant}: ${what}`);
}

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof NoWay ? error.message : (error as Error).stack}\n`);
  return 1;
});
