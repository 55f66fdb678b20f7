/** The sides in turn, round by round, so that what else the machine does meets all. */
import { childNamed } from './cpu.ts';
import { type Spread, spreadOf } from './figures.ts';
import type { FloorOrder } from './places.ts';
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
  readonly floors: readonly FloorLevel[];
}

export interface FloorLevel {
  readonly order: FloorOrder;
  readonly rounds: readonly Round[];
  /** Of each pair of rounds: how many times the floor's hires per second the services made. */
  readonly ratio: Spread;
}

export interface Comparison {
  /** Milliseconds of one hire alone. */
  readonly alone: { readonly services: Spread; readonly floors: readonly { readonly order: FloorOrder; readonly took: Spread }[] };
  readonly levels: readonly Level[];
}

export interface Sides {
  readonly services: Side;
  readonly floors: readonly { readonly order: FloorOrder; readonly side: Side }[];
}

export async function compare({ services, floors }: Sides, plan: Plan, say: (line: string) => void): Promise<Comparison> {
  const sides = [services, ...floors.map(({ side }) => side)];
  // Until the code is compiled all are slow, and the larger one is so for longer.
  for (const side of sides) await side.round(Math.min(...plan.levels), plan.forMs, {});
  say('warm');
  const took = sides.map((): number[] => []);
  for (let n = 0; n < 2; n += 1)
    for (const [position, side] of sides.entries()) took[position]?.push(...(await side.alone(Math.ceil(plan.alone / 2))));
  const [mine, ...theirs] = took.map(spreadOf) as [Spread, ...Spread[]];
  const alone = { services: mine, floors: floors.map(({ order }, n) => ({ order, took: theirs[n] as Spread })) };
  say(`one hire alone: ${mine.p50.toFixed(0)} ms, ${alone.floors.map((each) => `${each.order} ${each.took.p50.toFixed(0)}`).join(', ')}`);
  const rounds = plan.levels.map((inFlight) => ({ inFlight, of: sides.map((): Round[] => []) }));
  for (let n = 0; n < plan.rounds; n += 1) {
    for (const { inFlight, of } of rounds) {
      for (const [position, side] of sides.entries())
        of[position]?.push(await side.round(inFlight, plan.forMs, { ...servers(), ...(position === 0 ? plan.processes : {}) }));
      const [made, ...bare] = of.map((each) => each.at(-1)?.hiresPerSecond.toFixed(1));
      say(`${inFlight} in flight: ${made} hires/s, ${floors.map(({ order }, at) => `${order} ${bare[at]}`).join(', ')}`);
    }
  }
  const levels = rounds.map(({ inFlight, of: [made = [], ...bare] }) => ({
    ...{ inFlight, services: made },
    floors: floors.map(({ order }, at) => {
      const floor = bare[at] ?? [];
      return { order, rounds: floor, ratio: spreadOf(made.map((round, n) => times(round, floor[n]))) };
    }),
  }));
  return { alone, levels };
}

const times = (services: Round, floor: Round | undefined): number => services.hiresPerSecond / (floor?.hiresPerSecond ?? Number.NaN);

function servers(): Record<string, number> {
  const named = { mongod: childNamed('mongod'), kafka: childNamed('java') };
  return Object.fromEntries(Object.entries(named).flatMap(([name, pid]) => (pid ? [[name, pid]] : [])));
}
