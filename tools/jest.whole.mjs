// Tests without a server that take their time: the model of all services together, properties and fuzzing, the documents generated from the code.
import { base } from './jest.base.mjs';

/** Beside what they test, but too slow for the unit tests. */
const slow = ['tools/documents', 'tools/generated', 'libs/role-schema/src/fuzz', '{apps,libs}/**/*.properties'];
/** The same as regular expressions on paths. */
export const ofTheWhole = [
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
