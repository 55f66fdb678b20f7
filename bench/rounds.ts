/** Rounds of hires: so many at once for a time, or one after the other. */
import { cpuMsOf } from './cpu.ts';
import { type Spread, spreadOf } from './figures.ts';

/** How a side carries out one hire; the steps that `onStep` counts make up `stepsEach`. */
export interface Works {
  readonly stepsEach: number;
  prepare?(hires: number): Promise<void>;
  hire(onStep: () => void): Promise<void>;
  record?(): Promise<unknown>;
  /** Durations in milliseconds since the last call, by what they are of. */
  durations?(): Readonly<Record<string, number[]>>;
  close(): Promise<void>;
}

export interface Round {
  readonly hiresPerSecond: number;
  /** Milliseconds: of hires that ended within the time, and of what else the side has timed. */
  readonly took: Readonly<Record<string, Spread>>;
  /** Milliseconds of CPU for each hire, by process; none where the system does not tell. */
  readonly cpuMs: Readonly<Record<string, number>>;
}

interface Ask {
  readonly inFlight: number;
  readonly forMs: number;
  readonly processes: Readonly<Record<string, number>>;
}

/** A side that is slow is waited for no longer than so many times the time of a round. */
const patience = 3;

/**
 * Measured from the moment when as many have ended as are in flight, for the time given and until as many have ended again: how it begins
 * and how it drains is left out. Counted in steps, for hires end in swarms.
 */
export async function keepInFlight(works: Works, { inFlight, forMs, processes }: Ask): Promise<Round> {
  let took: number[] = [];
  let ended = 0;
  let steps = 0;
  let from: { readonly at: number; readonly cpu: Readonly<Record<string, number>> } | undefined;
  let measured: Round | undefined;
  const onStep = () => {
    steps += 1;
  };
  const since = performance.now();
  const onEnd = (ms: number) => {
    ended += 1;
    took.push(ms);
    if (!from && (ended >= inFlight || performance.now() - since > patience * forMs)) {
      from = { at: performance.now(), cpu: cpuOf(processes) };
      steps = 0;
      took = [];
      works.durations?.();
    }
    const lasted = performance.now() - (from?.at ?? 0);
    if (!from || measured || lasted < forMs || (took.length < inFlight && lasted < patience * forMs)) return;
    const hires = steps / works.stepsEach;
    const durations = { hire: took, ...works.durations?.() };
    measured = {
      hiresPerSecond: (hires / lasted) * 1000,
      took: Object.fromEntries(Object.entries(durations).map(([of, all]) => [of, spreadOf(all)])),
      cpuMs: perHire(from.cpu, cpuOf(processes), hires),
    };
  };
  const worker = async () => {
    while (!measured) {
      const begun = performance.now();
      await works.hire(onStep);
      onEnd(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return measured as unknown as Round;
}

export async function oneByOne(works: Works, hires: number): Promise<number[]> {
  const took: number[] = [];
  for (let n = 0; n < hires; n += 1) {
    const begun = performance.now();
    await works.hire(() => undefined);
    took.push(performance.now() - begun);
  }
  return took;
}

function cpuOf(processes: Readonly<Record<string, number>>): Record<string, number> {
  const used = Object.entries(processes).map(([name, pid]) => [name, cpuMsOf(pid)] as const);
  return Object.fromEntries(used.filter((each): each is [string, number] => each[1] !== undefined));
}

const perHire = (before: Readonly<Record<string, number>>, after: Readonly<Record<string, number>>, hires: number) =>
  Object.fromEntries(Object.entries(after).map(([name, ms]) => [name, (ms - (before[name] ?? ms)) / hires]));
