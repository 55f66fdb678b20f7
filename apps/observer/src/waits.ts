/** What something waits for, and until when: past that it is overdue. Pure. */

/** What is waited with; a label of `hiring_stories_overdue`, so there are few. */
export const waitStates = [
  'evaluation',
  'interviewing',
  'offered',
  'pre_hire',
  'closing',
  'letter',
  'requisition_approval',
  'hold',
  'round',
  'offer_approval',
  'seat',
  'extension',
  'answer',
] as const;

export interface Wait {
  readonly state: (typeof waitStates)[number];
  /** ISO with milliseconds, so that texts compare as instants do. */
  readonly until: string;
}

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** What a timer meets takes a moment: it is stuck only when it is this late. */
export const timerMs = 5 * minuteMs;

export const later = (instant: string, ms: number): string => new Date(Date.parse(instant) + ms).toISOString();

/** The wait, while there is a time for it. */
export const waitUntil = (state: Wait['state'], instant: string | undefined, graceMs = 0): Wait[] =>
  instant === undefined ? [] : [{ state, until: later(instant, graceMs) }];

/** The copy with what it waits for now; without the field when that is nothing, for the index holds those alone that wait. */
export function waiting<T extends object>(copy: T, waits: readonly Wait[]): Omit<T, 'waits'> & { readonly waits?: readonly Wait[] } {
  const { waits: _, ...rest } = copy as T & { readonly waits?: unknown };
  return waits.length > 0 ? { ...rest, waits } : rest;
}
