/**
 * `npm run bench`: whole hires by the services against floors of bare drivers in the same run, as ratios. `-- --quick` takes about a
 * minute and leaves out HTTP and the backlog; `--rounds n` repeats more often; `--telemetry` measures what spans cost, and nothing else.
 * README.md says what is in and what is not.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { NoWay, startServers, startSystem } from '../deploy/local/index.ts';
import { type Backlog, workOff } from './backlog.ts';
import { type Comparison, compare, type Plan, type Sides } from './compare.ts';
import { floorOrders, type Places } from './places.ts';
import type { Step } from './recording.ts';
import { Side } from './side.ts';
import { tableOf, tableOfTelemetry } from './table.ts';
import { costOfTelemetry, type TelemetryPlan } from './telemetry.ts';

const say = (line: string): void => void process.stderr.write(`  ${line}\n`);
const levels = [50, 200];

export interface Results {
  readonly at: string;
  readonly node: string;
  readonly hire: { readonly documents: number; readonly messages: number };
  readonly oneProcess: Comparison;
  readonly overHttp?: Comparison;
  readonly backlog?: Backlog;
}

/** The services in one process against the floors. Gives what a hire is made of as well. */
async function inOneProcess(plan: Plan): Promise<{ steps: Step[]; comparison: Comparison }> {
  const servers = await startServers({ say });
  const places: Places = { mongoUrl: servers.mongoUrl(''), kafkaBrokers: servers.kafkaBrokers };
  const services = await Side.open('./one-process.side.ts', places);
  await services.alone(1);
  const steps = await services.tell<Step[]>({ do: 'record' });
  const comparison = await compared(services, { ...places, steps }, plan);
  await servers.stop();
  return { steps, comparison };
}

/** Each service a process of its own, driven over HTTP, against the same floors. */
async function overHttp(steps: readonly Step[], plan: Plan): Promise<Comparison> {
  const { servers, services: running, secret, stop } = await startSystem({ env: { NODE_OPTIONS: '' }, flags: [], say });
  const places: Places = { mongoUrl: servers.mongoUrl(''), kafkaBrokers: servers.kafkaBrokers };
  const addresses = Object.fromEntries(Object.entries(running).map(([name, { url }]) => [name, url]));
  const services = await Side.open('./over-http.side.ts', { ...places, services: addresses, secret });
  const processes = Object.fromEntries(Object.entries(running).map(([name, { pid }]) => [name, pid]));
  const comparison = await compared(services, { ...places, steps }, { ...plan, processes });
  await stop();
  return comparison;
}

/** The services, which are open, against the floors; all are closed then. */
async function compared(services: Side, places: Places, plan: Plan): Promise<Comparison> {
  const floors: Sides['floors'][number][] = [];
  for (const order of floorOrders) floors.push({ order, side: await Side.open('./floor.side.ts', { ...places, order }) });
  const comparison = await compare({ services, floors }, plan, say);
  for (const side of [services, ...floors.map((floor) => floor.side)]) await side.tell({ do: 'close' });
  return comparison;
}

async function main(): Promise<void> {
  const no = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({ options: { quick: no, telemetry: no, rounds: { type: 'string' } } });
  const { quick } = values;
  if (values.telemetry) return telemetry({ inFlight: 50, rounds: Number(values.rounds ?? (quick ? 1 : 7)), forMs: quick ? 3000 : 8000 });
  const plan: Plan = { levels, rounds: Number(values.rounds ?? (quick ? 1 : 5)), forMs: quick ? 3000 : 8000, alone: quick ? 10 : 50 };
  const { steps, comparison } = await inOneProcess(plan);
  const count = (of: (step: Step) => readonly unknown[]) => steps.reduce((sum, step) => sum + of(step).length, 0);
  const results: Results = {
    ...{ at: new Date().toISOString(), node: process.version, oneProcess: comparison },
    hire: { documents: count(({ documents }) => documents), messages: count(({ messages }) => messages) },
    ...(quick ? {} : { overHttp: await overHttp(steps, plan), backlog: await workOff(200_000, say) }),
  };
  report(results.at, results, tableOf(results));
}

async function telemetry(plan: TelemetryPlan): Promise<void> {
  const at = new Date().toISOString();
  const costs = await costOfTelemetry(plan, say);
  report(`telemetry-${at}`, { at, node: process.version, plan, costs }, tableOfTelemetry(plan, costs));
}

/** All figures are left in a file; people read the table. */
function report(name: string, results: object, table: string): void {
  const folder = join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name.replaceAll(':', '-')}.json`);
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  process.stdout.write(`${table}\n`);
  say(file);
}

// Whatever is still open after an error ends with this process.
const code = await main().then(
  () => 0,
  (error: unknown) => {
    process.stderr.write(`${error instanceof NoWay ? error.message : ((error as Error).stack ?? error)}\n`);
    return 1;
  },
);
process.exit(code);
