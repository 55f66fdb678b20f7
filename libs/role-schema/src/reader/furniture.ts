/** Page furniture: navigation that was copied along with the document ("Back to Home" above it, and glued to its last word). */
import type { Line } from './lines.js';
import type { Note } from './outline.js';

const navigation = /^(?:back(?: to .{1,30})?|home|menu|skip to (?:main )?content|print|share|apply(?: now)?|save(?: job)?|[←<] .{0,40})$/i;
const furnitureCharactersMax = 40;

export function isNavigation(text: string): boolean {
  return navigation.test(text);
}

/** Takes the last line's navigation away: a line of it, or the document's own first line glued to the end. */
export function withoutFurniture(lines: readonly Line[]): { lines: Line[]; furniture: Note[] } {
  const last = lines.findLast(({ text }) => text !== '');
  if (!last) return { lines: [...lines], furniture: [] };
  if (isNavigation(last.text)) return { lines: lines.filter((line) => line !== last), furniture: [{ line: last.number, text: last.text }] };
  const first = lines.find(({ text }) => text !== '')!;
  const rest = last.text.slice(0, -first.text.length);
  if (first.text.length > furnitureCharactersMax || !last.text.endsWith(first.text) || !/[\p{L}\p{N}.!?)]$/u.test(rest)) {
    return { lines: [...lines], furniture: [] };
  }
  return {
    lines: lines.filter((line) => line !== first).map((line) => (line === last ? { ...line, text: rest } : line)),
    furniture: [first, last].map(({ number }) => ({ line: number, text: first.text })),
  };
}
