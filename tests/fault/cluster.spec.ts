/**
 * The faults that tell most, on the real thing: three brokers, a replica set of three, two processes of each service, and people who go on
 * working. After each load everything is read from the databases and the topics. To be quick, several faults strike at the same time, which
 * a system of this size must stand; each by itself, and all the others, for an hour: `npm run test:faults`.
 */
import { patienceDefault } from '../load/client.ts';
import { faults } from './faults.ts';
import { type RoundOptions, round, type Stand } from './round.ts';
import { startStand } from './stand.ts';
import { type Fault, now } from './world.ts';

const options: RoundOptions = {
  inFlight: 4,
  workMs: 0,
  longerMs: 0,
  quietMs: 120_000,
  patience: { ...patienceDefault, stepMs: 120_000 },
};
const telling = [
  ['screening: one process killed', 'a process frozen past lease and session, then thawed', 'a broker killed'],
  ['the primary killed', 'MongoDB drops every connection again and again', 'poison among good messages, discarded by an operator'],
];
const seed = 20_261;

let stand: Stand & { stop(): Promise<void> };
beforeAll(async () => {
  stand = await startStand({ say: (line) => process.stderr.write(`  ${line}\n`) }, seed);
}, 900_000);
afterAll(() => stand?.stop(), 60_000);

it.each(telling.map((names) => [names.join('; '), names] as const))(
  '%s: nothing is lost, doubled, out of order or stuck',
  async (name, names) => {
    const since = now();
    const { findings, hires } = await round(stand, atOnce(names.map(named)), `short-${since.toFixed()}`, options);
    process.stderr.write(`  ${name}: ${hires} hires (${((now() - since) / 1000).toFixed(1)} s)\n`);
    expect(findings).toEqual([]);
    expect(hires).toBeGreaterThan(0);
  },
  400_000,
);

function named(name: string): Fault {
  const fault = faults.find((each) => each.name === name);
  if (!fault) throw new Error(`there is no fault "${name}"`);
  return fault;
}

const atOnce = (all: readonly Fault[]): Fault => ({
  name: all.map(({ name }) => name).join('; '),
  cases: all.map(({ cases }) => cases).join(', '),
  strike: async (world) => {
    const struck = await Promise.allSettled(all.map(({ strike }) => strike(world)));
    // None is still at it when one of them failed.
    return Math.max(...struck.map((each) => (each.status === 'fulfilled' ? each.value : fail(each.reason))));
  },
});

function fail(reason: unknown): never {
  throw reason;
}
