/** What a dashboard shows: every panel's own queries, asked of a real Prometheus for a time that is over. */
import type { Dashboard, GridPos, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { filledIn } from './ask-panels.ts';
import { panelsOf } from './questions.ts';

export interface Series {
  readonly legend: string;
  /** Of a heat map: the upper bound of its bucket. */
  readonly le?: number;
  readonly points: readonly (readonly [ms: number, value: number])[];
}

export interface Shown {
  readonly title: string;
  readonly kind: 'lines' | 'number' | 'heat';
  readonly unit: string;
  readonly place: GridPos;
  /** Where it turns red; `isFloor`: below it. */
  readonly limit?: { readonly at: number; readonly isFloor: boolean };
  readonly series: readonly Series[];
}

export interface ShownBoard {
  readonly uid: string;
  readonly title: string;
  readonly says: string;
  readonly rows: readonly { readonly title: string; readonly y: number }[];
  readonly panels: readonly Shown[];
}

/** In seconds. `window` is what rates look back, and at least two scrapes long. */
export interface Times {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly window: number;
}

interface Target {
  readonly expr: string;
  readonly legendFormat: string;
}

interface Reply {
  readonly error?: string;
  readonly data?: {
    readonly result: readonly { readonly metric: Readonly<Record<string, string>>; readonly values: [number, string][] }[];
  };
}

const kinds: Readonly<Record<string, Shown['kind']>> = { timeseries: 'lines', stat: 'number', heatmap: 'heat' };

/** Panels of Prometheus alone. Throws when it does not answer a query. */
export async function shownOn(board: Dashboard, prometheus: string, times: Times): Promise<ShownBoard> {
  const panels: Shown[] = [];
  for (const panel of panelsOf(board)) if (panel.datasource?.type === 'prometheus') panels.push(await shown(panel, prometheus, times));
  const rows = (board.panels ?? []).filter(({ type }) => type === 'row').map(({ title = '', gridPos }) => ({ title, y: gridPos?.y ?? 0 }));
  return { uid: board.uid ?? '', title: board.title ?? '', says: board.description ?? '', rows, panels };
}

async function shown(panel: Panel, prometheus: string, times: Times): Promise<Shown> {
  const { title = '', type, gridPos, fieldConfig, targets = [] } = panel;
  const found: Series[] = [];
  for (const target of targets as unknown as Target[]) found.push(...(await seriesOf(target, prometheus, times)));
  const series = found.filter(({ points }) => points.length > 0);
  if (series.length === 0) throw new Error(`the panel "${title}" is empty`);
  const named = series.filter(({ legend }) => legend);
  const steps = fieldConfig?.defaults.thresholds?.steps ?? [];
  const at = steps[1]?.value;
  return {
    ...{ title, kind: kinds[type] ?? 'lines', unit: fieldConfig?.defaults.unit ?? 'none', place: gridPos as GridPos },
    ...(typeof at === 'number' ? { limit: { at, isFloor: steps[0]?.color === 'red' } } : {}),
    // Without a label it is the zero of what has never happened; beside others it says nothing.
    series: named.length > 0 ? named : series.slice(0, 1),
  };
}

async function seriesOf({ expr, legendFormat }: Target, prometheus: string, { from, to, step, window }: Times): Promise<Series[]> {
  const query = filledIn(expr, `${window}s`, `${Math.round(to - from)}s`);
  const body = new URLSearchParams({ query, start: String(from), end: String(to), step: String(step) });
  const response = await fetch(`${prometheus}/api/v1/query_range`, { method: 'POST', body });
  const { error, data } = (await response.json()) as Reply;
  if (!data) throw new Error(`Prometheus does not answer ${query}: ${error}`);
  return data.result.map(({ metric, values }) => ({
    legend: shortened(legendFormat.replaceAll(/\{\{(\w+)\}\}/g, (_, label: string) => metric[label] ?? '')),
    ...(metric.le ? { le: Number(metric.le.replace('+Inf', 'Infinity')) } : {}),
    points: values.map(([at, value]) => [at * 1000, Number(value)] as const).filter(([, value]) => Number.isFinite(value)),
  }));
}

/** Without what all have in common: this machine, and what groups and topics begin with. */
const shortened = (legend: string): string => legend.replaceAll(/127\.0\.0\.1(?=:)|\b(?:rolecall|hiring)\./g, '').trim();
