// Integration tests: a real Kafka and a real MongoDB, started once for all of them.
import { base } from './jest.base.mjs';

export default {
  ...base,
  testMatch: [
    '<rootDir>/libs/**/*.integration.ts',
    '<rootDir>/deploy/**/*.integration.ts',
    '<rootDir>/tests/{integration,service}/**/*.spec.ts',
  ],
  globalSetup: '<rootDir>/tests/integration.setup.ts',
  globalTeardown: '<rootDir>/tests/integration.teardown.ts',
  testTimeout: 60_000,
  // A test that failed may leave a consumer running; the run ends all the same.
  forceExit: true,
};
