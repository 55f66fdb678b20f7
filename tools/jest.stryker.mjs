// Jest within Stryker's sandbox, a copy of the project in .stryker-tmp: the tests of the part that is mutated, loaded once for each mutant.
import { fileURLToPath } from 'node:url';
import { base } from './jest.base.mjs';

export default {
  ...base,
  testEnvironment: fileURLToPath(new URL('./mutation.environment.mjs', import.meta.url)),
  testMatch: ['<rootDir>/tools/mutation.tests.ts'],
  modulePathIgnorePatterns: ['/dist/'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
};
