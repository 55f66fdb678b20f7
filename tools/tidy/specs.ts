/** Tests run all, and their names are guarantees. */
import type { SourceFile } from '../sources.ts';
import { codeOf, type Finding, found } from './code.ts';

const leftOut = /\b(?:it|test|describe)(?:\.concurrent)?\.(?:only|skip|todo|failing)\b|\b[fx](?:it|describe)\(/g;
const named = /(?:\b(?:it|test|describe)\(|\]\)\(|\)\()\s*['"`]([^'"`\n]*)/g;

export function untidySpecs(files: readonly SourceFile[]): Finding[] {
  return files.flatMap(({ path, text }) => [
    ...found(path, codeOf(text), leftOut, ([word]) => `says ${word}; every test runs, or is not there`),
    ...found(path, text, named, ([, name = '']) => name)
      .filter(({ what }) => /\bshould\b/i.test(what))
      .map((finding) => ({ ...finding, what: `names a test "${finding.what}"; say what holds, not what should` })),
  ]);
}
