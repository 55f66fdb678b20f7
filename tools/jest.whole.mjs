// Tests that take their time, without Kafka and MongoDB: the model of all services together, properties and fuzzing, the project's own tools
// and files, what is generated from the code, alerts and panels on a real Prometheus.
import { base } from './jest.base.mjs';

/** Beside what they test, but too slow for the unit tests. */
export const ofTheWhole = ['/role-schema/src/fuzz\\.spec\\.ts$', '\\.properties\\.spec\\.ts$'];

export default {
  ...base,
  testRegex: ['/tests/model/.*\\.spec\\.ts$', '/(tools|deploy)/.*\\.spec\\.ts$', ...ofTheWhole],
  testTimeout: 60_000,
  maxWorkers: '100%',
};
