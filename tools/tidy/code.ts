/** The code of a TypeScript file alone: comments, texts and patterns are blanked out, so that lines and columns stay. */

export interface Finding {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly what: string;
}

export const said = ({ path, line, what }: Finding): string => `${path}:${line} ${what}`;

const known = new Map<string, { readonly code: string; readonly comments: string }>();

export const codeOf = (text: string): string => partsOf(text).code;
export const commentsOf = (text: string): string => partsOf(text).comments;

function partsOf(text: string): { readonly code: string; readonly comments: string } {
  const before = known.get(text);
  if (before) return before;
  const kept = { code: '', comments: '' };
  let last = '';
  for (let at = 0; at < text.length; ) {
    const piece = pieceAt(text, at, last);
    const blank = piece.text.replace(/[^\n]/g, ' ');
    kept.code += piece.kind === 'code' ? piece.text : blank;
    kept.comments += piece.kind === 'comment' ? piece.text : blank;
    if (piece.kind !== 'comment' && piece.text.trim() !== '') last = piece.text;
    at += piece.text.length;
  }
  known.set(text, kept);
  return kept;
}

interface Piece {
  readonly kind: 'code' | 'comment' | 'text';
  readonly text: string;
}

const comment = /\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const quoted = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/y;
const pattern = /\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;
const code = /[\w$]+|\s+|./y;

function pieceAt(text: string, at: number, last: string): Piece {
  const found = (expression: RegExp): string | undefined => {
    expression.lastIndex = at;
    return expression.exec(text)?.[0];
  };
  const remark = found(comment);
  if (remark) return { kind: 'comment', text: remark };
  const literal =
    found(quoted) ?? (text[at] === '`' ? templateAt(text, at) : undefined) ?? (beginsPattern(last) ? found(pattern) : undefined);
  return literal ? { kind: 'text', text: literal } : { kind: 'code', text: found(code) as string };
}

/** A slash begins a pattern where a value is expected, and divides after one. `last`: the piece before it. */
const beginsPattern = (last: string): boolean => /^(?:|[=(,:[!&|?{};>]|return)$/.test(last);

/** Up to the closing backtick; a template within `${…}` is a part of it. */
function templateAt(text: string, start: number): string {
  let depth = 0;
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (depth === 0 && text[at] === '`') return text.slice(start, at + 1);
    else if (text.startsWith('${', at)) depth += 1;
    else if (depth > 0 && text[at] === '}') depth -= 1;
    else if (depth > 0 && text[at] === '`') at += templateAt(text, at).length - 1;
  }
  return text.slice(start);
}

/** Every match of a pattern, as a finding. */
export function found(path: string, text: string, expression: RegExp, what: (match: RegExpExecArray) => string): Finding[] {
  return [...text.matchAll(expression)].map((match) => ({ path, line: lineOf(text, match.index), what: what(match) }));
}

const lineOf = (text: string, index: number): number => text.slice(0, index).split('\n').length;
