/** readRole: from a role document to a Role, with what was not found and what was not understood. */
import { RoleDocumentError } from '../errors.js';
import type { Role } from '../schema.js';
import { documentText, roleDocumentLinesMax } from './document-text.js';
import { withoutFurniture } from './furniture.js';
import { gather } from './gather.js';
import { linesOf } from './lines.js';
import { type Block, type Item, itemsAt, type Note, outlineOf } from './outline.js';
import { payOf } from './pay.js';
import { preambleOf, titleOf } from './preamble.js';
import { headingsOf, type Section, sections } from './sections.js';
import { documentWords } from './tags.js';

export interface RoleReading {
  role: Role;
  /** Sections that the document does not have, or has empty. */
  notFound: Section[];
  /** Lines that say something which the reader could not place. */
  notUnderstood: Note[];
  /** Lines understood and left out: navigation, what is about the employer, sub-headings, introductions, repetitions. */
  skipped: Note[];
}

/**
 * Reads a role document: text, or bytes of UTF-8 text. Linear in its length.
 * Throws nothing but RoleDocumentError: empty, not text, too large, or with neither responsibilities nor requirements.
 */
export function readRole(input: string | Uint8Array): RoleReading {
  const all = linesOf(documentText(input));
  if (all.length > roleDocumentLinesMax) {
    throw new RoleDocumentError('role-document/too-large', `The document has more than ${roleDocumentLinesMax} lines.`);
  }
  const { lines, furniture } = withoutFurniture(all);
  const { blocks, dividers } = outlineOf(lines);
  const preamble = preambleOf(itemsAt(blocks, 'preamble'), documentWords(blocks));
  const { requirements, primary, secondary, skipped } = gather(blocks);
  if (requirements.length + primary.length + secondary.length === 0) throw nothingAsked(blocks, lines.length);

  const title = itemsAt(blocks, 'title');
  const pay = itemsAt(blocks, 'salary').map((item) => ({ item, reading: payOf(item.text) }));
  const ofKind = (kind: string) => requirements.filter((requirement) => requirement.kind === kind);
  const role: Role = {
    schemaVersion: 1,
    title: title[0] ? titleOf(title[0].text) : preamble.title,
    tags: [...preamble.tags, ...namesAt(blocks, 'tags')],
    band: preamble.band ?? pay.find(({ reading }) => reading?.band)?.reading?.band ?? null,
    definition: [...preamble.definition, ...textsAt(blocks, 'definition')].join('\n'),
    careerPath: {
      entryFrom: textsAt(blocks, 'careerPath.entryFrom'),
      advancementTo: textsAt(blocks, 'careerPath.advancementTo'),
      lateral: textsAt(blocks, 'careerPath.lateral'),
    },
    responsibilities: { primary, secondary },
    requirements: { hard: ofKind('hard'), soft: ofKind('soft'), education: ofKind('education'), experience: ofKind('experience') },
    fieldsOfStudy: namesAt(blocks, 'fieldsOfStudy'),
    keywords: namesAt(blocks, 'keywords'),
  };
  const unplaced = [
    ...itemsAt(blocks, 'careerPath'),
    ...title.slice(1),
    ...pay.filter(({ reading }) => !reading || reading.unclear).map(({ item }) => item),
  ];
  return {
    role,
    notFound: sections.filter((section) => isMissing(role, section)),
    notUnderstood: notes(preamble.notUnderstood, withHeadings(blocks, 'unknown'), unplaced),
    skipped: notes(furniture, preamble.skipped, withHeadings(blocks, 'aside'), dividers, skipped),
  };
}

function textsAt(blocks: readonly Block[], place: Block['place']): string[] {
  return itemsAt(blocks, place).map(({ text }) => text);
}

/** Bullets as they are; a running line parts at its commas. */
function namesAt(blocks: readonly Block[], place: Block['place']): string[] {
  return itemsAt(blocks, place).flatMap(({ text, listed }) => (listed ? [text] : namesIn(text)));
}

function namesIn(text: string): string[] {
  return text
    .split(/[,;|•·]/)
    .map((name) => name.trim().replace(/\.$/, ''))
    .filter((name) => name !== '');
}

function withHeadings(blocks: readonly Block[], place: Block['place']): Note[] {
  return blocks
    .filter((block) => block.place === place)
    .flatMap(({ heading, items }) => [heading!, ...items.filter(({ line }) => line !== heading!.line)]);
}

function notes(...lists: (Note | Item)[][]): Note[] {
  return lists
    .flat()
    .map(({ line, text }) => ({ line, text }))
    .sort((left, right) => left.line - right.line);
}

function isMissing(role: Role, section: Section): boolean {
  const [part, inner] = (section === 'salary' ? 'band' : section).split('.') as [keyof Role, string | undefined];
  const value = inner === undefined ? role[part] : (role[part] as Record<string, unknown>)[inner];
  return value === null || (value as string | unknown[]).length === 0;
}

function nothingAsked(blocks: readonly Block[], lines: number): RoleDocumentError {
  const headings = blocks.flatMap(({ heading }) => heading ?? []);
  return new RoleDocumentError('role-document/no-requirements', 'The document names neither responsibilities nor requirements.', {
    missing: ['responsibilities', 'requirements'],
    lookedFor: headingsOf('responsibilities.primary', 'requirements'),
    headings,
    lines,
  });
}
