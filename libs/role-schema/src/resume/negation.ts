/** Which words of a résumé are denied or only wished for: "no experience with Kafka", "never used", "want to learn". */
import type { Word } from '../words.js';
import { type Clause, clausesOf } from './clauses.js';

const set = (words: string) => new Set(words.split(' '));
const having = set(
  'experience knowledge exposure background familiarity expertise skill skills training certification proficiency understanding idea practice license licence',
);
const qualifiers = set(
  'prior previous professional commercial hands on real direct production formal practical working actual significant relevant or to any much little current specific in depth own the at all very really yet been ever have had so too be a an that particularly',
);
const stances = set(
  'familiar experienced experience proficient skilled fluent comfortable confident versed worked work working used use using touched tried know known knowledgeable knowledge exposed certified trained licensed learned learnt written programmed coded practiced practised handled operated driven held done expert qualified studied chance opportunity',
);
const notNegating = set('only just merely simply least limited less fewer stranger doubt longer');
const phraseEnds = set('during in for while when on at with by of to from due because after thanks before since through until as than');
const nots = set('not never cannot dont doesnt didnt havent hasnt hadnt cant');
const toTheEnd = set('unfamiliar inexperienced neither');
const nos = set('no zero without lack lacks lacking');
const wishes = set(
  'want wants wanting seeking hope hoping eager keen willing looking plan planning plans aim aiming like love wish wishing aspire aspiring interested interest excited curious ready open goal goals happy',
);
const learnings = set('learn learning study studying explore exploring try trying');
const learningNow = set('currently still now actively presently just started');
const nothing = set(
  'none nil no never not used yet experience n a zero 0 years want to learn learning it before i have haven t ve which that m am familiar with unfamiliar planning hands on any prior currently still actively just studying',
);
/** Of these the ones that deny. */
const denying = set('none nil n learn learning studying');
/** What stands between a thing and what is said of it. */
const verdict = /[:–—=]| - /;
const wishReach = 5;
const phraseReach = 6;

/** One flag a word: 1 where it must not count. Linear. */
export function deniedWords(text: string, words: readonly Word[]): Uint8Array {
  const denied = new Uint8Array(words.length);
  let carried = false;
  /** What stands outside the parentheses is denied up to here. */
  let outside = false;
  let before: Clause | undefined;
  for (const clause of clausesOf(text, words)) {
    carried = carried && !(clause.opensLine && !clause.bullet);
    const cue: number | undefined = carried || (outside && clause.resumes) ? clause.from : cueIn(text, words, clause, denied);
    outside = clause.aside ? outside : cue !== undefined;
    if (cue !== undefined) denied.fill(1, cue, clause.to);
    if (before && isBareDenial(words, clause) && !clause.opensLine) denyItemBefore(text, words, before, denied);
    else denyTrailing(text, words, clause, denied);
    carried = carried || (cue !== undefined && clause.leads);
    before = clause;
  }
  return denied;
}

/** Where a denial begins that reaches to the clause's end: "no prior experience with …". Short ones ("no Kafka") are marked at once. */
function cueIn(text: string, words: readonly Word[], { from, to, opensLine }: Clause, denied: Uint8Array): number | undefined {
  for (let index = from; index < to; index += 1) {
    const { lower } = words[index]!;
    const next = index + 1 < to ? words[index + 1]!.lower : '';
    if (toTheEnd.has(lower) || (lower === 'yet' && next === 'to')) return index;
    const negates = !notNegating.has(next) && text[words[index]!.end] !== '-';
    if (negates && isNot(words, index)) {
      if (isOneOf(stances, words, skip(words, index + 1, to, qualifiers), to)) return index;
      if (lower === 'not' || (lower !== 'never' && next === 'have')) denyPhrase(words, index, to, denied);
    }
    if (negates && nos.has(lower)) {
      const last = lower === 'lack' && next === 'of' ? index + 1 : index;
      if (isOneOf(having, words, skip(words, last + 1, to, qualifiers), to)) return index;
      if (lower !== 'zero') denyPhrase(words, last, to, denied);
    }
    if (isWish(words, index, to, opensLine && index === from)) return index;
  }
  return undefined;
}

