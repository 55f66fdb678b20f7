/** A panel for each declaration of libs/telemetry/src/metrics, made from it: a new metric is seen without anybody drawing it. */
import type { metrics } from '@rolecall/telemetry';
import { metricOf, selectorsIn } from '../../../tools/observe/questions.ts';
import type { Alert } from '../../prometheus/alert-pages.ts';
import { type About, dashboard, lines, type Panel, type Unit } from '../panels.ts';
import { highest, ofService, quantile, rate, serviceVariable } from '../promql.ts';

type Declaration = (typeof metrics.declared)[number];

/** No graph has more lines. */
const linesMax = 20;
const units: Readonly<Record<string, Unit>> = { seconds: 's', bytes: 'bytes', ratio: 'percentunit' };

const valuesOf = (bound: NonNullable<Declaration['labels']>[string]): number => ('max' in bound ? bound.max : bound.length);

/** Of its labels the first so many as a graph can show. */
function fewOf({ labels = {} }: Declaration): string[] {
  let product = 1;
  return Object.entries(labels).flatMap(([name, bound]) => {
    product *= valuesOf(bound);
    return product <= linesMax ? [name] : [];
  });
}

const legendOf = (labels: readonly string[]): string => labels.map((name) => `{{${name}}}`).join(' ');
const most = (expr: string): string => `topk(${linesMax}, ${expr})`;

function panelOf(metric: Declaration, alert: string | undefined): Panel {
  const { name, kind, unit, meaning, lookWhen, runbook, labels = {} } = metric;
  const says = `${meaning} Look when ${lookWhen}.`;
  const about: About = { title: name, says, unit: units[unit] ?? 'short', runbook, ...(alert ? { alert } : {}) };
  const series = `${name}{${ofService}}`;
  const all = ['job', ...Object.keys(labels)];
  // What never happened, and what nobody tells, is 0.
  const shown = (expr: string): string => `${expr} or on() vector(0)`;
  switch (kind) {
    case 'counter':
      return lines({ ...about, unit: 'ops' }, { [legendOf(all)]: most(rate(series, ...all)) });
    case 'gauge':
      return lines({ ...about, isSigned: true }, { [legendOf(all)]: shown(most(highest(series, ...all))) });
    case 'histogram': {
      const by = ['job', ...fewOf(metric)];
      // Without an observation a quantile is no number, and no number is not 0 or more.
      const share = (of: number): string => shown(most(`${quantile(of, name, ofService, ...by)} >= 0`));
      return lines(about, { [`${legendOf(by)} median`]: share(0.5), [`${legendOf(by)} p99`]: share(0.99) });
    }
  }
}

export function everyMetric(declared: readonly Declaration[], alerts: readonly Alert[]) {
  const isMetric = (name: string): boolean => declared.some((metric) => metric.name === name);
  const watching = ({ name }: Declaration): string | undefined =>
    alerts.find(({ graph }) => selectorsIn(graph.expr).some(({ metric }) => metricOf(metric, isMetric) === name))?.name;
  const themes = [...Map.groupBy(declared, ({ theme }) => theme)];
  return dashboard({
    uid: 'every-metric',
    title: 'Every metric',
    says: 'Each metric that is declared, by its labels. For whoever looks for something that no other dashboard shows.',
    variables: [serviceVariable()],
    rows: Object.fromEntries(themes.map(([theme, own]) => [theme, own.map((metric) => panelOf(metric, watching(metric)))])),
  });
}
