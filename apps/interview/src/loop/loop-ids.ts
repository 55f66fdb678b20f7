/** The ids of an application's loops: one for each episode, so that nothing meets its own cancelled past. */
import { deriveId } from '@rolecall/kernel';

export const loopIdOf = (applicationId: string, episode: number): string => deriveId(applicationId, `loop:${episode}`);

/** Of every episode below this one. */
export const loopIdsBefore = (applicationId: string, episode: number): string[] =>
  Array.from({ length: episode - 1 }, (_, n) => loopIdOf(applicationId, n + 1));
