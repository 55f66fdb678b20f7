/** Soft skills: what is asked stands first ("Empathy and patience to …"); the rest says what for. */
import type { Skill } from '../schema.js';
import { catalogById } from '../skills/catalog.js';
import type { Mention } from '../skills/lexicon.js';
import { wordsOf } from '../words.js';
import { lexicon, type SkillsAndLogic, skillsOfText } from './skills.js';

const purpose = /[:;(—–]| (?:for|to|with|through|when|while|that|so|across|under|in|during|toward|towards|and the ability) /i;
const opening = /^(?:(?:demonstrated |proven |strong )?ability to |able to )/i;

export function softSkillsOf(text: string): SkillsAndLogic {
  const asked = text.replace(opening, '');
  const head = asked.split(purpose, 1)[0]!;
  const first = softIn(head);
  const skills = new Map<string, Skill>();
  for (const { skillId, start, end } of first.length > 0 ? first : softIn(asked)) {
    if (!skills.has(skillId)) skills.set(skillId, { id: skillId, name: catalogById.get(skillId)!.name, as: asked.slice(start, end) });
  }
  if (skills.size === 0) return skillsOfText(head, 'all');
  return { skills: [...skills.values()], logic: 'all_of', groups: [{ logic: 'all_of', label: null, skills: [...skills.keys()] }] };
}

function softIn(text: string): Mention[] {
  return lexicon.find({ text, words: wordsOf(text) }).filter(({ skillId }) => catalogById.get(skillId)!.domain === 'soft');
}
