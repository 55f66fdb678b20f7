/** What stands before the first heading: navigation, title, pay, tags, sometimes a first paragraph. */
import type { PayBand } from '../schema.js';
import { isNavigation } from './furniture.js';
import type { Item, Note } from './outline.js';
import { payOf } from './pay.js';
import { tagsOf } from './tags.js';

export interface Preamble {
  title: string;
  tags: string[];
  band: PayBand | null;
  definition: string[];
  notUnderstood: Note[];
  /** Understood, and no part of a role. */
  skipped: Note[];
}

const titleFrame =
  /^(?:key responsibilities and required skills for|(?:job |role |position )?(?:title|position|role)\s?:|job (?:description|posting|ad)\s?(?:for|of|:|-|–|—)|we(?:'re| are) (?:hiring|looking for)(?: an?| our)?:?|vacancy:|hiring:) /i;
const titleTail = / ?(?:[-–—|:,(] ?)(?:job description|job posting|role description|role profile|m\/[fw]\/[dx]|[fw]\/m\/[dx])\)?$/i;
const documentKind =
  /^(?:job description|job posting|role description|role profile|position description|job specification|vacancy|job ad(?:vertisement)?)$/i;
const titleCharactersMax = 120;
const paragraphCharactersMin = 80;
const labelled = /^[\p{L} /]{2,30}: \S/u;

export function preambleOf(items: readonly Item[], words: ReadonlySet<string>): Preamble {
  const preamble: Preamble = { title: '', tags: [], band: null, definition: [], notUnderstood: [], skipped: [] };
  const titled = items.findIndex(({ text }) => titleFrame.test(`${text} `) && !documentKind.test(text));
  items.forEach((item, index) => {
    const isTitle = titled < 0 ? preamble.title === '' && mayBeTitle(item) : index === titled;
    if (isTitle) preamble.title = titleOf(item.text);
    else if (index < titled || isNavigation(item.text) || documentKind.test(item.text)) preamble.skipped.push(noteOf(item));
    else sort(item, preamble, words);
  });
  return preamble;
}

export function titleOf(text: string): string {
  return text.replace(titleFrame, '').replace(titleTail, '').trim();
}

function mayBeTitle({ text, listed }: Item): boolean {
  return (
    !listed && text.length <= titleCharactersMax && !/[.!?]$/.test(text) && !isNavigation(text) && !documentKind.test(text) && !payOf(text)
  );
}

function sort(item: Item, preamble: Preamble, words: ReadonlySet<string>): void {
  const { text } = item;
  const pay = payOf(text);
  const tags = pay || preamble.tags.length > 0 || labelled.test(text) ? undefined : tagsOf(text, words);
  if (pay && !pay.unclear) preamble.band ??= pay.band;
  else if (tags) preamble.tags = tags;
  else if (!pay && (text.length >= paragraphCharactersMin || /[.!?]$/.test(text))) preamble.definition.push(text);
  else preamble.notUnderstood.push(noteOf(item));
}

function noteOf({ line, text }: Item): Note {
  return { line, text };
}
