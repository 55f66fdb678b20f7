// Flow, fault and crossing tests: each file starts a whole system of its own, so they take turns: two at once take as long on two cores.
import { base } from './jest.base.mjs';

export default {
  ...base,
  testMatch: ['<rootDir>/tests/{flow,fault,crossings}/**/*.spec.ts'],
  // Long ones only for whoever asks: the drill of a restore (RESTORE_DRILL=1, five minutes), long work by many (LONG_WORK=200000, say), every
  // panel on the real services (PANELS=1, two minutes). `npm test` has the same with less.
  testPathIgnorePatterns: [
    ...base.testPathIgnorePatterns,
    ...(process.env.RESTORE_DRILL ? [] : ['/fault/restore\\.spec\\.ts$']),
    ...(process.env.LONG_WORK ? [] : ['/fault/long-work\\.spec\\.ts$']),
    ...(process.env.PANELS ? [] : ['/flow/panels\\.spec\\.ts$']),
  ],
  maxWorkers: 1,
  testTimeout: 180_000,
  // A test that failed may leave something running; the run ends all the same.
  forceExit: true,
};
