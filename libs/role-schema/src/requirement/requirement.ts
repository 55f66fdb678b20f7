/** One line of a document as a requirement. */
import type { Requirement } from '../schema.js';
import { catalogById } from '../skills/catalog.js';
import { requirementId, wordsOf } from '../words.js';
import { educationOf } from './education.js';
import { clausesOf } from './lists.js';
import { lexicon, type SkillsAndLogic, skillsOfText } from './skills.js';
import { softSkillsOf } from './soft.js';
import { yearsIn } from './years.js';

type Kind = Requirement['kind'];
type Importance = Requirement['importance'];

const wished =
  'preferred|nice to have|(?:is|are|would be|as) (?:an? )?(?:big |strong |definite |real |distinct )?(?:plus|bonus|advantage|asset)|a plus|desirable|desired|advantageous';
const nice = new RegExp(`\\b(?:${wished}|ideally|bonus)\\b`, 'i');
/** That something is nice to have says nothing about what. */
const niceMark = new RegExp(`[ ,(–—-]{0,3}\\b(?:strongly |highly )?(?:${wished})\\b\\)?`, 'gi');
const equivalent =
  /\bor (?:[\p{L}-]+ ){0,4}?equivalent\b[^,;.]{0,40}\b(?:experience|training|background|education)\b|\bequivalent (?:(?:practical|work|professional|relevant) )?experience\b|\bin lieu of (?:a )?(?:degree|education)\b/iu;
const educational = /\b(?:degree|diploma|bachelor|master['’]?s|ph\.?d|doctorate|ged|graduat(?:e|ion)|b\.?sc|m\.?sc|apprenticeship)\b/i;
const trackRecord = /\b(?:track record|years?['’]? (?:of )?experience|work(?:ing)? experience|professional experience)\b/i;

/** "… of pastry experience in hotels": pastry. */
const fieldOfExperience = /\bof ([\p{L}][\p{L} /-]{2,40}) experience\b/iu;

/** Text beyond this is kept but not searched. Characters. */
const searchedCharactersMax = 1000;

/** `kind` undefined: the document does not say, so the words decide. */
export function requirementOf(item: { text: string; line: number }, kind: Kind | undefined, importance: Importance): Requirement {
  const { text, line } = item;
  const head = text.slice(0, searchedCharactersMax);
  const years = yearsIn(head);
  const settled = kind ?? kindOf(head, years !== undefined);
  const searched = head.replace(niceMark, '');
  const education = settled === 'education' ? educationOf(searched) : undefined;
  return {
    id: requirementId(text),
    text,
    line,
    kind: settled,
    importance: settled !== 'duty' && nice.test(head) ? 'nice' : importance,
    ...(years && { years: years.years }),
    ...(education ?? { ...skillsAndLogic(searched, settled), alternative: null }),
    orEquivalent: equivalent.test(head),
  };
}

function skillsAndLogic(text: string, kind: Kind): SkillsAndLogic {
  if (kind === 'soft') return softSkillsOf(text);
  if (kind === 'duty') return skillsOfText(text, 'names');
  return skillsOfText(kind === 'experience' ? askedExperience(text) : withoutYears(text), 'all');
}

/** Of "4 years of X; typical candidates often have more" the first clause asks, the rest describes. What it names is asked, else its field. */
function askedExperience(text: string): string {
  const asked = withoutYears(clausesOf(text)[0]!);
  const names = lexicon.find({ text: asked, words: wordsOf(asked) }).filter(({ kind }) => kind !== 'notion');
  return (names.length === 0 && fieldOfExperience.exec(asked)?.[1]) || asked;
}

function withoutYears(text: string): string {
  const years = yearsIn(text);
  return years ? `${text.slice(0, years.start)}${text.slice(years.end)}`.replace(/ {2,}/g, ' ').trim() : text;
}

function kindOf(text: string, hasYears: boolean): Kind {
  if (educational.test(text) && !/^\W*\d/.test(text)) return 'education';
  if (hasYears || trackRecord.test(text)) return 'experience';
  const domains = new Set(lexicon.find({ text, words: wordsOf(text) }).map(({ skillId }) => catalogById.get(skillId)!.domain));
  if (domains.size > 1) return 'hard';
  return domains.has('soft') ? 'soft' : domains.has('degree') ? 'education' : 'hard';
}
