/** The items of each place as lists, requirements and duties. */
import { requirementOf } from '../requirement/requirement.js';
import type { Requirement } from '../schema.js';
import type { Block, Item, Note } from './outline.js';
import type { Place } from './sections.js';

export interface Gathered {
  requirements: Requirement[];
  primary: Requirement[];
  secondary: Requirement[];
  /** Introductions to a list, and what was said before in the same words. */
  skipped: Note[];
}

interface Asked {
  kind?: Requirement['kind'];
  importance: Requirement['importance'];
}

/** What the place alone says of the requirements in it; without a kind their words decide. */
const asking: Partial<Record<Block['place'], Asked>> = {
  'requirements.hard': { kind: 'hard', importance: 'must' },
  'requirements.soft': { kind: 'soft', importance: 'must' },
  requirements: { importance: 'must' },
  'requirements.nice': { importance: 'nice' },
  background: { importance: 'must' },
  education: { kind: 'education', importance: 'must' },
  'education.preferred': { kind: 'education', importance: 'nice' },
  experience: { kind: 'experience', importance: 'must' },
  'experience.preferred': { kind: 'experience', importance: 'nice' },
};
const paragraphCharactersMin = 100;
const sentenceEnd = /(?<=[\p{Ll})][.!?]) (?=\p{Lu})/u;

export function gather(blocks: readonly Block[]): Gathered {
  const skipped: Note[] = [];
  const requirements: Requirement[] = [];
  const duties: Record<string, Requirement[]> = { 'responsibilities.primary': [], 'responsibilities.secondary': [] };
  const seen = { requirements: new Set<string>(), duties: new Set<string>() };
  for (const block of blocks) {
    const asked = asking[block.place];
    const list = duties[block.place] ?? requirements;
    if (!asked && list === requirements) continue;
    const known = asked ? seen.requirements : seen.duties;
    for (const item of listedItems(block, skipped)) {
      const requirement = asked ? requirementOf(item, asked.kind, asked.importance) : dutyOf(item, block.place as Place);
      if (known.has(requirement.id)) skipped.push({ line: item.line, text: item.text });
      else list.push(requirement);
      known.add(requirement.id);
    }
  }
  return { requirements, primary: duties['responsibilities.primary']!, secondary: duties['responsibilities.secondary']!, skipped };
}

function dutyOf(item: Item, place: Place): Requirement {
  return requirementOf(item, 'duty', place === 'responsibilities.primary' ? 'must' : 'nice');
}

/** Bullets, lines, or the sentences of a paragraph. What stands before a block's first bullet introduces the list. */
function listedItems({ items }: Block, skipped: Note[]): Item[] {
  const firstListed = items.findIndex(({ listed }) => listed);
  return items.flatMap((item, index) => {
    const introduces = !item.listed && (index < firstListed || item.text.endsWith(':'));
    if (introduces || !/[\p{L}\p{N}]/u.test(item.text)) {
      skipped.push({ line: item.line, text: item.text });
      return [];
    }
    const isParagraph = !item.listed && item.text.length >= paragraphCharactersMin;
    return isParagraph ? item.text.split(sentenceEnd).map((text) => ({ ...item, text })) : [item];
  });
}
