/** The correlation id: the story that the present work belongs to. It follows the asynchronous calls and stands in every log line. */
import { AsyncLocalStorage } from 'node:async_hooks';

interface Work {
  id?: string;
}

const works = new AsyncLocalStorage<Work>();

/** Runs `fn` as work on a story; `undefined` when the story is not known yet, see `correlate`. */
export const withCorrelation = <T>(id: string | undefined, fn: () => T): T => works.run({ id }, fn);

/** Names the story of the present work once it is known, such as after the aggregate was loaded. Outside of work it does nothing. */
export function correlate(id: string): void {
  const work = works.getStore();
  if (work) work.id = id;
}

export const correlationId = (): string | undefined => works.getStore()?.id;
