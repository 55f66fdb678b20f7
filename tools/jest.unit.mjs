// Unit tests: beside the code of apps and libs. No server, seconds.
import { base, ofTheWhole, sharing } from './jest.base.mjs';

/** They start telemetry, or look at what is there before: a process has one. */
const alone = [
  '/edge/src/(log-lines|request-span|told-problems)\\.spec\\.ts$',
  '/gateway/src/what-is-told\\.spec\\.ts$',
  '/messaging/src/.*(creation|database-spans|deadline-trace|process-span|send-spans)\\.spec\\.ts$',
  '/telemetry/src/(client-span|figure|logger|metrics|tracing)\\.spec\\.ts$',
];
const testPathIgnorePatterns = [...base.testPathIgnorePatterns, ...ofTheWhole];
const together = { testMatch: ['<rootDir>/{apps,libs}/**/*.spec.ts'], testPathIgnorePatterns: [...testPathIgnorePatterns, ...alone] };

export default {
  rootDir: base.rootDir,
  projects: [
    { ...sharing, ...together },
    { ...base, testRegex: alone, testPathIgnorePatterns },
  ],
  maxWorkers: '100%',
};
