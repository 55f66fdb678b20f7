/** Education: "Bachelor's degree in A, B, or a related field — or equivalent practical experience." */
import type { Requirement, Skill } from '../schema.js';
import { catalogById } from '../skills/catalog.js';
import { wordsOf } from '../words.js';
import { listsOf } from './lists.js';
import { lexicon, type SkillsAndLogic, skillsOfItem } from './skills.js';

type Education = SkillsAndLogic & Pick<Requirement, 'alternative'>;

/** What stands after an "or" and is no field of study. */
const alternative =
  /(?:,|—|–| -|;)? or (?=[^,;]*\b(?:certifications?|certificates?|licen[cs]es?|accreditations?|training|apprenticeship)\b)([^;.]+)/i;
/** "(or an equivalent …" to the end: not an equivalent field, which is one of the fields, nor "… or equivalent in Physics", where they follow. */
const equivalent =
  /[ ,;—–(-]{0,3}\bor (?:(?!or )[\p{L}-]+ ){0,4}?equivalent\b(?! (?:field|discipline|subject|major)\b)(?:(?!\)?(?: degree)? in ).*)?/iu;
const related = /\b(?:related|relevant|similar|equivalent|comparable|adjacent|other|another|any)\b/i;

/** Without its name a degree is the first one of a university. */
const degreeAlone = /\bdegree\b/i;
const namedField = /^[^,;]{0,30}?\b(?:in|of)\b ([^()]+)/i;

/** Degrees named, any of them; fields named, any of them. A text without a degree is read like any other. */
export function educationOf(text: string): Education | undefined {
  const asked = text.replace(equivalent, '');
  const named = lexicon.find({ text: asked, words: wordsOf(asked) }).filter(({ skillId }) => catalogById.get(skillId)!.domain === 'degree');
  const anyDegree = degreeAlone.exec(asked);
  const degreeMentions =
    named.length > 0 || !anyDegree
      ? named
      : [{ skillId: 'bachelor-s-degree', start: anyDegree.index, end: anyDegree.index + anyDegree[0].length }];
  const last = degreeMentions.at(-1);
  if (!last) return undefined;
  const other = alternative.exec(asked.slice(last.end));
  const degreePart = asked.slice(0, other ? last.end + other.index : undefined);
  const degrees = uniqueSkills(
    degreeMentions.map(({ skillId, start, end }) => ({ id: skillId, name: catalogById.get(skillId)!.name, as: asked.slice(start, end) })),
  );
  const fieldText = degreeMentions.map(({ end }) => namedField.exec(degreePart.slice(end))?.[1]).find((field) => field !== undefined) ?? '';
  const fields = uniqueSkills(fieldsOf(fieldText));
  const groups: Education['groups'] = [{ logic: 'any_of', label: null, skills: degrees.map(({ id }) => id) }];
  if (fields.length > 0)
    groups.push({ logic: related.test(fieldText) ? 'or_similar' : 'any_of', label: null, skills: fields.map(({ id }) => id) });
  return {
    skills: [...degrees, ...fields],
    groups,
    logic: fields.length > 0 ? 'all_of' : 'any_of',
    alternative: other ? other[1]! : null,
  };
}

function fieldsOf(text: string): Skill[] {
  return listsOf(text)
    .flatMap(({ items, label }) => (label === null ? items : [label, ...items]))
    .filter((item) => !related.test(item))
    .flatMap((item) => skillsOfItem(item, { text, own: 'all', meant: new Set() }));
}

function uniqueSkills(skills: readonly Skill[]): Skill[] {
  return [...new Map(skills.toReversed().map((skill) => [skill.id, skill])).values()].toReversed();
}
