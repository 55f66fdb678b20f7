/** Dashboards and alerts ask for metrics that there are, by labels that these have; and every metric has its panel. */
import { metrics } from '@rolecall/telemetry';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { dashboards } from '../deploy/grafana/documents.ts';
import { readAlerts } from '../deploy/prometheus/alert-pages.ts';
import { groupedBy, metricOf, type Question, questionsOfBoards, questionsOfRules, selectorsIn } from './observe/questions.ts';

/** Those of the process are prom-client's. */
const ofProcess = new Registry();
collectDefaultMetrics({ register: ofProcess });
const known = new Map<string, readonly string[]>([
  ...metrics.declared.map(({ name, labels = {} }) => [name, Object.keys(labels)] as const),
  ...ofProcess.getMetricsAsArray().map(({ name }) => [name, ['kind']] as const),
]);
const isMetric = (name: string): boolean => known.has(name);

const alerts = readAlerts();
const questions = [...questionsOfBoards(dashboards(alerts, metrics.declared)), ...questionsOfRules(alerts)];
const metricsOf = ({ expr }: Question): string[] => selectorsIn(expr).map(({ metric }) => metricOf(metric, isMetric));

/** What Prometheus adds to every series, and what histograms, rules and alerts have. */
const everywhere = ['job', 'instance', 'le', 'slo', 'severity'];
const labelsOf = (names: readonly string[]): string[] => [...everywhere, ...names.flatMap((name) => known.get(name) ?? [])];

it('asks for metrics that there are', () => {
  expect(questions.length).toBeGreaterThan(100);
  const unknown = questions.flatMap((question) => metricsOf(question).filter((name) => !isMetric(name)));
  expect(unknown).toEqual([]);
});

/** What services tell; of what rests on Prometheus alone, whether it reaches them. An objective rests on what its recordings are made of. */
function watchedBy({ slo, graph }: (typeof alerts)[number]): string[] {
  const expr = slo ? `${slo.total} ${slo.good}` : graph.expr;
  const own = metricsOf({ where: '', expr });
  return own.length > 0 ? own : (expr.match(/\bup\b/g) ?? []);
}

it.each(alerts.map((alert) => [alert.name, alert] as const))('what %s watches is on the dashboard that its page names', (_, alert) => {
  const shown = questions.filter(({ where }) => where.startsWith(`${alert.dashboard}: `));
  const names = shown.flatMap((question) => [...metricsOf(question), ...(question.expr.match(/\bup\b/g) ?? [])]);
  expect(watchedBy(alert).filter((name) => !names.includes(name))).toEqual([]);
});

it('picks and groups by labels that these metrics have', () => {
  const picked = questions.flatMap(({ where, expr }) =>
    selectorsIn(expr).flatMap(({ metric, labels }) => {
      const own = labelsOf([metricOf(metric, isMetric)]);
      return labels.filter(({ name }) => !own.includes(name)).map(({ name }) => `${where}: ${metric} has no ${name}`);
    }),
  );
  const grouped = questions.flatMap((question) => {
    const own = labelsOf(metricsOf(question));
    return groupedBy(question.expr)
      .filter((label) => !own.includes(label))
      .map((label) => `${question.where}: by ${label}`);
  });
  expect([...picked, ...grouped]).toEqual([]);
});

it('picks by values that these labels can have', () => {
  const valuesOf = (series: string, label: string): readonly string[] | undefined => {
    const bound = metrics.declared.find(({ name }) => name === metricOf(series, isMetric))?.labels?.[label];
    return Array.isArray(bound) ? bound : undefined;
  };
  const odd = questions.flatMap(({ where, expr }) =>
    selectorsIn(expr).flatMap(({ metric, labels }) =>
      labels.flatMap(({ name, values }) => {
        const own = valuesOf(metric, name);
        return own
          ? values.filter((value) => !value.startsWith('$') && !own.includes(value)).map((value) => `${where}: ${name}=${value}`)
          : [];
      }),
    ),
  );
  expect(odd).toEqual([]);
});

it('shows every metric of ours, by every label that it has, or by so many as a graph can show', () => {
  const own = questions.filter(({ where }) => where.startsWith('every-metric: '));
  for (const { name, kind, labels = {} } of metrics.declared) {
    const exprs = own.filter((question) => metricsOf(question).includes(name)).map(({ expr }) => expr);
    expect([name, exprs.length]).toEqual([name, kind === 'histogram' ? 2 : 1]);
    const grouped = exprs.flatMap((expr) => groupedBy(expr));
    expect([name, grouped]).toEqual([name, expect.arrayContaining(kind === 'histogram' ? ['job', 'le'] : ['job', ...Object.keys(labels)])]);
  }
});
