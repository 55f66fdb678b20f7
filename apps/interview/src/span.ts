/** A time with a start and an end, as ISO instants with milliseconds, so that they compare as texts. */
export interface Span {
  readonly startsAt: string;
  readonly endsAt: string;
}

/** One that ends when the other starts is no overlap. */
export const overlap = (a: Span, b: Span): boolean => a.startsAt < b.endsAt && b.startsAt < a.endsAt;
