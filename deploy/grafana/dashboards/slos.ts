/** What we promise, and how much of each month's budget is left. One row for each objective of deploy/prometheus/slos.ts. */
import { budgetOf, errorRatio } from '../../prometheus/slo-rules.ts';
import { budgetDays, burns, type Slo, slos } from '../../prometheus/slos.ts';
import { dashboard, heat, lines, number, type Panel } from '../panels.ts';
import { buckets } from '../promql.ts';

const fastest = Math.max(...burns.map(({ factor }) => factor));

function rowOf(slo: Slo, alert: string): readonly Panel[] {
  const of = `{slo="${slo.name}"}`;
  const share = (window: string) => errorRatio(slo, window);
  return [
    number(
      {
        title: 'Budget left',
        says: `${slo.says} What may go wrong within ${budgetDays} days, and is left. Below nothing, no risks are taken.`,
        unit: 'percentunit',
        floor: 0.1,
        alert,
      },
      { left: `slo:budget_left:ratio${of}` },
    ),
    lines(
      {
        title: 'How fast the budget burns',
        says: `1 uses it up in ${budgetDays} days. At ${fastest} for an hour somebody is woken.`,
        unit: 'none',
        limit: fastest,
        alert,
        width: 7,
      },
      {
        'one hour': `${share('1h')} / ${budgetOf(slo)}`,
        'six hours': `${share('6h')} / ${budgetOf(slo)}`,
        'three days': `${share('3d')} / ${budgetOf(slo)}`,
      },
    ),
    lines(
      {
        title: 'Share that went wrong',
        says: 'Of the last five minutes, and of the last day. The line is what the objective leaves room for.',
        unit: 'percentunit',
        limit: budgetOf(slo),
        alert,
        width: 7,
      },
      { 'five minutes': share('5m'), 'one day': share('1d') },
    ),
    lines(
      { title: 'What it rests on', says: 'How much there was per second, and how much of it went wrong.', unit: 'ops', width: 6 },
      { all: `slo:total:rate5m${of}`, wrong: `slo:bad:rate5m${of}` },
    ),
  ];
}

const now: readonly Panel[] = [
  number(
    { title: 'Firing', says: 'Alerts that fire at this moment.', unit: 'short', limit: 1, width: 6 },
    { '{{severity}}': 'count by (severity) (ALERTS{alertstate="firing",severity!="none"}) or on() vector(0)' },
  ),
  number(
    {
      title: 'Synthetic stories',
      says: 'Stories of the last two minutes that came to their end. One is begun every thirty seconds.',
      unit: 'short',
      floor: 1.5,
      alert: 'ProbeFails',
      width: 6,
    },
    { ended: 'sum(increase(hiring_probe_stories_total{outcome="ended"}[2m])) or on() vector(0)' },
  ),
  heat(
    {
      title: 'How long a synthetic story takes',
      says: 'From its first command to its end.',
      unit: 's',
      alert: 'StoriesStuck',
      height: 5,
    },
    buckets('hiring_probe_story_seconds', ''),
  ),
];

/** `alertOf`: the name of the alert that watches an objective. */
export const sloBoard = (alertOf: (slo: Slo) => string) =>
  dashboard({
    uid: 'slos',
    title: 'What we promise',
    says: 'Objectives, and what is left of their budgets. The first page for whoever asks how we are.',
    from: 'now-24h',
    rows: { Now: now, ...Object.fromEntries(slos.map((slo) => [slo.says, rowOf(slo, alertOf(slo))])) },
  });
