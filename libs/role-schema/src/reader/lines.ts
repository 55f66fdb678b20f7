/** Lines of a document, freed of bullets and Markdown, with what their form says. */

export interface Line {
  /** Counted from 1 in the document as it was given. */
  number: number;
  /** Without bullet, Markdown marks and outer blanks. Empty for a blank line. */
  text: string;
  /** The bullet or number in front, '' for none. */
  mark: string;
  /** Blanks before the text or its bullet. */
  indent: number;
  /** Depth of a Markdown heading; 0: none. A line wholly in bold is a heading of depth 7. */
  level: number;
}

const lineEnd = /\r\n|[\n\r\u0085\u2028\u2029]/;
const bulletMark = /^(?:[•◦▪▫●○‣⁃∙·➢➤►▶✓✔☐✅■□◆❖»]\s*|[-–—*+](?:\s+|(?=\p{L}))|(?:o|\d{1,2}[.)]|[a-z]\))\s+)/u;
const bold = /^(\*{2,3}|_{2,3})(?:(?!\1).)+\1:?$/;
const boldLineLevel = 7;

export function linesOf(text: string): Line[] {
  return text.split(lineEnd).map((raw, index) => lineOf(raw, index + 1));
}

function lineOf(raw: string, number: number): Line {
  const spaced = raw.replace(/[\t\v\f\u00a0\u2000-\u200a\u202f\u3000]/g, ' ');
  const body = spaced.trim();
  const indent = spaced.length - spaced.trimStart().length;
  if (/^(?:[-*_=] ?){3,}$/.test(body)) return { number, text: '', mark: '', indent, level: 0 };
  const heading = /^(#{1,6}) /.exec(body);
  if (heading)
    return { number, text: plain(body.slice(heading[0].length).replace(/ #{1,6}$/, '')), mark: '', indent, level: heading[1]!.length };
  if (bold.test(body)) return { number, text: plain(body), mark: '', indent, level: boldLineLevel };
  const mark = bulletMark.exec(body);
  const rest = mark ? body.slice(mark[0].length).replace(/^\[[ xX]\] /, '') : body;
  return { number, text: plain(rest), mark: mark?.[0].trim() ?? '', indent, level: 0 };
}

/** Inline Markdown off; the words stay. */
function plain(text: string): string {
  return text
    .replace(/\[([^[\]]{1,200})\]\([^()\s]{1,500}\)/g, '$1')
    .replace(/\*{2,}|_{2,}|`/g, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}
