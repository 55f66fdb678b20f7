/** Comments: one at the head of each file; no banners, no code that was commented out, nothing left to do. */
import type { SourceFile } from '../sources.ts';
import { commentsOf, type Finding, found } from './code.ts';

export const headless = (files: readonly SourceFile[]): Finding[] =>
  files
    .filter(({ text }) => !/^(?:\/\/ Stryker .*\n)?\/\*\*\s/.test(text))
    .map(({ path }) => ({ path, line: 1, what: 'does not begin with a doc comment that says what the file is for' }));

const banner = /^[ \t]*(?:\/\/|\*|\/\*+)[ \t]*[-=*#~_]{4,}.*$/gm;
const leftOver = /\b(?:TODO|FIXME|XXX|HACK)\b/g;
/** A line comment that ends or begins like a statement. Prose ends with a full stop. */
const deadCode =
  /^[ \t]*\/\/[ \t]*(?:(?:import|export|const|let|var|return|throw|await|if|for|while|switch)\b.*[;{)]|[\w.]+\(.*\);?|[\w.]+ = .*;|[})\]];?,?|.*[;{])[ \t]*$/gm;

export function untidyComments(files: readonly SourceFile[]): Finding[] {
  return files.flatMap(({ path, text }) => {
    const comments = commentsOf(text);
    return [
      ...found(path, comments, banner, () => 'has a banner; a file that needs one is two files'),
      ...found(path, comments, deadCode, () => 'has code in a comment; the history keeps it'),
      ...found(path, comments, leftOver, ([word]) => `says ${word}; do it, or file an issue`),
    ];
  });
}
