/** From sums by cell to what a metric shows. Pure. */
import type { Bounds } from '../tally/bounds.js';
import type { Parts } from '../tally/parts.js';

export interface Figure {
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
  /** Of a part of a histogram, what follows the name of the metric. */
  readonly suffix?: '_bucket' | '_sum' | '_count';
}

const cellsOf = (sums: Parts, of: string): [words: string[], value: number][] =>
  Object.entries(sums)
    .map(([cell, value]): [string[], number] => [cell.split(' '), value])
    .filter(([[name]]) => name === of)
    .map(([[, ...words], value]) => [words, value]);

/** A gauge: cells named `<of> <label> …`. What there was once and is no more is 0, not gone. */
export const labelled = (sums: Parts, of: string, ...names: readonly string[]): Figure[] =>
  cellsOf(sums, of).map(([words, value]) => ({
    labels: Object.fromEntries(names.map((name, place) => [name, words[place] as string])),
    value,
  }));

/** Histograms: cells named `<of> [<label>] <bucket>` and `<of> [<label>] ms`. */
export function histograms(sums: Parts, of: string, bounds: Bounds, label?: string): Figure[] {
  const byLabel = Map.groupBy(cellsOf(sums, of), ([words]) => (label ? (words[0] as string) : ''));
  return [...byLabel].flatMap(([value, cells]) => {
    const parts = new Map(cells.map(([words, count]) => [words.at(-1), count]));
    return oneHistogram(parts, bounds, label ? { [label]: value } : {});
  });
}

function oneHistogram(parts: ReadonlyMap<string | undefined, number>, bounds: Bounds, labels: Figure['labels']): Figure[] {
  let below = 0;
  const buckets = [...bounds, '+Inf'].map((le, bucket): Figure => {
    below += parts.get(String(bucket)) ?? 0;
    return { labels: { ...labels, le }, value: below, suffix: '_bucket' };
  });
  const seconds = (parts.get('ms') ?? 0) / 1000;
  return [...buckets, { labels, value: seconds, suffix: '_sum' }, { labels, value: below, suffix: '_count' }];
}
