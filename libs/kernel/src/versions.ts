/** Versions of an event: what an older one says, said in the newest. Whoever folds or reacts knows the newest alone. */
import { type AnyEvent, contractOf, type EventContract, newestOf } from './event.js';

/** The contract and those that it supersedes, newest first. */
export const versionsOf = (contract: EventContract): EventContract[] =>
  contract.supersedes ? [contract, ...versionsOf(contract.supersedes.event)] : [contract];

/** Nobody emits it any more. */
export const isSuperseded = ({ type }: EventContract): boolean => (newestOf(type)?.type ?? type) !== type;

/** The data of this version or of one that it supersedes, as this version says it: from v1 by way of v2 to v3. */
export function upcast({ type, supersedes }: EventContract, from: string, data: Record<string, unknown>): Record<string, unknown> {
  if (from === type) return data;
  if (!supersedes) throw new Error(`${from} is no earlier version of ${type}`);
  return supersedes.upcast(upcast(supersedes.event, from, data));
}

/** The event in the newest version; undefined when this build does not know it, for a newer build has made it. */
export function inNewestVersion<E extends AnyEvent>(event: E): E | undefined {
  const newest = newestOf(event.type);
  if (!newest || !contractOf(event.type)) return undefined;
  return newest.type === event.type ? event : { ...event, type: newest.type, data: upcast(newest, event.type, event.data) };
}
