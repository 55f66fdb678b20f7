/** docs/metrics.md: every metric of ours, one table for each theme. */
import type { metrics } from '@rolecall/telemetry';
import { cell, generatedNote, table } from './documents.ts';

type Declaration = (typeof metrics.declared)[number];

export function metricsPage(declared: readonly Declaration[]): string {
  return [
    '# Metrics',
    'What every process of a service tells at `/metrics` of the operators’ port (`OPERATOR_PORT`), in OpenMetrics where that is asked for, else in Prometheus’s text. A bucket of a histogram *with traces* carries, in OpenMetrics, the trace of its last value. What a gauge tells is of this process, unless it says otherwise.',
    'Labels are bounded: a list has no other values; of anything else so many are told apart as stands behind it, and what comes beyond counts as `other`. No label is an id, or names a person.',
    'What to do when one of them is not as it should be stands in its runbook. The dashboard _Every metric_ shows all of them.',
    ...[...Map.groupBy(declared, ({ theme }) => theme)].flatMap(([theme, metricsOfIt]) => [
      `## ${theme}`,
      table(['metric', 'kind', 'unit', 'labels', 'meaning', 'look when', 'runbook'], metricsOfIt.map(row)),
    ]),
    '## The process',
    'As prom-client names them: `process_cpu_seconds_total`, `process_resident_memory_bytes`, `nodejs_heap_size_used_bytes` and `nodejs_heap_size_total_bytes`, `nodejs_eventloop_lag_p50_seconds`, `…_p90_…`, `…_p99_…` and `…_max_…` since the last scrape, `nodejs_gc_duration_seconds` by `kind`, `process_open_fds` and others.',
    `_${generatedNote}_\n`,
  ].join('\n\n');
}

const row = (metric: Declaration): string[] => [
  `\`${metric.name}\``,
  'exemplars' in metric ? `${metric.kind} with traces` : metric.kind,
  metric.unit,
  cell(
    Object.entries(metric.labels ?? {})
      .map(labelled)
      .join('; '),
  ),
  cell(metric.meaning),
  cell(metric.lookWhen),
  `[${metric.runbook}](runbooks/${metric.runbook}.md)`,
];

const labelled = ([name, bound]: [string, NonNullable<Declaration['labels']>[string]]): string =>
  `\`${name}\`: ${'max' in bound ? `${bound.from} (${bound.max})` : bound.map((value) => `\`${value}\``).join(', ')}`;
