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
  /^(?:key responsibilities and required skills for|(?:job |role |position )?(?:title|position|role)\s?:|job (?:description|posting|ad)\s?(?:for|of|:|-|–|—)|we(?:['’]re| are) (?:hiring|looking for)(?: an?| our)?:?|vacancy:|hiring:) /i;
const titleTail = /[-–—|:,( ]{1,4}(?:job description|job posting|role description|role profile|m\/[fw]\/[dx]|[fw]\/m\/[dx])\)?$/i;
const documentKind =
  /^(?:job description|job posting|role description|role profile|position description|job specification|vacancy|job ad(?:vertisement)?)$/i;
const titleCharactersMax = 120;
const paragraphCharactersMin = 80;

export function preambleOf(items: readonly Item[], words: ReadonlySet<string>): Preamble {
  const preamble: Preamble = { title: '', tags: [], band: null, definition: [], notUnderstood: [], skipped: [] };
  const titled = items.findIndex((item) => titleFrame.test(item.text) && mayBeTitle(item));
  items.forEach((item, index) => {
    const isTitle = titled < 0 ? preamble.title === '' && mayBeTitle(item) : index === titled;
    if (isTitle) preamble.title = titleOf(item.text);
    else if (index < titled || saysNothing(item.text)) preamble.skipped.push(noteOf(item));
    else sort(item, preamble, words);
  });
  return preamble;
}

export function titleOf(text: string): string {
  return text.replace(titleFrame, '').replace(titleTail, '');
}

function mayBeTitle({ text, listed }: Item): boolean {
  return !listed && text.length <= titleCharactersMax && !/[.!?]$/.test(text) && !saysNothing(text) && !payOf(text);
}

/** Navigation, the name of a document's kind, or what leads up to a title and stands without it ("We are hiring:"). */
function saysNothing(text: string): boolean {
  return isNavigation(text) || documentKind.test(text) || titleOf(`${text} `) === '';
}

function sort(item: Item, preamble: Preamble, words: ReadonlySet<string>): void {
  const { text } = item;
  const pay = payOf(text);
  const tags = pay || preamble.tags.length > 0 ? undefined : tagsOf(text, words);
  if (pay && !pay.unclear) preamble.band ??= pay.band;
  else if (tags) preamble.tags = tags;
  else if (!pay && (text.length >= paragraphCharactersMin || /[.!?]$/.test(text))) preamble.definition.push(text);
  else preamble.notUnderstood.push(noteOf(item));
}

function noteOf({ line, text }: Item): Note {
  return { line, text };
}
