/** One drill: silence, the fault, the alert, the cure, and silence again. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Drill, Grounds } from './drill.ts';

export interface Result {
  readonly drill: Drill;
  /** Seconds from the fault until each alert that began after it. */
  readonly fired: ReadonlyMap<string, number>;
  /** Seconds from the cure until the alert was silent and no page was left; undefined when that took too long. */
  readonly silentAfter: number | undefined;
  /** Whether a story that began after the cure came to its end. */
  readonly works: boolean;
  /** What kept the drill from being carried out. */
  readonly failure?: string;
}

export const detectedWithinS = 120;
/** How long an alert is waited for: what comes too late is to be seen too. */
const watchedForMs = 240_000;
/** What else fires because of the fault comes with the alert, or soon after it. */
const companyMs = 15_000;
const [calmForMs, calmWithinMs] = [30_000, 15 * 60_000];
const worksWithinMs = 180_000;
const askEveryMs = 1000;

/** Fired in time, was cured, and is silent. */
export const isWell = ({ drill, fired, silentAfter, works, failure }: Result): boolean =>
  !failure && (fired.get(drill.alert) ?? Number.POSITIVE_INFINITY) <= detectedWithinS && silentAfter !== undefined && works;

export async function drilled(grounds: Grounds, drill: Drill, say: (line: string) => void): Promise<Result> {
  await drill.prepare?.(grounds);
  if ((await calm(grounds, drill)) === undefined) return notDone(drill, `not calm before: ${(await grounds.alerts.pages()).join(', ')}`);
  const before = await grounds.alerts.firing();
  say(`${drill.fault} …`);
  const { cure, tidy } = await drill.strike(grounds);
  const fired = await watched(grounds, drill, before);
  say(`  ${[...fired].map(([name, seconds]) => `${name} after ${seconds} s`).join(', ') || 'nothing fired'}`);
  await cure();
  const curedAt = performance.now();
  const [silentAfter, works] = await Promise.all([calm(grounds, drill), goesOn(grounds, curedAt)]);
  say(`  silent ${silentAfter === undefined ? 'never' : `after ${silentAfter} s`}; a story ${works ? 'ended' : 'DID NOT END'}`);
  await tidy?.();
  return { drill, fired, silentAfter, works };
}

export const notDone = (drill: Drill, failure: string): Result => ({
  drill,
  fired: new Map(),
  silentAfter: undefined,
  works: false,
  failure,
});

/** Gives the seconds from now until it begins: no page, and not the alert of this drill, for half a minute. */
async function calm({ alerts }: Grounds, { alert }: Drill): Promise<number | undefined> {
  const asked = performance.now();
  let since: number | undefined;
  while (performance.now() - asked < calmWithinMs) {
    const isCalm = !(await alerts.firing()).has(alert) && (await alerts.pages()).length === 0;
    since = isCalm ? (since ?? performance.now()) : undefined;
    if (since !== undefined && performance.now() - since >= calmForMs) return Math.round((since - asked) / 1000);
    await sleep(askEveryMs);
  }
  return undefined;
}

/** Until some time after the alert, or until it is no use to wait. */
async function watched({ alerts }: Grounds, { alert }: Drill, before: ReadonlyMap<string, string>): Promise<Map<string, number>> {
  const struck = performance.now();
  const fired = new Map<string, number>();
  let until = struck + watchedForMs;
  while (performance.now() < until) {
    for (const name of (await alerts.firing()).keys())
      if (!before.has(name) && !fired.has(name)) {
        fired.set(name, Math.round((performance.now() - struck) / 1000));
        if (name === alert) until = performance.now() + companyMs;
      }
    await sleep(askEveryMs);
  }
  return fired;
}

async function goesOn({ load }: Grounds, curedAt: number): Promise<boolean> {
  const ended = () => load.ended().some(({ beganAt }) => beganAt > curedAt);
  while (!ended() && performance.now() - curedAt < worksWithinMs) await sleep(askEveryMs);
  return ended();
}
