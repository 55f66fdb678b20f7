/** What reports are made of: a span of time, the middle of many figures, and rows that become JSON or CSV. Pure. */

/** From the first instant on, up to the second and without it; and the time when somebody asked. */
export interface Asked {
  readonly from: string;
  readonly to: string;
  readonly now: string;
}

export type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;

/** Takes copies one after the other, in whatever order, and keeps of them only what its rows need. */
export interface Counting<T> {
  add(copy: T, id: string): void;
  rows(): Row[];
}

export interface Report<T> {
  readonly columns: readonly string[];
  begin(asked: Asked): Counting<T>;
}

const dayMs = 86_400_000;

export const within = (instant: string, { from, to }: Asked): boolean => instant >= from && instant < to;
export const daysBetween = (from: string, to: string): number => Math.max(0, Date.parse(to) - Date.parse(from)) / dayMs;
export const rounded = (figure: number): number => Math.round(figure * 100) / 100;
export const share = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000);

/** The smallest figure that so much of them all do not exceed; null of none. */
export function quantile(figures: readonly number[], of: number): number | null {
  const sorted = [...figures].sort((one, other) => one - other);
  const figure = sorted[Math.max(0, Math.ceil(sorted.length * of) - 1)];
  return figure === undefined ? null : rounded(figure);
}

/** Lists by key; null collects them all. */
export class Lists {
  private readonly lists = new Map<string, number[]>();
  readonly all: number[] = [];

  add(key: string, figure: number): void {
    const list = this.lists.get(key) ?? [];
    this.lists.set(key, list);
    list.push(figure);
    this.all.push(figure);
  }

  /** That of all first, under null. */
  each<T>(row: (key: string | null, figures: readonly number[]) => T): T[] {
    const keys = [...this.lists.keys()].sort();
    return [row(null, this.all), ...keys.map((key) => row(key, this.lists.get(key) ?? []))];
  }
}