function isNot(words: readonly Word[], index: number): boolean {
  const { lower } = words[index]!;
  return nots.has(lower) || (lower === 't' && words[index - 1]?.lower.endsWith('n') === true);
}

/** The words right behind a bare "no", up to a preposition or a comma. */
function denyPhrase(words: readonly Word[], index: number, to: number, denied: Uint8Array): void {
  const end = Math.min(to, index + 1 + phraseReach);
  for (let at = index + 1; at < end && !phraseEnds.has(words[at]!.lower) && isNear(words, at); at += 1) denied[at] = 1;
}

/** No comma between the word and the one before it. */
function isNear(words: readonly Word[], at: number): boolean {
  return words[at]!.start - words[at - 1]!.end <= 1;
}

/** "want to learn", "interested in learning", "currently learning", "would love to work with", "To learn: …". */
function isWish(words: readonly Word[], index: number, to: number, opens: boolean): boolean {
  const { lower } = words[index]!;
  const [next, second] = [words[index + 1]?.lower, words[index + 2]?.lower];
  if (learningNow.has(lower) && (next === 'learning' || next === 'studying')) return true;
  if (opens && ((lower === 'to' && next === 'learn') || (lower === 'learning' && next?.startsWith('goal')))) return true;
  if (lower === 'would' && (next === 'like' || next === 'love') && second === 'to') return true;
  if (!wishes.has(lower)) return false;
  const end = Math.min(to, index + 1 + wishReach);
  for (let at = index + 1; at < end; at += 1) {
    if (learnings.has(words[at]!.lower) || (words[at]!.lower === 'gain' && isOneOf(having, words, at + 1, to))) return true;
  }
  return false;
}

/** "Kafka (none)", "Kafka, which I have never used": the clause denies and names nothing itself. */
function isBareDenial(words: readonly Word[], { from, to }: Clause): boolean {
  let denies = false;
  for (let index = from; index < to; index += 1) {
    const { lower } = words[index]!;
    if (!nothing.has(lower)) return false;
    denies ||= isNot(words, index) || nos.has(lower) || denying.has(lower) || (lower === '0' && words[index + 1]?.lower === 'years');
  }
  return denies;
}

/** The last item of the list before: back to its comma. */
function denyItemBefore(text: string, words: readonly Word[], clause: Clause, denied: Uint8Array): void {
  for (let at = clause.to - 1; at >= clause.from; at -= 1) {
    denied[at] = 1;
    if (/[,/:]/.test(gapBefore(text, words, at))) return;
  }
}

/** "Kafka experience: none", "Kafka – never used", "Kafka, which I have never used" within one clause. */
function denyTrailing(text: string, words: readonly Word[], clause: Clause, denied: Uint8Array): void {
  let start = clause.to;
  while (start > clause.from && nothing.has(words[start - 1]!.lower)) {
    start -= 1;
    if (verdict.test(gapBefore(text, words, start))) break;
  }
  if (!isBareDenial(words, { ...clause, from: start })) return;
  const gap = gapBefore(text, words, start);
  if (verdict.test(gap) || gap.includes(',')) denyItemBefore(text, words, { ...clause, to: start }, denied);
}

function gapBefore(text: string, words: readonly Word[], at: number): string {
  return text.slice(words[at - 1]?.end ?? 0, words[at]!.start);
}

function isOneOf(these: ReadonlySet<string>, words: readonly Word[], at: number, to: number): boolean {
  return at < to && these.has(words[at]!.lower);
}

function skip(words: readonly Word[], from: number, to: number, over: ReadonlySet<string>): number {
  let index = from;
  while (index < to && over.has(words[index]!.lower)) index += 1;
  return index;
}
