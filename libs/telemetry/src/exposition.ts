/**
 * How metrics are written down for who scrapes them: in OpenMetrics, which carries exemplars, or in Prometheus's text. prom-client's own
 * writer cannot give both: for OpenMetrics it takes `_total` off the names of counters for good, and the next text lacks it.
 */
import { type MetricObjectWithValues, type MetricValueWithName, Registry } from 'prom-client';
import { registry } from './metric.js';

export interface Exposition {
  readonly type: string;
  readonly text: string;
}

type Value = MetricValueWithName<string> & {
  readonly exemplar?: { readonly labelSet: Readonly<Record<string, string>>; readonly value: number; readonly timestamp: number } | null;
};

/** `accept`: the header of the request. Without a word of OpenMetrics in it, it is Prometheus's text. */
export async function exposition(accept = ''): Promise<Exposition> {
  const open = accept.includes('application/openmetrics-text');
  const all = await registry.getMetricsAsJSON();
  const names = new Set(all.map(({ name }) => name));
  const lines = all.flatMap((metric) => [
    ...headOf(metric, names, open),
    ...(metric.values as Value[]).map((one) => lineOf(metric, one, open)),
  ]);
  const type = open ? Registry.OPENMETRICS_CONTENT_TYPE : Registry.PROMETHEUS_CONTENT_TYPE;
  return { type, text: `${lines.join('\n')}\n${open ? '# EOF\n' : ''}` };
}

/**
 * OpenMetrics names a counter without its `_total`. Where a gauge has that name (how many there are now, beside how many there ever were), two
 * families may not share it: the counter goes as one of unknown type, which is read the same.
 */
function headOf({ name, help, type }: MetricObjectWithValues<Value>, names: ReadonlySet<string>, open: boolean): string[] {
  const isCounter = open && String(type) === 'counter';
  const bare = name.replace(/_total$/, '');
  const isShared = isCounter && names.has(bare);
  const family = isCounter && !isShared ? bare : name;
  return [`# HELP ${family} ${escaped(help)}`, `# TYPE ${family} ${isShared ? 'unknown' : type}`];
}

function lineOf({ name }: { readonly name: string }, { metricName, labels, value, exemplar }: Value, open: boolean): string {
  const line = `${metricName ?? name}${labelled(labels)} ${numeral(value)}`;
  return open && exemplar ? `${line} # ${labelled(exemplar.labelSet) || '{}'} ${numeral(exemplar.value)} ${exemplar.timestamp}` : line;
}

function labelled(labels: Readonly<Record<string, string | number | undefined>>): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${escaped(String(value)).replaceAll('"', '\\"')}"`);
  return parts.length > 0 ? `{${parts.join(',')}}` : '';
}

const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');

const numeral = (value: number): string => (Math.abs(value) === Number.POSITIVE_INFINITY ? `${value < 0 ? '-' : '+'}Inf` : String(value));
