/** Attributes of spans are named by the constants of telemetry, which hold them to one version of the conventions. */
import type { SourceFile } from '../sources.ts';
import { type Finding, found } from './code.ts';

const home = 'libs/telemetry/src/conventions.ts';
const literal = /(['"`])([a-z]+(?:[._][a-z]+)+)\1/g;
/** Whatever begins so is a name of the conventions, also one that we do not use. */
const theirs = /^(?:messaging|kafka|db|http|url|server|network|exception)\./;

export function strayAttributes(files: readonly SourceFile[], names: readonly string[]): Finding[] {
  return files
    .filter(({ path }) => path !== home)
    .flatMap(({ path, text }) =>
      found(path, text, literal, ([, , name = '']) => name)
        .filter(({ what }) => theirs.test(what) || names.includes(what))
        .map((finding) => ({ ...finding, what: `says '${finding.what}'; use \`attribute\` of telemetry` })),
    );
}
