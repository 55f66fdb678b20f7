// Flow, fault and crossing tests: each file starts a whole system of its own, so they take turns: two at once take as long on two cores.
import { base } from './jest.base.mjs';

export default {
  ...base,
  testMatch: ['<rootDir>/tests/{flow,fault,crossings}/**/*.spec.ts'],
  // Not seen to pass as a whole yet: the drill of a restore. Long work by many: with LONG_WORK=200000, say, for the integration tests have the same with fewer.
  testPathIgnorePatterns: [
    ...base.testPathIgnorePatterns,
    '/fault/restore\\.spec\\.ts$',
    ...(process.env.LONG_WORK ? [] : ['/fault/long-work\\.spec\\.ts$']),
  ],
  maxWorkers: 1,
  testTimeout: 180_000,
  // A test that failed may leave something running; the run ends all the same.
  forceExit: true,
};
