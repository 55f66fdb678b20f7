/**
 * Mutation testing of what decides, one part at a time: `npm run mutation` (tools/mutation.ts) runs this for each.
 * Incremental: what has not changed since the part's last run is not tried again. Exits 1 below 85 %.
 */
import { decidingFiles } from './mutation.ts';

const part = process.env.MUTATION_PART ?? 'libs/approval';
const reports = `reports/mutation/${part.replace('/', '-')}`;
const stillRunning = 5000;

export default {
  mutate: decidingFiles(part),
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  testRunnerNodeArgs: ['--no-warnings', '--experimental-vm-modules'],
  jest: { projectType: 'custom', configFile: 'tools/jest.stryker.mjs', enableFindRelatedTests: false },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: stillRunning,
  incremental: true,
  incrementalFile: `${reports}.json`,
  reporters: ['clear-text', 'progress-append-only', 'html'],
  htmlReporter: { fileName: `${reports}.html` },
  clearTextReporter: { allowColor: false, reportTests: false },
  ignorePatterns: ['dist', 'docs', 'coverage', 'reports', '*.log', 'demo.html'],
  thresholds: { high: 95, low: 90, break: 85 },
};
