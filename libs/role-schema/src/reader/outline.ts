/** The document as blocks: each heading with the lines below it, and what is neither. */
import { type Heading, headingOf, type Standing } from './headings.js';
import type { Line } from './lines.js';
import type { Place } from './sections.js';

export interface Note {
  line: number;
  text: string;
}

export interface Item {
  line: number;
  text: string;
  /** Came as a bullet. */
  listed: boolean;
}

export interface Block extends Standing {
  heading: Note | null;
  items: Item[];
}

export interface Outline {
  blocks: Block[];
  /** Headings inside a section that only divide its list, and lines that only lead into one ("You will:"). */
  dividers: Note[];
}

const leadIn = /\b(?:will|must|should|includes?|including|are|is|have|has|following|you|we|to)\b/i;
const documentKind = /^(?:job|role|position) description\b/i;
const plainHeadingCharactersMax = 60;
const wrappedLineCharactersMin = 60;

export function outlineOf(lines: readonly Line[]): Outline {
  const blocks: Block[] = [{ place: 'preamble', style: 'plain', heading: null, items: [] }];
  const dividers: Note[] = [];
  for (const [index, line] of lines.entries()) {
    const block = blocks.at(-1)!;
    if (line.text !== '') {
      const heading = headingOf(line, block) ?? plainHeading(line, lines, index, block);
      if (!heading || (block.place === 'preamble' && mayOpen(line, heading, block))) place(line, lines[index - 1], block);
      else if (heading.place === 'unknown' && divides(line, heading, block)) dividers.push(noteOf(line));
      else blocks.push(blockOf(line, heading));
    }
  }
  return { blocks, dividers };
}

function blockOf(line: Line, { place, style, inline }: Heading): Block {
  const items = inline === '' ? [] : [{ line: line.number, text: inline, listed: false }];
  return { place, style, heading: noteOf(line), items };
}

/** `previous` is undefined only for the first line, and no item stands above that. */
function place(line: Line, previous: Line | undefined, block: Block): void {
  const last = block.items.at(-1);
  if (last && continues(line, previous!, block)) last.text = `${last.text} ${line.text}`;
  else block.items.push({ line: line.number, text: line.text, listed: line.mark !== '' });
}

/** A line wrapped by hand: no blank line and no bullet before it, and it goes on in lower case, deeper, or after a long unfinished line. */
function continues(line: Line, previous: Line, block: Block): boolean {
  if (previous.text === '' || line.mark !== '' || line.level > 0) return false;
  if (block.place === 'preamble') return /^\p{Ll}/u.test(line.text);
  if (/^[\p{Ll}(]/u.test(line.text) || (previous.mark !== '' && line.indent > previous.indent)) return true;
  return previous.text.length > wrappedLineCharactersMin && !/[.!?:;]$/.test(previous.text);
}

/** A heading without any mark: a short line that stands alone above a bulleted list, in words that no section goes by. */
function plainHeading(line: Line, lines: readonly Line[], index: number, block: Block): Heading | null {
  if (line.mark !== '' || block.place === 'preamble' || line.text.length > plainHeadingCharactersMax) return null;
  if (/^\p{Ll}|[.,;:]$/u.test(line.text) || leadIn.test(line.text) || lines[index - 1]!.text !== '') return null;
  const next = lines[index + 1]?.text === '' ? lines[index + 2] : lines[index + 1];
  return next && next.mark !== '' ? { place: 'unknown', style: 'plain', inline: '', sure: false } : null;
}

/** Before the first section a heading in words of its own is the title: "# Skills Trainer", "Job description: Baker". */
function mayOpen(line: Line, heading: Heading, block: Block): boolean {
  return heading.place === 'unknown' || (block.items.length === 0 && (!heading.sure || documentKind.test(line.text)));
}

function divides(line: Line, heading: Heading, block: Block): boolean {
  return heading.style !== block.style || (heading.style === 'colon' && leadIn.test(line.text));
}

function noteOf({ number, text }: Line): Note {
  return { line: number, text };
}

/** All items of the blocks at a place. */
export function itemsAt(blocks: readonly Block[], wanted: Place | 'unknown' | 'preamble'): Item[] {
  return blocks.filter(({ place }) => place === wanted).flatMap(({ items }) => items);
}
