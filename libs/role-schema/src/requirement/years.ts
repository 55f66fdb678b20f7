/** Years of experience as texts state them. */
import type { Requirement } from '../schema.js';

const numerals =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );
const number = `(\\d{1,2}(?:\\.5)?|${numerals.join('|')})`;
const stated = new RegExp(
  `(?<![\\d.,$€£-]|within )\\b${number}(?: ?\\(\\d{1,2}\\))? ?(\\+|plus\\b|or more\\b)?(?: ?(?:-|–|—|to|or) ?${number} ?(\\+|or more\\b)?)?[ -]?(years?|yrs?|months?)\\b(?!['’]? (?:of age|old|or older))`,
  'iu',
);

/** Where the years stand in the text, and how many. Undefined: none are stated. The first statement counts. */
export function yearsIn(text: string): { years: NonNullable<Requirement['years']>; start: number; end: number } | undefined {
  const match = stated.exec(text);
  if (!match) return undefined;
  const [all, from, openFrom, to, openTo, unit] = match;
  const perYear = /m/i.test(unit!) ? 12 : 1;
  const closed = to !== undefined && !openFrom && !openTo;
  const years = { min: numberFrom(from!) / perYear, ...(closed && { max: numberFrom(to) / perYear }) };
  return { years, start: match.index, end: match.index + all.length };
}

function numberFrom(text: string): number {
  const numeral = numerals.indexOf(text.toLowerCase());
  return numeral < 0 ? Number(text) : numeral + 1;
}
