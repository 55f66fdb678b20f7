// Jest for every kind of test: TypeScript through SWC as ES modules; libs are read from their sources, so no build is needed.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const { $schema, ...swc } = JSON.parse(readFileSync(new URL('./swc.json', import.meta.url), 'utf8'));

const common = {
  rootDir: fileURLToPath(new URL('..', import.meta.url)),
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['/dist/', '/.nx/', '/.stryker-tmp/', '/.rolecall/'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/.stryker-tmp/'],
};

/** Each file is a world of its own. */
export const base = {
  ...common,
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', { ...swc, sourceMaps: 'inline' }] },
  moduleNameMapper: { '^@rolecall/([^/]+)$': '<rootDir>/libs/$1/src/index.ts', '^(\\.{1,2}/.*)\\.js$': '$1' },
};

/** The files of a worker share what they load, which is most of what a small one costs, and whatever a process has one of. */
export const sharing = {
  ...common,
  runner: ['<rootDir>/tools/jest.runner.mjs', { runtime: 'child_process' }],
  setupFiles: ['<rootDir>/tools/typescript.mjs', '<rootDir>/tools/jest.limits.mjs'],
  transform: {},
};

/** Beside what they test, but too slow for the unit tests: they go with the tests of the whole. */
export const ofTheWhole = ['/role-schema/src/fuzz\\.spec\\.ts$', '\\.properties\\.spec\\.ts$'];
