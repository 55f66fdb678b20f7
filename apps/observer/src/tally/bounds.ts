/** The buckets of the histograms, in seconds. What is counted by them is kept: other bounds need a count from nothing. */
export type Bounds = readonly number[];

const [minute, hour, day] = [60, 3600, 86_400];

export const stageBounds: Bounds = [minute, 10 * minute, hour, 4 * hour, day, 3 * day, 7 * day, 14 * day, 30 * day, 60 * day, 90 * day];
export const timeToHireBounds: Bounds = [
  hour,
  day,
  7 * day,
  14 * day,
  21 * day,
  30 * day,
  45 * day,
  60 * day,
  90 * day,
  120 * day,
  180 * day,
];
