/** The few shapes of PromQL that the dashboards are made of. */
import { QueryVariableBuilder, VariableHide, VariableRefresh, VariableSort } from '@grafana/grafana-foundation-sdk/dashboard';
import { source } from './panels.ts';

/** The services that are picked above; in every query of a dashboard that has `serviceVariable`. */
export const ofService = 'job=~"$service"';

const window = '$__rate_interval';

/** Per second, by label. What never happened is 0. */
export const rate = (series: string, ...by: string[]): string => `sum by (${by.join(', ')}) (rate(${series}[${window}])) or on() vector(0)`;

/** How many within the time that is shown. Rare things are seen so. */
export const within = (series: string, ...by: string[]): string =>
  `sum by (${by.join(', ')}) (increase(${series}[$__range])) or on() vector(0)`;

/** Of `all`, by service; nothing of it is 0. */
export const share = (some: string, all: string): string => {
  const [part, whole] = [some, all].map((series) => `sum by (job) (rate(${series}[${window}]))`);
  return `(${part} or ${whole} * 0) / ${whole}`;
};

export const quantile = (share: number, histogram: string, matchers: string, ...by: string[]): string =>
  `histogram_quantile(${share}, sum by (${[...by, 'le'].join(', ')}) (rate(${histogram}_bucket{${matchers}}[${window}])))`;

export const buckets = (histogram: string, matchers: string): string => `sum by (le) (rate(${histogram}_bucket{${matchers}}[${window}]))`;

export const highest = (gauge: string, ...by: string[]): string => `max by (${by.join(', ')}) (${gauge})`;
/** Of what any one process does for all. */
export const lowest = (gauge: string, ...by: string[]): string => `min by (${by.join(', ')}) (${gauge})`;
export const summed = (gauge: string, ...by: string[]): string => `sum by (${by.join(', ')}) (${gauge})`;

/** One of them, or several, or all. */
export const labelVariable = (name: string, label: string, query: string) =>
  new QueryVariableBuilder(name)
    .label(label)
    .query(query)
    .datasource(source('prometheus'))
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .allValue('.*')
    .current({ selected: true, text: ['All'], value: ['$__all'] })
    .hide(VariableHide.DontHide);

export const serviceVariable = () => labelVariable('service', 'Service', 'label_values(hiring_http_request_seconds_count, job)');
