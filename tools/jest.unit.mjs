// Unit tests: beside the code of apps and libs. No server, seconds: files share the modules that they load, which is most of what one costs.
import { fileURLToPath } from 'node:url';
import { base } from './jest.base.mjs';
import { ofTheWhole } from './jest.whole.mjs';

/** They start telemetry, or look at what is there before: a process has one, so they have a world of their own. */
const alone = [
  '/edge/src/(log-lines|request-span|told-problems)\\.spec\\.ts$',
  '/messaging/src/.*(creation|database-spans|deadline-trace|process-span|send-spans)\\.spec\\.ts$',
  '/telemetry/src/(client-span|figure|logger|metrics|tracing)\\.spec\\.ts$',
];
const testPathIgnorePatterns = [...base.testPathIgnorePatterns, ...ofTheWhole];
const { transform, moduleNameMapper, extensionsToTreatAsEsm, ...plain } = base;

const sharing = {
  ...plain,
  runner: [fileURLToPath(import.meta.resolve('jest-light-runner')), { runtime: 'child_process' }],
  setupFiles: ['<rootDir>/tools/typescript.mjs'],
  transform: {},
  testMatch: ['<rootDir>/{apps,libs}/**/*.spec.ts'],
  testPathIgnorePatterns: [...testPathIgnorePatterns, ...alone],
};

export default {
  rootDir: base.rootDir,
  projects: [sharing, { ...base, testRegex: alone, testPathIgnorePatterns }],
  maxWorkers: '100%',
};
