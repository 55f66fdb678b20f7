// Integration tests: a real Kafka and a real MongoDB for each worker, started once.
import { base } from './jest.base.mjs';

export default {
  ...base,
  testMatch: [
    '<rootDir>/libs/**/*.integration.ts',
    '<rootDir>/deploy/**/*.integration.ts',
    '<rootDir>/tests/{integration,service}/**/*.spec.ts',
  ],
  // The image's own steps and Grafana's schema, which install or build for a minute or two, only for whoever asks: IMAGE=1, DASHBOARDS=1.
  testPathIgnorePatterns: [
    ...base.testPathIgnorePatterns,
    ...(process.env.IMAGE ? [] : ['/docker/dockerfile\\.integration\\.ts$']),
    ...(process.env.DASHBOARDS ? [] : ['/grafana/dashboards\\.integration\\.ts$']),
  ],
  globalSetup: '<rootDir>/tests/integration.setup.ts',
  globalTeardown: '<rootDir>/tests/integration.teardown.ts',
  testTimeout: 120_000,
  setupFiles: ['<rootDir>/tests/integration.worker.ts'],
  // They wait more than they compute. Servers that the environment names are shared, so that there is one worker (tests/integration.setup.ts).
  maxWorkers: process.env.MONGO_URL || process.env.KAFKA_BROKERS ? 1 : 6,
  // A test that failed may leave a consumer running; the run ends all the same.
  forceExit: true,
};
