/** How long files and functions are. Functions are found by the indentation that the formatter gives them. */
import { isTest, type SourceFile } from '../sources.ts';
import { codeOf, type Finding } from './code.ts';

export const fileLinesMax = 200;
export const testLinesMax = 350;
export const functionLinesMax = 50;

const linesOf = (text: string): string[] => text.trimEnd().split('\n');

export function longFiles(files: readonly SourceFile[]): Finding[] {
  return files.flatMap(({ path, text }) => {
    const max = isTest(path) ? testLinesMax : fileLinesMax;
    const lines = linesOf(text).length;
    return lines > max ? [{ path, line: lines, what: `has ${lines} lines, ${max} are the limit: take one subject out of it` }] : [];
  });
}

export function longFunctions(files: readonly SourceFile[]): Finding[] {
  return files.flatMap(({ path, text }) =>
    functionsIn(text)
      .filter(({ lines }) => lines > functionLinesMax)
      .map(({ line, lines }) => ({
        path,
        line,
        what: `is a function of ${lines} lines, ${functionLinesMax} are the limit: name a part of it`,
      })),
  );
}

export interface FunctionLines {
  readonly line: number;
  readonly lines: number;
}

const keywordBlock = /^\s*(?:\} )?(?:if|else|for|while|switch|catch|try|do|finally)\b/;
const arrow = /=>(?: [({[]+)?$/;
const named =
  /^\s*(?:export |default |async |static |private |protected |public |override |get |set )*(?:function\b.*|[\w$#]+(?:<.*>)?\(.*\).*) \{$/;
const endOfSignature = /^\s*\).* \{$/;

export function functionsIn(text: string): FunctionLines[] {
  const lines = linesOf(codeOf(text)).map((line) => line.trimEnd());
  return lines.flatMap((line, at) => {
    if (keywordBlock.test(line) || !(arrow.test(line) || named.test(line) || endOfSignature.test(line))) return [];
    const start = endOfSignature.test(line) ? beginOf(lines, at) : at;
    if (keywordBlock.test(lines[start] ?? '')) return [];
    return [{ line: start + 1, lines: endOf(lines, at) - start + 1 }];
  });
}

const indentation = (line = ''): number => line.length - line.trimStart().length;

/** The line where a signature of several lines begins. */
function beginOf(lines: readonly string[], end: number): number {
  const indent = indentation(lines[end]);
  const before = lines.slice(0, end).findLastIndex((line) => line.trim() !== '' && indentation(line) <= indent);
  return Math.max(before, 0);
}

/** The last line that is indented deeper, and the closing bracket after it. */
function endOf(lines: readonly string[], start: number): number {
  const indent = indentation(lines[start]);
  const after = lines.findIndex((line, at) => at > start && line.trim() !== '' && indentation(line) <= indent);
  if (after < 0) return lines.length - 1;
  return /^\s*[})\]]/.test(lines[after] ?? '') ? after : after - 1;
}
