/** Hires on a desk: the searches that they need are opened beforehand. */
import { type Desk, hire, openSearch, seatsEach, stepsOfHire } from './hire.ts';
import type { Works } from './rounds.ts';

const openedAtOnce = 8;

export function hiresOn(desk: Desk, close: () => Promise<void>): Works {
  /** Each an open seat's requisition. */
  const seats: string[] = [];
  let number = 0;
  const open = async () => {
    const id = await openSearch(desk);
    seats.push(...Array.from({ length: seatsEach }, () => id));
  };
  return {
    stepsEach: stepsOfHire,
    prepare: async (hires) => {
      const searches = Math.ceil(Math.max(0, hires - seats.length) / seatsEach);
      for (let n = 0; n < searches; n += openedAtOnce)
        await Promise.all(Array.from({ length: Math.min(openedAtOnce, searches - n) }, open));
    },
    hire: async (onStep) => {
      if (seats.length === 0) await open();
      number += 1;
      await hire(desk, seats.shift() as string, number, onStep);
    },
    close,
  };
}
