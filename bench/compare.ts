/** Two sides in turn, round by round, so that what else the machine does meets both. */
import { childNamed } from './cpu.ts';
import { type Spread, spreadOf } from './figures.ts';
import type { Round } from './rounds.ts';
import type { Side } from './side.ts';

export interface Plan {
  readonly levels: readonly number[];
  readonly rounds: number;
  /** How long a round is at least. */
  readonly forMs: number;
  /** Hires one after the other, in each half of a comparison. */
  readonly alone: number;
  /** Of the services, where they have processes of their own. */
  readonly processes?: Readonly<Record<string, number>>;
}

export interface Level {
  readonly inFlight: number;
  readonly services: readonly Round[];
  readonly floor: readonly Round[];
  /** Of each pair of rounds: how many times the floor's hires per second the services made. */
  readonly ratio: Spread;
}

export interface Comparison {
  /** Milliseconds of one hire alone. */
  readonly alone: { readonly services: Spread; readonly floor: Spread };
  readonly levels: readonly Level[];
}

export async function compare(sides: { services: Side; floor: Side }, plan: Plan, say: (line: string) => void): Promise<Comparison> {
  const { services, floor } = sides;
  // Until the code is compiled both are slow, and the larger one is so for longer.
  for (const side of [services, floor]) await side.round(Math.min(...plan.levels), plan.forMs, {});
  say('warm');
  const half = Math.ceil(plan.alone / 2);
  const alone = { services: [] as number[], floor: [] as number[] };
  for (let n = 0; n < 2; n += 1) {
    alone.services.push(...(await services.alone(half)));
    alone.floor.push(...(await floor.alone(half)));
  }
  say(`one hire alone: ${spreadOf(alone.services).p50.toFixed(0)} ms, floor ${spreadOf(alone.floor).p50.toFixed(0)} ms`);
  const rounds = plan.levels.map((inFlight) => ({ inFlight, services: [] as Round[], floor: [] as Round[] }));
  for (let n = 0; n < plan.rounds; n += 1) {
    for (const level of rounds) {
      const round = (side: Side, processes = {}) => side.round(level.inFlight, plan.forMs, { ...servers(), ...processes });
      level.floor.push(await round(floor));
      level.services.push(await round(services, plan.processes));
      const [mine, bare] = [level.services.at(-1), level.floor.at(-1)] as [Round, Round];
      say(`${level.inFlight} in flight: ${mine.hiresPerSecond.toFixed(1)} hires/s, floor ${bare.hiresPerSecond.toFixed(1)}`);
    }
  }
  const levels = rounds.map((level) => ({ ...level, ratio: spreadOf(level.services.map((round, n) => times(round, level.floor[n]))) }));
  return { alone: { services: spreadOf(alone.services), floor: spreadOf(alone.floor) }, levels };
}

const times = (services: Round, floor: Round | undefined): number => services.hiresPerSecond / (floor?.hiresPerSecond ?? Number.NaN);

function servers(): Record<string, number> {
  const named = { mongod: childNamed('mongod'), kafka: childNamed('java') };
  return Object.fromEntries(Object.entries(named).flatMap(([name, pid]) => (pid ? [[name, pid]] : [])));
}
