// Flow and fault tests: each file starts a whole system of its own, so they take turns.
import { base } from './jest.base.mjs';

export default {
  ...base,
  testMatch: ['<rootDir>/tests/{flow,fault}/**/*.spec.ts'],
  maxWorkers: 1,
  testTimeout: 180_000,
  // A test that failed may leave something running; the run ends all the same.
  forceExit: true,
};
