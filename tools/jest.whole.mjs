// Tests that take their time, without Kafka and MongoDB: the model of all services together, properties and fuzzing, what is generated from
// the code, alerts and panels on a real Prometheus.
import { base } from './jest.base.mjs';

/** Beside what they test, but too slow for the unit tests. */
const slow = [
  'deploy/prometheus/promtool',
  'tools/observe/ask-panels',
  'tools/documents',
  'tools/generated',
  'libs/role-schema/src/fuzz',
  '{apps,libs}/**/*.properties',
];
/** The same as regular expressions on paths. */
export const ofTheWhole = [
  '/(promtool|ask-panels)\\.spec\\.ts$',
  '/tools/(documents|generated)\\.spec\\.ts$',
  '/libs/role-schema/src/fuzz\\.spec\\.ts$',
  '\\.properties\\.spec\\.ts$',
];

export default {
  ...base,
  testMatch: ['<rootDir>/tests/model/**/*.spec.ts', ...slow.map((path) => `<rootDir>/${path}.spec.ts`)],
  testTimeout: 60_000,
  maxWorkers: '100%',
};
