// Integration, flow and fault tests: real Kafka and MongoDB, started once by tests/servers.ts.
import { base } from './jest.base.mjs';

export default {
  ...base,
  testMatch: ['<rootDir>/libs/**/*.integration.ts', '<rootDir>/tests/**/*.spec.ts'],
  testTimeout: 60_000,
};
