// Unit tests: beside the code, and the model of all deciders together. No server, seconds.
import { base } from './jest.base.mjs';

export default { ...base, testMatch: ['<rootDir>/{apps,libs,tools,deploy}/**/*.spec.ts', '<rootDir>/tests/model/**/*.spec.ts'] };
