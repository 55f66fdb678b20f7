// Integration tests: a real Kafka and a real MongoDB for each worker, started once.
import { base, sharing } from './jest.base.mjs';

const worker = '<rootDir>/tests/integration.worker.ts';
// The image's own steps and Grafana's schema, which install or build for a minute or two, only for whoever asks: IMAGE=1, DASHBOARDS=1.
const testPathIgnorePatterns = [
  ...base.testPathIgnorePatterns,
  ...(process.env.IMAGE ? [] : ['/docker/dockerfile\\.integration\\.ts$']),
  ...(process.env.DASHBOARDS ? [] : ['/grafana/dashboards\\.integration\\.ts$']),
];
const files = ['/(libs|deploy)/.*\\.integration\\.ts$', '/tests/(integration|service)/.*\\.spec\\.ts$'];

/** They record the spans of a process, read its metrics as they stand or change its environment: a process has one. */
const ofAProcess = [
  '/telemetry/src/exporting\\.integration\\.ts$',
  '/local/observation\\.integration\\.ts$',
  '/integration/(metrics|relay\\.told-again|servers|step-links|traces)\\.spec\\.ts$',
];
/** They set a topic otherwise than others need it, or read the whole of one that others write too. */
const ofATopic = ['/integration/(mixed-builds|relay\\.refused|released|replay|restore\\.limits)\\.spec\\.ts$'];
const alone = [...ofAProcess, ...ofATopic];
/**
 * A service makes the topics of every event that its process knows: those that other tests make up are not among them. Whatever starts one is
 * here, for two processes of a service on the same servers would share its group.
 */
const ofServices = [
  '/tests/service/.*\\.spec\\.ts$',
  '/integration/(observer\\.tally|other-cluster)\\.spec\\.ts$',
  '/local/(gateway|system)\\.integration\\.ts$',
];

/** The processes that share modules share them within a project. */
const together = (testRegex, without) => ({
  ...sharing,
  testRegex,
  testPathIgnorePatterns: [...testPathIgnorePatterns, ...without],
  setupFiles: [...sharing.setupFiles, worker],
});
const testTimeout = 120_000;
process.env.TEST_LIMIT_MS = String(testTimeout);

export default {
  rootDir: base.rootDir,
  projects: [
    together(ofServices, []),
    together(files, [...ofServices, ...alone]),
    { ...base, testRegex: alone, testPathIgnorePatterns, setupFiles: [worker] },
  ],
  globalSetup: '<rootDir>/tests/integration.setup.ts',
  globalTeardown: '<rootDir>/tests/integration.teardown.ts',
  testTimeout,
  // They wait more than they compute. Servers that the environment names are shared, so that there is one worker (tests/integration.setup.ts).
  maxWorkers: process.env.MONGO_URL || process.env.KAFKA_BROKERS ? 1 : 6,
  // A test that failed may leave a consumer running; the run ends all the same.
  forceExit: true,
};
