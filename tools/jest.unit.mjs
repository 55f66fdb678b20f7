// Unit tests: beside the code. No server, seconds.
import { base } from './jest.base.mjs';
import { ofTheWhole } from './jest.whole.mjs';

export default {
  ...base,
  testMatch: ['<rootDir>/{apps,libs,tools,deploy}/**/*.spec.ts'],
  testPathIgnorePatterns: [...base.testPathIgnorePatterns, ...ofTheWhole],
  maxWorkers: '100%',
};
