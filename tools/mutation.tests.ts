/**
 * The unit tests of one part as one test file, for mutation testing: loading the code costs more than running the tests, and is done once
 * for each mutant. Properties come last, for most mutants are found before; fuzzing is left out, for it costs seconds and says only that
 * no input breaks the code.
 */
import { join } from 'node:path';
import { projectRoot, readSources } from './sources.ts';

const specs = readSources([`${process.env.MUTATION_PART}/src/**/*.spec.ts`])
  .map(({ path }) => path)
  .filter((path) => !path.endsWith('fuzz.spec.ts'));
const drawsManyCases = (path: string): boolean => path.endsWith('properties.spec.ts');

for (const path of [...specs.filter((spec) => !drawsManyCases(spec)), ...specs.filter(drawsManyCases)])
  await import(join(projectRoot, path));
