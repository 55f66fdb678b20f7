/** Versions of an event: an older one is known to its contract alone. */
import { type EventContract, isSuperseded, newestOf } from '@rolecall/kernel';
import { type SourceFile, serviceOf } from '../sources.ts';

/** Whoever makes an older version, or asks for it by name: a service knows the newest alone. */
export function outdated(events: readonly EventContract[], code: readonly SourceFile[]): string[] {
  const superseded = events.filter(isSuperseded);
  const users = code.filter(({ path }) => serviceOf(path));
  return users.flatMap(({ path, text }) =>
    superseded
      .filter(({ type }) => text.includes(`'${type}'`))
      .map(({ type }) => `${path} names ${type}; say ${newestOf(type)?.type}, in which the older one is told too`),
  );
}
