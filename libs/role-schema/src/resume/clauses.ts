/** A résumé cut into clauses: how far a "no" or "never" reaches. */
import type { Word } from '../words.js';
import { bullet } from './lines.js';

export interface Clause {
  /** Indexes of its words: from the first to before `to`. */
  from: number;
  to: number;
  /** Stands in parentheses. */
  aside: boolean;
  /** Only a parenthesis parts it from what is before, which still holds: "no experience with brokers (Kafka) or Spark". */
  resumes: boolean;
  /** Begins a line that has a bullet. */
  bullet: boolean;
  /** Begins a line. */
  opensLine: boolean;
  /** Is followed by a colon at the end of its line: speaks of the bullets below. */
  leads: boolean;
}

const contrast = new Set('but however though although whereas except instead while'.split(' '));
/** After a comma these begin something new: "no experience with Kafka, strong in RabbitMQ". */
const fresh = new Set(
  'i we my strong solid extensive expert proficient good deep experienced skilled used built worked have has had developed led excellent currently now also daily ran wrote designed'.split(
    ' ',
  ),
);
const wraps = new Set('with in of to and or a an the using for my any'.split(' '));
const sentenceEnd = /;|[.!?]\s/;
/** The last letter of "e.g." and "i.e.". */
const abbreviated = /^\p{Ll}$/u;

/** The clauses in order. Each word is in exactly one. */
export function clausesOf(text: string, words: readonly Word[]): Clause[] {
  const clauses: Clause[] = [];
  let depth = 0;
  words.forEach((word, index) => {
    const before = words[index - 1];
    const gap = text.slice(before?.end ?? 0, word.start);
    const wasAside = depth > 0;
    for (const character of gap) depth = character === '(' ? depth + 1 : character === ')' ? Math.max(0, depth - 1) : depth;
    const line = gap.includes('\n') && !wrapped(gap, before);
    if (line) depth = 0;
    const parted = !before || line || parts(gap, before, word.lower);
    const aside = depth > 0;
    if (!parted && wasAside === aside) return;
    const last = clauses.at(-1);
    if (last && line) last.leads = gap.includes(':');
    const lineStart = word.start - gap.length + gap.lastIndexOf('\n') + 1;
    clauses.push({
      from: index,
      to: index,
      aside,
      resumes: !parted && !(aside && (fresh.has(word.lower) || /^\d/.test(word.raw))),
      bullet: bullet.test(text.slice(lineStart, word.end + 1)),
      opensLine: line || index === 0,
      leads: false,
    });
  });
  clauses.forEach((clause, index) => {
    clause.to = clauses[index + 1]?.from ?? words.length;
  });
  return clauses;
}

/** The line ends in the middle of a phrase: "no experience with⏎Kafka". */
function wrapped(gap: string, before: Word | undefined): boolean {
  return gap === '\n' && before !== undefined && wraps.has(before.lower);
}

function parts(gap: string, before: Word, next: string): boolean {
  if (sentenceEnd.test(gap)) return !abbreviated.test(before.raw);
  return contrast.has(next) || (gap.includes(',') && fresh.has(next)) || /[|•]/.test(gap);
}
