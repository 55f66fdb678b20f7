/**
 * Everything: `npm test`. Style, unit, integration, flow and fault tests one after the other, whatever fails; `-- unit flow` runs only those
 * steps. Beside flow and fault tests, which wait much, goes what only computes, with what they leave of the processors. Closes with one
 * line, `N passed, N failed`. Exits 1 when anything failed or a step ran no test.
 */

import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from './sources.ts';
import { checked, type JestResults, type StepResult, summaryOf, tested } from './test/results.ts';

interface Step {
  readonly what: string;
  run(): Promise<StepResult>;
}

const { PRIORITY_NORMAL, PRIORITY_LOW } = constants.priority;
/** Whatever hangs. */
const stepMaxMs = 40 * 60_000;

const tool = (what: string, args: readonly string[], priority = PRIORITY_NORMAL): Step => ({
  what,
  run: async () => checked(what, await exitCodeOf(args, { priority })),
});

/** One of tools/jest.*.mjs. Its progress goes to the terminal (on stderr), its results to a file. */
const jest = (what: string, config: string, priority = PRIORITY_NORMAL): Step => ({
  what,
  run: async () => {
    const file = join(tmpdir(), `rolecall-${process.pid}-${config}.json`);
    const args = ['--config', `tools/jest.${config}.mjs`, '--json', `--outputFile=${file}`];
    const code = await exitCodeOf(['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', ...args], { stdout: 'ignore', priority });
    const results = resultsIn(file);
    rmSync(file, { force: true });
    return tested(what, results, code, projectRoot);
  },
});

const steps: Record<string, Step> = {
  style: tool('format and lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '--config-path', '.biome.json']),
  unit: jest('unit, with coverage', 'coverage'),
  integration: jest('integration', 'integration'),
  flow: jest('flow and faults', 'flow'),
  types: tool('types', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.base.json'], PRIORITY_LOW),
  whole: jest('model, properties, tools and documents', 'whole', PRIORITY_LOW),
};
/** One after the other; those of one line beside each other. */
const order = [['style'], ['unit'], ['integration'], ['flow', 'types', 'whole']];

interface How {
  readonly stdout?: 'inherit' | 'ignore';
  readonly priority: number;
}

function exitCodeOf(args: readonly string[], { stdout = 'inherit', priority }: How): Promise<number> {
  return new Promise((resolve, reject) => {
    const limit = { timeout: stepMaxMs, killSignal: 'SIGKILL' } as const;
    const child = spawn(process.execPath, ['--no-warnings', ...args], { cwd: projectRoot, stdio: ['ignore', stdout, 'inherit'], ...limit });
    // What it starts has the same.
    if (child.pid && priority !== PRIORITY_NORMAL) setPriority(child.pid, priority);
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

function resultsIn(file: string): JestResults | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

async function timed({ what, run }: Step): Promise<StepResult> {
  process.stderr.write(`\n── ${what}\n`);
  const since = performance.now();
  return { ...(await run()), seconds: (performance.now() - since) / 1000 };
}

async function main(wanted: readonly string[]): Promise<number> {
  const unknown = wanted.filter((name) => !steps[name]);
  if (unknown.length > 0) {
    process.stderr.write(`no such step: ${unknown.join(', ')}. There are ${Object.keys(steps).join(', ')}.\n`);
    return 2;
  }
  const results: StepResult[] = [];
  for (const names of order) {
    const together = names.filter((name) => wanted.length === 0 || wanted.includes(name)).flatMap((name) => steps[name] ?? []);
    results.push(...(await Promise.all(together.map(timed))));
  }
  const { lines, failed } = summaryOf(results);
  process.stdout.write(`\n${lines.join('\n')}\n`);
  return failed > 0 ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
