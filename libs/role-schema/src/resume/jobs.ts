/** The dated jobs of a résumé. */

import { lexicon } from '../requirement/skills.js';
import { catalogById } from '../skills/catalog.js';
import { wordsOf } from '../words.js';
import { type DateRange, dateRangeIn, monthOfDate, monthText } from './dates.js';
import { type ResumeLine, resumeLines } from './lines.js';
import { normalizeResume } from './normalize.js';

export interface Job {
  /** The lines that head it, without its dates. */
  title: string;
  /** First and last month, "2019-01". */
  from: string;
  to: string;
  current: boolean;
  months: number;
  /** UTF-16 offsets of the whole entry in the normalized text. */
  start: number;
  end: number;
  /** End of the lines that head it. */
  headEnd: number;
}

/** Dated jobs beyond this many are not read. */
export const resumeJobsMax = 200;
const [headLinesMax, headCharactersMax, lineCharactersMax] = [2, 100, 200];

/** `today`: ISO date, for "present". The résumé is normalized first; offsets are in the normalized text. */
export function jobsOf(resume: string, options: { today: string }): Job[] {
  return jobsIn(normalizeResume(resume), options.today);
}

/** As jobsOf, of a text that is normalized already. */
export function jobsIn(text: string, today: string): Job[] {
  const lines = resumeLines(text);
  const thisMonth = monthOfDate(today);
  const heads: { index: number; head: number; range: DateRange }[] = [];
  let heading = 0;
  lines.forEach((line, index) => {
    if (line.heading) heading = index;
    const last = heads.at(-1);
    const sameEntry = line.bullet && last !== undefined && last.index >= heading && !lines[last.index]!.bullet;
    const range = mayBeWork(line) && !sameEntry && heads.length < resumeJobsMax ? dateRangeIn(line.text, thisMonth) : undefined;
    if (!range) return;
    const head = headOf(lines, index, last ? last.index + 1 : 0, range);
    if (!namesDegree(lines.slice(head, index + 1))) heads.push({ index, head, range });
  });
  return heads.map(({ index, head, range }, place) => {
    const next = heads[place + 1]?.head ?? lines.length;
    const length = lines.slice(index + 1, next).findIndex(({ heading }) => heading);
    const last = lines[length < 0 ? next - 1 : index + length]!;
    return {
      title: titleOf(lines.slice(head, index + 1), range),
      from: monthText(range.from),
      to: monthText(range.to - 1),
      current: range.current,
      months: range.to - range.from,
      start: lines[head]!.start,
      end: last.start + last.text.length,
      headEnd: lines[index]!.start + lines[index]!.text.length,
    };
  });
}

function mayBeWork({ heading, section, text }: ResumeLine): boolean {
  return (!heading || section === 'work') && !['education', 'credentials', 'skills'].includes(section) && text.length <= lineCharactersMax;
}

/** The first line of the entry: a title or an employer may stand above the dates, once with a blank line between. */
function headOf(lines: readonly ResumeLine[], index: number, earliest: number, range: DateRange): number {
  const alone = lines[index]!.text.length - (range.end - range.start) < 4;
  let head = index;
  if (alone && index - 2 >= earliest && lines[index - 1]!.text === '' && isHead(lines[index - 2]!)) head = index - 2;
  while (index - head < headLinesMax && head > earliest && isHead(lines[head - 1]!) && !lines[head]!.bullet) head -= 1;
  return head;
}

function isHead({ text, bullet, heading }: ResumeLine): boolean {
  return text !== '' && !bullet && !heading && text.length <= headCharactersMax && !/[.;]$/.test(text);
}

function namesDegree(lines: readonly ResumeLine[]): boolean {
  const text = lines.map((line) => line.text).join('\n');
  return lexicon.find({ text, words: wordsOf(text) }).some(({ skillId }) => catalogById.get(skillId)!.domain === 'degree');
}

function titleOf(lines: readonly ResumeLine[], range: DateRange): string {
  const dated = lines.at(-1)!.text;
  return [...lines.slice(0, -1).map(({ text }) => text), dated.slice(0, range.start), dated.slice(range.end)]
    .map((text) => /[^\p{L}\p{N}]*(.*?)[^\p{L}\p{N})+#]*$/u.exec(text)![1]!)
    .filter((text) => text !== '')
    .join(', ');
}

/** Months in at least one of the jobs: those in two at once count once, and gaps count nothing. */
export function monthsIn(jobs: readonly Job[]): number {
  const spans = jobs
    .map(({ from, to }) => ({ from: monthOfDate(from), to: monthOfDate(to) + 1 }))
    .sort((left, right) => left.from - right.from);
  let [months, until] = [0, 0];
  for (const { from, to } of spans) {
    months += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return months;
}
