/** What of the skills of a role a résumé shows, and where. */
import { lexicon as catalogLexicon } from '../requirement/skills.js';
import { dutiesOf, type Role, requirementsOf } from '../schema.js';
import { catalogById, withBroader } from '../skills/catalog.js';
import { Lexicon, type Mention } from '../skills/lexicon.js';
import { wordsOf } from '../words.js';
import { type Job, jobsIn } from './jobs.js';
import { type ResumeSection, resumeLines } from './lines.js';
import { deniedWords } from './negation.js';

export type FindingKind = 'shown' | 'mentioned' | 'not_found';

/** Unicode code points in the normalized text of the résumé; `end` is the first one behind. */
export interface Span {
  start: number;
  end: number;
}

/** Where a skill stands in a résumé: in dated jobs, under education or certificates, or elsewhere. */
export interface Sighting {
  inJobs: Span[];
  attested: Span[];
  elsewhere: Span[];
  /** Indexes of the dated jobs. */
  jobs: Set<number>;
}

export interface ResumeEvidence {
  jobs: Job[];
  /** Of a skill of the role: itself or an instance of it. */
  of(skillId: string): Sighting;
  /** From UTF-16 offsets to code points. */
  span(start: number, end: number): Span;
}

/** Spans kept for each skill and place. */
const evidenceSpansMax = 20;

/** `text` is normalized. Linear in it. */
export function evidenceIn(text: string, role: Role, today: string): ResumeEvidence {
  const words = wordsOf(text);
  const denied = deniedWords(text, words);
  const jobs = jobsIn(text, today);
  const span = codePointSpans(text);
  const sectionAt = sectionsAt(text);
  const sightings = new Map<string, Sighting>();
  const isDenied = ({ wordStart, wordEnd }: Mention) => denied.subarray(wordStart, wordEnd).includes(1);
  const mentions = [...catalogLexicon.find({ text, words }), ...ownLexicon(role).find({ text, words })].filter(
    (mention) => !isDenied(mention),
  );
  let job = 0;
  for (const { skillId, start, end } of mentions.sort((left, right) => left.start - right.start)) {
    while (job < jobs.length && jobs[job]!.end <= start) job += 1;
    const inJob = job < jobs.length && jobs[job]!.start <= start;
    const place = inJob ? 'inJobs' : isAttested(sectionAt(start)) ? 'attested' : 'elsewhere';
    for (const id of withBroader(skillId)) {
      const sighting = sightings.get(id) ?? unseen();
      sightings.set(id, sighting);
      if (sighting[place].length < evidenceSpansMax) sighting[place].push(span(start, end));
      if (inJob) sighting.jobs.add(job);
    }
  }
  return { jobs, span, of: (skillId) => sightings.get(skillId) ?? unseen() };
}

function unseen(): Sighting {
  return { inJobs: [], attested: [], elsewhere: [], jobs: new Set() };
}

function isAttested(section: ResumeSection): boolean {
  return section === 'education' || section === 'credentials';
}

/** The words that the role document has of its own. A single capitalised word counts only in capitals: "Epic" is not "epic". */
function ownLexicon(role: Role): Lexicon {
  const lexicon = new Lexicon();
  const own = [...requirementsOf(role), ...dutiesOf(role)].flatMap(({ skills }) => skills).filter(({ id }) => !catalogById.has(id));
  for (const { id, name } of new Map(own.map((skill) => [skill.id, skill])).values()) {
    const isSingleName = /^[^\s\p{Ll}]\S*$/u.test(name) && /\p{Lu}/u.test(name);
    for (const text of isSingleName ? new Set([name, name.toUpperCase()]) : [name])
      lexicon.add(id, text, isSingleName ? 'exact' : 'notion');
  }
  return lexicon;
}

function codePointSpans(text: string): (start: number, end: number) => Span {
  const points = new Uint32Array(text.length + 1);
  for (let offset = 1; offset <= text.length; offset += 1) {
    const isSecondHalf = text.charCodeAt(offset - 1) >> 10 === 0x37;
    points[offset] = points[offset - 1]! + (isSecondHalf ? 0 : 1);
  }
  return (start, end) => ({ start: points[start]!, end: points[end]! });
}

/** The section of an offset. To be asked in rising order. */
function sectionsAt(text: string): (offset: number) => ResumeSection {
  const lines = resumeLines(text);
  let at = 0;
  return (offset) => {
    while (at + 1 < lines.length && lines[at + 1]!.start <= offset) at += 1;
    return lines[at]!.section;
  };
}
