/** From the words of a requirement to skills and their logic. */
import type { Requirement, Skill, SkillGroup } from '../schema.js';
import { catalogById } from '../skills/catalog.js';
import { catalogLexicon, type Mention } from '../skills/lexicon.js';
import { slugOf, wordsOf } from '../words.js';
import { clausesOf, type ItemList, listsOf } from './lists.js';
import { nameIn, phraseOf } from './phrases.js';

export type SkillsAndLogic = Pick<Requirement, 'skills' | 'logic' | 'groups'>;

/** Which words of the document's own become skills: all that say something, names alone, or none. */
export type OwnWords = 'all' | 'names';

export const lexicon = catalogLexicon();

export function skillsOfText(text: string, own: OwnWords): SkillsAndLogic {
  const skills = new Map<string, Skill>();
  const sentence: Sentence = { text, own, meant: meantIn(text) };
  const groups: (SkillGroup & { alternative: boolean })[] = [];
  for (const list of clausesOf(text).flatMap(listsOf)) {
    const group = groupOf(list, sentence);
    for (const skill of group.skills) if (!skills.has(skill.id)) skills.set(skill.id, skill);
    const members = [...new Set(group.members)];
    if (members.length > 0) groups.push({ logic: group.logic, label: group.label, skills: members, alternative: list.alternative });
  }
  return { skills: [...skills.values()], ...joined(groups) };
}

/** What an item stands in. */
export interface Sentence {
  text: string;
  own: OwnWords;
  /** Ordinary words that are names here, as written. */
  meant: ReadonlySet<string>;
}

function meantIn(text: string): ReadonlySet<string> {
  return new Set(lexicon.find({ text, words: wordsOf(text) }).map(({ start, end }) => text.slice(start, end)));
}

interface Found {
  logic: SkillGroup['logic'];
  skills: Skill[];
  members: string[];
  label: string | null;
}

function groupOf(list: ItemList, sentence: Sentence): Found {
  const members = list.items.flatMap((item) => skillsOfItem(item, sentence));
  const labels = list.label === null || list.logic === 'all_of' || phraseOf(list.label) === null ? [] : skillsOfItem(list.label, sentence);
  if (members.length === 0) return { logic: 'all_of', skills: labels, members: labels.map(({ id }) => id), label: null };
  const ids = members.map(({ id }) => id);
  const label = labels.find(({ id }) => !ids.includes(id));
  return { logic: list.logic, skills: label ? [label, ...members] : members, members: ids, label: label?.id ?? null };
}

/** How the groups are joined, and what is left to say of a single one. */
function joined(groups: (SkillGroup & { alternative: boolean })[]): Pick<SkillsAndLogic, 'logic' | 'groups'> {
  const needed = groups.filter(({ logic }) => logic !== 'details');
  const plain = groups.map(({ alternative: _, ...group }) => group);
  if (needed.length === 0) return { logic: 'none', groups: plain };
  if (needed.length === 1) return { logic: needed[0]!.logic as 'any_of', groups: plain };
  return { logic: needed.slice(1).every(({ alternative }) => alternative) ? 'any_of' : 'all_of', groups: plain };
}

/** Names of the catalogue first; else the phrase itself, or the notion in it when the phrase says too much to be searched for. */
export function skillsOfItem(item: string, { text, own, meant }: Sentence): Skill[] {
  const phrase = phraseOf(item);
  const isMeant = (written: string) => meant.has(written) || written === phrase;
  const mentions = longest(lexicon.find({ text: item, words: wordsOf(item) }, isMeant));
  const names = mentions.filter(({ kind }) => kind !== 'notion');
  if (names.length > 0) return names.map((mention) => known(mention, item));
  const whole = mentions.filter(({ start, end }) => phrase !== null && end - start >= phrase.length);
  if (whole.length > 0) return whole.map((mention) => known(mention, item));
  const ownName = phrase === null || own === 'all' ? phrase : nameIn(phrase, text.startsWith(phrase));
  if (ownName !== null) return [ownSkill(ownName)];
  return mentions.filter(({ skillId }) => catalogById.get(skillId)!.domain !== 'soft').map((mention) => known(mention, item));
}

function known({ skillId, start, end }: Mention, item: string): Skill {
  return { id: skillId, name: catalogById.get(skillId)!.name, as: item.slice(start, end) };
}

function ownSkill(phrase: string): Skill {
  return { id: slugOf(phrase), name: phrase, as: phrase };
}

function longest(mentions: readonly Mention[]): Mention[] {
  return mentions.filter(
    (one) => !mentions.some((other) => other.start <= one.start && other.end >= one.end && other.end - other.start > one.end - one.start),
  );
}
