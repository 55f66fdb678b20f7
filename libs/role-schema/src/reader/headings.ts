/** Which lines are headings, and of what. */
import type { Line } from './lines.js';
import { type Place, placeOfHeading } from './sections.js';

/** How a heading is marked: headings marked alike stand side by side, others one below the other. */
export type HeadingStyle = 'plain' | 'capitals' | 'colon' | `level ${number}`;

export interface Heading {
  place: Place | 'unknown';
  style: HeadingStyle;
  /** What follows on the same line: "Keywords: a, b, c". */
  inline: string;
  /** In the very words of a known heading; else only of their kind. */
  sure: boolean;
}

/** Where a line stands: the place and mark of the last heading above it. */
export interface Standing {
  place: Place | 'unknown' | 'preamble';
  style: HeadingStyle;
}

const headingCharactersMax = 80;
const label = /^([^:]{1,79}):(.*)/;
/** A heading of its own, not an abbreviation that stands in a list: "OUR TEAM", "LOGISTICS", but not "SQL" or "ISO 9001". */
const capitalWords = /\p{L}{6}|\p{L} \p{L}/u;
const trimmed = /^[^\p{L}\p{N}]*(.*?)[^\p{L}\p{N}]*$/u;
const bareWords = new Set(['preferred', 'desired', 'desirable', 'required', 'minimum', 'essential', 'mandatory', 'bonus', 'a plus']);
const families: [RegExp, Place][] = [
  [/\bnice[ -]to|\b(?:preferred|desirable|desired|bonus)\b/, 'requirements.nice'],
  [/\bresponsibilit|\bduties\b|\bwhat you(?:'ll| will) (?:do|be doing)\b/, 'responsibilities.primary'],
  [/\b(?:qualifications|requirements|skills)\b|\bmust[ -]have|\bcompetenc|\bwhat you(?:'ll| will)? (?:bring|need)\b/, 'requirements'],
  [/\beducation/, 'education'],
  [/\bexperience$/, 'experience'],
];

/** Null: not a heading. "Preferred:" means something else below Education than below Skills. */
export function headingOf(line: Line, standing: Standing): Heading | null {
  const labelled = label.exec(line.text);
  if (!labelled && line.text.length > headingCharactersMax) return null;
  const name = labelled ? labelled[1]! : line.text;
  const inline = labelled ? labelled[2]!.trim() : '';
  if (line.mark !== '' && !isMarkedListHeading(line, labelled !== null, inline)) return null;
  const style = styleOf(line, name, labelled !== null);
  if (style === 'plain' && /^\p{Ll}/u.test(name)) return null;
  const place = placeOf(name);
  if (place) return { place: related(place, headingKey(name), style, standing), style, inline, sure: true };
  if (line.mark !== '' || style === 'plain' || inline !== '' || (style === 'capitals' && !capitalWords.test(name))) return null;
  return { place: families.find(([words]) => words.test(headingKey(name)))?.[1] ?? 'unknown', style, inline, sure: false };
}

/** Emoji, numbers' dots, colons, apostrophes and case do not matter; `&` is "and". */
function headingKey(text: string): string {
  return trimmed.exec(text)![1]!.toLowerCase().replace(/’/g, "'").replace(/ ?& ?/g, ' and ').replace(/,/g, '');
}

function placeOf(name: string): Place | undefined {
  return placeOfHeading.get(headingKey(name)) ?? placeOfHeading.get(headingKey(name.replace(/\([^()]*\)/g, '')));
}

/** A bullet may be a heading when it ends in a colon, a numbered line when it is one by its words. */
function isMarkedListHeading(line: Line, hasColon: boolean, inline: string): boolean {
  return inline === '' && (hasColon || /\d/.test(line.mark));
}

function styleOf(line: Line, name: string, hasColon: boolean): HeadingStyle {
  if (line.level > 0) return `level ${line.level}`;
  if (name === name.toUpperCase() && name !== name.toLowerCase()) return 'capitals';
  return hasColon ? 'colon' : 'plain';
}

function related(place: Place, key: string, style: HeadingStyle, standing: Standing): Place {
  const above = /^(?:education|experience)/.exec(standing.place)?.[0] as 'education' | 'experience' | undefined;
  if (!above || !bareWords.has(key) || (style !== 'colon' && style === standing.style)) return place;
  return place === 'requirements' ? above : `${above}.preferred`;
}
