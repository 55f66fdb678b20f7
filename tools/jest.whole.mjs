// Tests that take their time, without Kafka and MongoDB: the model of all services together, properties and fuzzing, the project's own tools
// and files, what is generated from the code, alerts and panels on a real Prometheus.
import { base, ofTheWhole, sharing } from './jest.base.mjs';

/** They define events and feed metrics of their own, which others would find in what they generate, count and ask for. */
const alone = ['/tools/(tidy/rules|observe/ask-panels)\\.spec\\.ts$'];
const files = ['/tests/model/.*\\.spec\\.ts$', '/(tools|deploy)/.*\\.spec\\.ts$', ...ofTheWhole];
const testTimeout = 60_000;
process.env.TEST_LIMIT_MS = String(testTimeout);

export default {
  rootDir: base.rootDir,
  projects: [
    { ...sharing, testRegex: files, testPathIgnorePatterns: [...base.testPathIgnorePatterns, ...alone] },
    { ...base, testRegex: alone },
  ],
  testTimeout,
  maxWorkers: '100%',
};
