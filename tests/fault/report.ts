/** The table of a run: what was done how often, and what came of it. */
import type { Finding, Invariant } from './invariants.ts';
import type { RoundResult } from './round.ts';
import type { Fault } from './world.ts';

const columns: Readonly<Record<string, readonly Invariant[]>> = {
  lost: ['I1'],
  doubled: ['I4', 'I5'],
  disordered: ['I2', 'I3'],
  'copied wrongly': ['I7'],
  stuck: ['I6', 'I8'],
  leaked: ['I9'],
  late: ['late'],
};

const countOf = (findings: readonly Finding[], invariants: readonly Invariant[]): number =>
  findings.filter(({ invariant }) => invariants.includes(invariant)).length;

/** As Markdown, by fault, with a line for all of them. */
export function tableOf(results: readonly RoundResult[]): string {
  const header = ['fault', 'cases', 'times', 'hires', ...Object.keys(columns), 'longest recovery', 'aim', 'asked again', 'messages again'];
  const byFault = [...Map.groupBy(results, ({ fault }) => fault.name)];
  const rows = byFault.map(([name, rounds]) => rowOf(name, rounds[0]?.fault, rounds));
  return aligned([header, ...rows.sort(([a = ''], [b = '']) => a.localeCompare(b)), rowOf('**all**', undefined, results)]);
}

function rowOf(name: string, fault: Fault | undefined, rounds: readonly RoundResult[]): string[] {
  const sum = (of: (round: RoundResult) => number) => String(rounds.reduce((all, each) => all + of(each), 0));
  return [
    ...[name, fault?.cases ?? '', String(rounds.length), sum(({ hires }) => hires)],
    ...Object.values(columns).map((invariants) => sum(({ findings }) => countOf(findings, invariants))),
    `${(Math.max(0, ...rounds.map(({ recoveryMs }) => recoveryMs)) / 1000).toFixed(1)} s`,
    fault?.aim ? `${fault.aim.withinMs / 1000} s after ${fault.aim.from}` : '',
    ...[sum(({ retries }) => retries), sum(({ repeats }) => repeats)],
  ];
}

function aligned(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [header = [], ...rest] = rows;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rest.map(line)].join('\n');
}
