/** The results for people: ratios first. */
import type { Backlog } from './backlog.ts';
import type { Comparison, Level } from './compare.ts';
import { spreadOf } from './figures.ts';
import type { Results } from './main.ts';
import type { Round } from './rounds.ts';

type Row = readonly string[];

export function tableOf({ hire, oneProcess, overHttp, backlog }: Results): string {
  const head: Row = ['', 'services', 'floor', 'ratio', 'of rounds'];
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

function rowsOf({ alone, levels }: Comparison): Row[] {
  const ratio = (alone.floor.p50 / alone.services.p50).toFixed(2);
  return [
    ['one hire alone, p50', ms(alone.services.p50), ms(alone.floor.p50), ratio, ''],
    ['one hire alone, p99', ms(alone.services.p99), ms(alone.floor.p99), '', ''],
    ...levels.flatMap(rowsOfLevel),
  ];
}

function rowsOfLevel({ inFlight, services, floor, ratio }: Level): Row[] {
  const middle = (rounds: readonly Round[], of: (round: Round) => number | undefined) =>
    spreadOf(rounds.map((round) => of(round) ?? Number.NaN)).p50;
  const rate = (rounds: readonly Round[]) => middle(rounds, ({ hiresPerSecond }) => hiresPerSecond).toFixed(1);
  const cpu = (rounds: readonly Round[]) => middle(rounds, ({ cpuMs }) => sum(Object.values(cpuMs)));
  const of = (rounds: readonly Round[], what: string, part: 'p50' | 'p99') => ms(middle(rounds, ({ took }) => took[what]?.[part]));
  const tails = ['hire', 'request', 'hop'].map((what): Row => {
    const both = (rounds: readonly Round[]) => `${of(rounds, what, 'p50')} / ${of(rounds, what, 'p99')}`;
    return [`  ${what}, p50 / p99`, both(services), what === 'hire' ? both(floor) : '', '', ''];
  });
  return [
    [
      `${inFlight} in flight, hires/s`,
      rate(services),
      rate(floor),
      ratio.p50.toFixed(2),
      `${ratio.min.toFixed(2)} to ${ratio.max.toFixed(2)}`,
    ],
    ['  CPU of a hire, with servers', ms(cpu(services)), ms(cpu(floor)), (cpu(floor) / cpu(services)).toFixed(2), ''],
    ...tails.filter(([, value]) => !value?.startsWith('-')),
  ];
}

function told({ messages, perSecond, memoryMb }: Backlog): string {
  const memory = memoryMb ? `; memory ${memoryMb.before.toFixed(0)} MB before, ${memoryMb.peak.toFixed(0)} MB at most` : '';
  return `A backlog of ${messages} messages (offer keeps a copy of each): ${perSecond.toFixed(0)} a second${memory}.`;
}

const ms = (value: number): string => (Number.isNaN(value) ? '-' : `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`);
const sum = (all: readonly number[]): number => all.reduce((total, each) => total + each, 0);

function aligned(rows: readonly Row[]): string[] {
  const widths = (rows[0] as Row).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '),
  );
}
