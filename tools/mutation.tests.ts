/**
 * The unit tests of one part as one test file, for mutation testing: loading the code costs more than running the tests, and is done once
 * for each mutant. Those that draw many random cases come last, for most mutants are found before.
 */
import { join } from 'node:path';
import { projectRoot, readSources } from './sources.ts';

const specs = readSources([`${process.env.MUTATION_PART}/src/**/*.spec.ts`]).map(({ path }) => path);
const drawsManyCases = (path: string): boolean => /properties|fuzz/.test(path);

for (const path of [...specs.filter((spec) => !drawsManyCases(spec)), ...specs.filter(drawsManyCases)])
  await import(join(projectRoot, path));
