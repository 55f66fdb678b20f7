/** Events for the specs of folds, with as much of their data as a fold reads. */
interface AnyTold {
  readonly type: string;
}

const monday = Date.parse('2026-03-02T09:00:00.000Z');

/** An instant so many minutes after Monday at nine. */
export const at = (minutes: number): string => new Date(monday + minutes * 60_000).toISOString();
export const hours = 60;
export const days = 24 * hours;

/** What events leave of a story, an hour apart: `telling(foldOffer)(['offer.drafted.v1'], ['offer.voided.v1', {…}])`. */
export const telling =
  <T, E extends AnyTold>(fold: (before: T | undefined, event: E) => T) =>
  (...events: (readonly [type: E['type'], data?: object, minutes?: number])[]): T =>
    events.reduce<T | undefined>((copy, [type, data = {}, minutes], place) => {
      const event = { type, data, at: at(minutes ?? place * hours) };
      return fold(copy, event as unknown as E);
    }, undefined) as T;
