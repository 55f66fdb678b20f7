// Unit tests: beside the code, no server, seconds.
import { base } from './jest.base.mjs';

export default { ...base, testMatch: ['<rootDir>/{apps,libs,tools,deploy}/**/*.spec.ts'] };
