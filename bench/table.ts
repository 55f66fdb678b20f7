/** The results for people: ratios first. */
import type { Backlog } from './backlog.ts';
import type { Comparison, Level } from './compare.ts';
import { type Spread, spreadOf } from './figures.ts';
import type { Results } from './main.ts';
import type { Round } from './rounds.ts';
import { type Cost, cpuOf, type TelemetryPlan } from './telemetry.ts';

type Row = readonly string[];

export function tableOf({ hire, oneProcess, overHttp, backlog }: Results): string {
  const head: Row = ['', 'services', ...oneProcess.alone.floors.flatMap(({ order }) => [order, 'ratio', 'of rounds'])];
  return [
    '',
    `A hire: ${hire.documents} durable documents, ${hire.messages} messages, read by four consumer groups. A ratio above 1 is in the services' favour.`,
    '',
    ...aligned([['in one process, without HTTP', ...head.slice(1)], ...rowsOf(oneProcess)]),
    ...(overHttp ? ['', ...aligned([['four processes, over HTTP', ...head.slice(1)], ...rowsOf(overHttp)])] : []),
    ...(backlog ? ['', told(backlog)] : []),
    '',
  ].join('\n');
}

export function tableOfTelemetry({ inFlight }: TelemetryPlan, costs: readonly Cost[]): string {
  const head: Row = [
    'the receiver',
    'with spans',
    'without',
    'ratio',
    'of rounds',
    'CPU with',
    'without',
    'ratio',
    'of rounds',
    'arrived',
    'dropped',
  ];
  const middle = (rounds: readonly Round[], of: (round: Round) => number | undefined) =>
    spreadOf(rounds.map((round) => of(round) ?? Number.NaN)).p50;
  const rows = costs.map(({ receiver, sending, silent, rate, cpu, arrived, dropped }): Row => {
    const rates = [sending, silent].map((rounds) => middle(rounds, ({ hiresPerSecond }) => hiresPerSecond).toFixed(1));
    const cpus = [sending, silent].map((rounds) => ms(middle(rounds, cpuOf)));
    const ofCpu = cpu ? [ratio(cpu.p50), spread(cpu)] : ['-', '-'];
    return [receiver, ...rates, ratio(rate.p50), spread(rate), ...cpus, ...ofCpu, String(arrived), String(dropped)];
  });
  return [
    '',
    `Hires a second and the services' CPU of a hire, ${inFlight} in flight, over HTTP: with spans that are sent, and without any.`,
    '',
    ...aligned([head, ...rows]),
    '',
  ].join('\n');
}

function rowsOf({ alone, levels }: Comparison): Row[] {
  const { services, floors } = alone;
  // Of so few values the tail is an outlier: it has no ratio.
  const part = (of: 'p50' | 'p99'): Row => [
    ms(services[of]),
    ...floors.flatMap(({ took }) => [ms(took[of]), of === 'p50' ? ratio(took[of] / services[of]) : '', '']),
  ];
  return [['one hire alone, p50', ...part('p50')], ['one hire alone, p99', ...part('p99')], ...levels.flatMap(rowsOfLevel)];
}

function rowsOfLevel({ inFlight, services, floors }: Level): Row[] {
  const middle = (rounds: readonly Round[], of: (round: Round) => number | undefined) =>
    spreadOf(rounds.map((round) => of(round) ?? Number.NaN)).p50;
  const rate = (rounds: readonly Round[]) => middle(rounds, ({ hiresPerSecond }) => hiresPerSecond).toFixed(1);
  const cpu = (rounds: readonly Round[]) => middle(rounds, ({ cpuMs }) => sum(Object.values(cpuMs)));
  const both = (rounds: readonly Round[], what: string) =>
    (['p50', 'p99'] as const).map((part) => ms(middle(rounds, ({ took }) => took[what]?.[part]))).join(' / ');
  return [
    [
      `${inFlight} in flight, hires/s`,
      rate(services),
      ...floors.flatMap((floor) => [rate(floor.rounds), ratio(floor.ratio.p50), spread(floor.ratio)]),
    ],
    [
      '  CPU of a hire, with servers',
      ms(cpu(services)),
      ...floors.flatMap(({ rounds }) => [ms(cpu(rounds)), ratio(cpu(rounds) / cpu(services)), '']),
    ],
    ['  hire, p50 / p99', both(services, 'hire'), ...floors.flatMap(({ rounds }) => [both(rounds, 'hire'), '', ''])],
    ...['request', 'hop'].map((what): Row => [`  ${what}, p50 / p99`, both(services, what), ...floors.flatMap(() => ['', '', ''])]),
  ].filter(([, value]) => !value?.startsWith('-'));
}

function told({ messages, perSecond, memoryMb }: Backlog): string {
  const memory = memoryMb ? `; memory ${memoryMb.before.toFixed(0)} MB before, ${memoryMb.peak.toFixed(0)} MB at most` : '';
  return `A backlog of ${messages} messages (offer keeps a copy of each): ${perSecond.toFixed(0)} a second${memory}.`;
}

const ms = (value: number): string => (Number.isNaN(value) ? '-' : `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`);
const spread = ({ min, max }: Spread): string => `${min.toFixed(2)} to ${max.toFixed(2)}`;
const ratio = (value: number): string => value.toFixed(2);
const sum = (all: readonly number[]): number => all.reduce((total, each) => total + each, 0);

function aligned(rows: readonly Row[]): string[] {
  const widths = (rows[0] as Row).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '),
  );
}
