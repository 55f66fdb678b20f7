/** Rows as CSV (RFC 4180). A text that a spreadsheet would take for a formula is quoted, so that it stays a text. Pure. */
import type { Cell, Row } from './counting.js';

const formula = /^[=+\-@\t\r]/;

export const csvOf = (columns: readonly string[], rows: readonly Row[]): string =>
  [columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))]
    .map((cells) => `${cells.map(written).join(',')}\r\n`)
    .join('');

function written(cell: Cell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  const text = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
