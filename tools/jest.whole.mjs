// Tests of the whole without a server: the model of all services together, the documents generated from them, and fuzzing.
import { base } from './jest.base.mjs';

/** Beside what they test, but too slow for the unit tests. */
export const ofTheWhole = ['/tools/documents.spec.ts', '/tools/generated.spec.ts', '/libs/role-schema/src/fuzz.spec.ts'];

export default {
  ...base,
  testMatch: ['<rootDir>/tests/model/**/*.spec.ts', ...ofTheWhole.map((path) => `<rootDir>${path}`)],
  testTimeout: 60_000,
};
