/** The rules of one objective: what Prometheus records of it, and when its budget burns too fast. */
import { badMin, budgetDays, burns, recordedEverySeconds, type Slo } from './slos.ts';

export interface Recording {
  readonly record: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
}

const windows = [...new Set(burns.flatMap(({ long, short }) => [short, long]))].filter((window) => window !== '5m');
/** The share that may go wrong. */
export const budgetOf = ({ objective }: Slo): number => Number((1 - objective).toFixed(6));

/** The share that went wrong in a window, weighted by traffic; `slo` and nothing else is its label. */
export const errorRatio = ({ name }: Slo, window: string): string => `slo:error:ratio_${window}{slo="${name}"}`;

/** Long windows are summed from the recorded rates, not from the series themselves: cheap, and the same for three days as for an hour. */
export function recordingsOf(slo: Slo): Recording[] {
  const labels = { slo: slo.name };
  const over = (what: string, window: string) => `sum_over_time(slo:${what}:rate5m{slo="${slo.name}"}[${window}])`;
  const ratio = (window: string) => `${over('bad', window)} / ${over('total', window)}`;
  return [
    { record: 'slo:total:rate5m', expr: `${slo.total} or on() vector(0)`, labels },
    { record: 'slo:bad:rate5m', expr: `((${slo.total}) - (${slo.good} or on() vector(0))) or on() vector(0)`, labels },
    { record: 'slo:error:ratio_5m', expr: `slo:bad:rate5m{slo="${slo.name}"} / slo:total:rate5m{slo="${slo.name}"}`, labels },
    ...windows.map((window) => ({ record: `slo:error:ratio_${window}`, expr: ratio(window), labels })),
    { record: 'slo:budget_left:ratio', expr: `1 - (${ratio(`${budgetDays}d`)}) / ${budgetOf(slo)}`, labels },
  ];
}

/** True while the budget burns too fast for a page, or for a ticket. */
export function burnExpression(slo: Slo, severity: 'page' | 'ticket'): string {
  const pairs = burns.filter((burn) => burn.severity === severity);
  return pairs
    .map(({ long, short, factor }) => {
      const above = `> ${Number((factor * budgetOf(slo)).toFixed(6))}`;
      const many = `sum_over_time(slo:bad:rate5m{slo="${slo.name}"}[${long}]) * ${recordedEverySeconds} >= ${badMin}`;
      return `(${errorRatio(slo, long)} ${above} and ${errorRatio(slo, short)} ${above} and ${many})`;
    })
    .join('\nor ');
}
