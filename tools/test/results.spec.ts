import { checked, type JestResults, summaryOf, tested } from './results.ts';

const file = (status: 'passed' | 'failed', ...tests: { status: string; fullName: string }[]) => ({
  name: '/root/apps/a.spec.ts',
  message: '',
  status,
  assertionResults: tests,
});
const run = (counts: Partial<JestResults>): JestResults => ({
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
  ...counts,
});
const failuresOf = (results: JestResults | undefined, code = 1) => tested('unit', results, code, '/root').failures;

it('counts what passed, was skipped and failed, by name', () => {
  const testResults = [file('failed', { status: 'failed', fullName: 'holds' }, { status: 'passed', fullName: 'also' })];
  const result = tested('unit', run({ numPassedTests: 1, numFailedTests: 1, numPendingTests: 2, testResults }), 1, '/root');
  expect(result).toEqual({ what: 'unit', passed: 1, skipped: 2, failures: ['apps/a.spec.ts: holds'] });
});

it('counts as failed what could not even be run', () => {
  expect(failuresOf(run({ numPassedTests: 5, testResults: [file('failed')] }))).toEqual(['apps/a.spec.ts: could not be run']);
  expect(failuresOf(undefined)).toEqual(['unit: jest ended with 1 and left no results']);
  expect(failuresOf(run({}), 0)).toEqual(['unit: no test ran']);
  expect(failuresOf(run({ numPassedTests: 3 }))).toEqual(['unit: jest ended with 1']);
  expect(failuresOf(run({ numPassedTests: 3 }), 0)).toEqual([]);
});

it('counts a tool that only says yes or no as one test', () => {
  expect([checked('types', 0), checked('types', 2)].map(({ passed, failures }) => [passed, failures.length])).toEqual([
    [1, 0],
    [0, 1],
  ]);
});

it('closes with the true numbers alone on the last line', () => {
  const good = { what: 'unit', passed: 7, skipped: 0, failures: [] };
  const bad = { what: 'flow', passed: 2, skipped: 1, failures: ['a', 'b'] };
  expect(summaryOf([good])).toMatchObject({ failed: 0 });
  expect(summaryOf([good]).lines.at(-1)).toBe('7 passed, 0 failed');
  expect(summaryOf([good, bad]).lines.slice(-4)).toEqual(['✕ a', '✕ b', '', '9 passed, 2 failed, 1 skipped']);
  expect(summaryOf([])).toMatchObject({ failed: 1 });
});
