// The unit tests as `npm test` runs them: every statement that decides (deciders, approvals, the role schema) is covered, or they fail.
import unit from './jest.unit.mjs';
import { decidingFiles, parts } from './mutation.ts';

const deciding = parts().flatMap(decidingFiles);
process.env.COUNTED_FILES = JSON.stringify(deciding);

export default {
  ...unit,
  collectCoverage: true,
  coverageProvider: 'babel',
  collectCoverageFrom: deciding,
  coverageReporters: ['text-summary'],
  coverageThreshold: { global: { statements: 100 } },
};
