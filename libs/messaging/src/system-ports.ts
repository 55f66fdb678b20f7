/** The real clock and the real randomness: the only place that reads either. */
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 } from 'uuid';
import type { Clock, Randomness } from './ports.js';

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  elapsed: () => performance.now(),
  sleep: async (ms, signal) => {
    await sleep(ms, undefined, { signal }).catch(() => undefined);
  },
};

export const systemRandomness: Randomness = { id: () => v7(), fraction: () => Math.random() };
