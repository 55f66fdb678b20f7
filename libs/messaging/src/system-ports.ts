/** The real clock and the real randomness: the only place that reads either. */
import { v7 } from 'uuid';
import type { Clock, Randomness } from './ports.js';

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  elapsed: () => performance.now(),
  // Not that of node:timers/promises: it makes an error with a stack for each sleep that is cut short, and every delivery cuts one.
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const end = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal?.addEventListener('abort', end);
    }),
};

export const systemRandomness: Randomness = { id: () => v7(), fraction: () => Math.random() };
