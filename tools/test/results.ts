/** Counts what the steps of `npm test` found, with the true numbers: nothing that failed to run counts as nothing. */
import { relative } from 'node:path';

/** What jest's --json holds and we read. */
export interface JestResults {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

export interface StepResult {
  readonly what: string;
  readonly passed: number;
  readonly skipped: number;
  /** A name for each failure. */
  readonly failures: readonly string[];
  readonly seconds?: number;
}

/** A tool that only says yes or no counts as one test. */
export const checked = (what: string, code: number): StepResult =>
  code === 0 ? { what, passed: 1, skipped: 0, failures: [] } : { what, passed: 0, skipped: 0, failures: [`${what}: see above`] };

/** A run of jest. A file that could not be run is a failure; so is a run without a test, without results, or with an exit code of its own. */
export function tested(what: string, results: JestResults | undefined, code: number, root: string): StepResult {
  if (!results) return { what, passed: 0, skipped: 0, failures: [`${what}: jest ended with ${code} and left no results`] };
  const failures = results.testResults.flatMap(({ name, status, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter((test) => test.status === 'failed').map(({ fullName }) => `${file}: ${fullName}`);
    return failed.length === 0 && status === 'failed' ? [`${file}: could not be run`] : failed;
  });
  const ran = results.numPassedTests + failures.length;
  if (ran === 0) failures.push(`${what}: no test ran`);
  else if (code !== 0 && failures.length === 0) failures.push(`${what}: jest ended with ${code}`);
  return { what, passed: results.numPassedTests, skipped: results.numPendingTests + results.numTodoTests, failures };
}

/** A line for each step, the failures by name, and the closing line. */
export function summaryOf(results: readonly StepResult[]): { lines: string[]; failed: number } {
  const sum = (of: (result: StepResult) => number) => results.reduce((total, result) => total + of(result), 0);
  const failures = results.flatMap((result) => result.failures);
  const [passed, skipped] = [sum((result) => result.passed), sum((result) => result.skipped)];
  const failed = failures.length || (passed === 0 ? 1 : 0);
  const width = Math.max(0, ...results.map(({ what }) => what.length));
  const steps = results.map(({ what, passed: own, failures: wrong, seconds = 0 }) =>
    [what.padEnd(width), `${own} passed`.padStart(12), `${wrong.length} failed`.padStart(10), `${seconds.toFixed(0)} s`.padStart(6)].join(
      '  ',
    ),
  );
  const closing = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  return { lines: [...steps, ...(failures.length > 0 ? ['', ...failures.map((name) => `✕ ${name}`)] : []), '', closing], failed };
}
