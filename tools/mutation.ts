/**
 * Mutation testing of deciders, approvals and the role schema: `npm run mutation`, or of some parts `… -- libs/approval apps/offer`.
 * Each part is tried with its own tests only; every part must reach the threshold of stryker.config.mjs. Exits 1 when one does not.
 */
import { spawnSync } from 'node:child_process';
import { isTest, projectRoot, readCode, serviceOf } from './sources.ts';
import { deciderSources } from './tidy/deciders.ts';

const pureLibs = ['libs/approval', 'libs/role-schema'];
/** Sentences for people, and doors of libs: nothing in them decides. */
const decidesNothing = /rejections\.ts$|\/index\.ts$/;

/** Libs that are pure, and the services that have a decider. */
export const parts = (): string[] => [...pureLibs, ...new Set(deciderSources(readCode()).map(({ path }) => `apps/${serviceOf(path)}`))];

export function decidingFiles(part: string): string[] {
  const code = readCode();
  const own = pureLibs.includes(part) ? code : deciderSources(code);
  return own.map(({ path }) => path).filter((path) => path.startsWith(`${part}/`) && !isTest(path) && !decidesNothing.test(path));
}

function main(named: readonly string[]): number {
  const failed = (named.length > 0 ? named : parts()).filter((part) => {
    process.stdout.write(`\n${part}: ${decidingFiles(part).length} files\n`);
    const env = { ...process.env, MUTATION_PART: part };
    const args = ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', 'tools/stryker.config.mjs'];
    return spawnSync(process.execPath, args, { cwd: projectRoot, stdio: 'inherit', env }).status !== 0;
  });
  if (failed.length > 0) process.stderr.write(`too many mutants survived in ${failed.join(', ')}\n`);
  return failed.length > 0 ? 1 : 0;
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2));
