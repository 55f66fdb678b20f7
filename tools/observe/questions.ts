/** Every question that dashboards and rules ask of Prometheus, and what metrics and labels it names. */
import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Alert } from '../../deploy/prometheus/alert-pages.ts';
import { recordingsOf } from '../../deploy/prometheus/slo-rules.ts';
import { slos } from '../../deploy/prometheus/slos.ts';

export interface Question {
  /** Where it is asked: `event-backbone: Relay lag`. */
  readonly where: string;
  readonly expr: string;
}

export const panelsOf = (board: Dashboard): Panel[] => (board.panels ?? []).filter((panel): panel is Panel => panel.type !== 'row');

/** Of panels that ask Prometheus. */
export const questionsOfBoards = (boards: readonly Dashboard[]): Question[] =>
  boards.flatMap((board) =>
    panelsOf(board)
      .filter(({ datasource }) => datasource?.type === 'prometheus')
      .flatMap(({ title, targets = [] }) =>
        targets.map((target) => ({ where: `${board.uid}: ${title}`, expr: (target as unknown as { expr: string }).expr })),
      ),
  );

/** What rules rest on: of an alert what it watches, for while all is well its comparison has no answer. */
export const questionsOfRules = (alerts: readonly Alert[]): Question[] => [
  ...slos.flatMap((slo) => recordingsOf(slo).map(({ record, expr }) => ({ where: `${slo.name}: ${record}`, expr }))),
  ...alerts.map(({ name, graph }) => ({ where: name, expr: graph.expr })),
];

export interface Selector {
  readonly metric: string;
  readonly labels: readonly { readonly name: string; readonly values: readonly string[] }[];
}

/** The metrics of services that an expression names, each with what it picks by. Series of histograms keep their suffix. */
export const selectorsIn = (expr: string): Selector[] =>
  [...expr.matchAll(/\b((?:hiring|nodejs|process)_[a-z0-9_]+)(?:\{([^}]*)\})?/g)].map(([, metric = '', matchers = '']) => ({
    metric,
    labels: [...matchers.matchAll(/(\w+)(?:=~|!~|!=|=)"([^"]*)"/g)].map(([, name = '', values = '']) => ({
      name,
      values: values.split('|'),
    })),
  }));

/** The labels that it groups by. */
export const groupedBy = (expr: string): string[] =>
  [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, labels = '']) => labels.split(',').map((label) => label.trim())).filter(Boolean);

/** `hiring_x_seconds` of `hiring_x_seconds_bucket`, if that is a metric; else as it is. */
export const metricOf = (series: string, isMetric: (name: string) => boolean): string => {
  const base = series.replace(/_(bucket|count|sum)$/, '');
  return !isMetric(series) && isMetric(base) ? base : series;
};
