/** Spans of time in a line: "Jan 2019 – Present", "03/2017 - 12/2018", "2012–2014", "since 2020". Months count from year 0. */

export interface DateRange {
  /** First month. */
  from: number;
  /** The month after the last. */
  to: number;
  current: boolean;
  /** UTF-16 offsets in the line. */
  start: number;
  end: number;
}

const names = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const monthName =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const year = '(?:19|20)\\d\\d';
const point = `(?:${monthName}\\.?,? ?(?:\\d{1,2},? )?${year}|(?:\\d{1,2}[./])?\\d{1,2}[./]${year}|${year}[-/.](?:0[1-9]|1[0-2])(?!\\d)|${year})`;
const openEnd = '(?:present|current|currently|now|today|ongoing|date)';
const dash = ' ?(?:[-–—−]|\\b(?:to|until|till|through)\\b) ?';
const range = new RegExp(
  `(?<![\\p{L}\\p{N}./-])(${point}|${monthName}\\.?(?=${dash}${monthName}))${dash}(${point}|${openEnd})(?![\\p{L}\\p{N}])`,
  'iu',
);
const since = new RegExp(`\\bsince (${point})(?![\\p{L}\\p{N}])`, 'iu');
const middleOfYear = 6;

/** The first span of the line that has begun by `thisMonth`. Later ends are cut there; a span that ends before it begins is none. */
export function dateRangeIn(line: string, thisMonth: number): DateRange | undefined {
  const match = range.exec(line) ?? since.exec(line);
  if (!match) return undefined;
  const [all, first, last = 'now'] = match;
  const current = new RegExp(`^${openEnd}$`, 'i').test(last);
  const end = current ? { month: thisMonth, known: true } : monthOf(last);
  const begin = monthOf(/\d{4}/.test(first!) ? first! : `${first} ${/\d{4}/.exec(last)?.[0]}`);
  const from = begin.month;
  const to = Math.min(Math.max(end.known ? end.month + 1 : end.month, end.month === from ? from + 1 : 0), thisMonth + 1);
  return from < to ? { from, to, current, start: match.index, end: match.index + all.length } : undefined;
}

/** A year alone stands for its middle, so that 2012–2014 is two years. */
function monthOf(text: string): { month: number; known: boolean } {
  const years = Number(/(?:19|20)\d\d/.exec(text)?.[0]) * 12;
  const named = names.indexOf(text.slice(0, 3).toLowerCase());
  if (named >= 0) return { month: years + named, known: true };
  const number = /(\d{1,2})[./](?:19|20)\d\d$/.exec(text)?.[1] ?? /^\d{4}[-/.](\d\d)$/.exec(text)?.[1];
  return number ? { month: years + Math.min(Number(number), 12) - 1, known: true } : { month: years + middleOfYear, known: false };
}

/** "2026-11-24" or "2026-11" as a month. */
export function monthOfDate(date: string): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}

/** The month as "2026-11". */
export function monthText(month: number): string {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
}
