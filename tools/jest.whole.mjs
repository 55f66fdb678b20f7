// Tests of the whole without a server: the model of all services together, and the documents generated from them.
import { base } from './jest.base.mjs';

/** Beside their tools, but too slow for the unit tests: they load every service. */
export const ofTheWhole = ['/tools/documents.spec.ts', '/tools/generated.spec.ts'];

export default {
  ...base,
  testMatch: ['<rootDir>/tests/model/**/*.spec.ts', ...ofTheWhole.map((path) => `<rootDir>${path}`)],
  testTimeout: 60_000,
};
