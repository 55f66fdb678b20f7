/** Names that are ordinary words too: Go and "go to market", C and "vitamin C", Spring and the season. */
import type { Mention } from './lexicon.js';

const listBefore = /(?:^|[\n,/|;:•·(&+\t]|[-–—*] |\b(?:and|or))\s*$/i;
const listAfter = /^\s*(?:$|[\n,/|;.)&+]|(?:and|or)\b)/i;
/** Between two neighbours of a list. */
const listGap = /^[\s,/|;:•·&+()\-–—*]*(?:(?:and|or) )?$/i;
const attached = /[-&'’_@\p{L}\p{N}]/u;
const wordsBefore =
  /\b(?:using|(?:written|programming|programs?|programmed|cod(?:ed|e|ing)|developed|built|implemented|rewritten|experienced?|proficien(?:t|cy)|fluent|expert(?:ise)?|skilled|skills|scripts|services|applications|apps|apis|backends?|tools|experience) (?:in|with)|knowledge of) $/i;
const wordsAfter =
  /^ (?:developers?|engineers?|programmers?|programming|language|code|codebase|(?:micro)?services?|backends?|framework|apis?|applications?|apps?|scripts?|librar(?:y|ies)|modules?|sdks?|endpoints?|clusters?|components?|hooks|frontends?|ui|\d+\.\d+)\b/i;
const label = /(?:languages?|skills?|technolog(?:y|ies)|tools?|stack|frameworks?|programming|databases?|software)[^:\n]{0,30}: ?$/i;
const [nearCharacters, labelCharacters, listGapMax, seasonAfter] = [
  24,
  60,
  12,
  /^(?: (?:and |or )?| ?\/ ?)(?:(?:19|20)\d\d|summer|fall|autumn|winter|semester|term|of)\b/i,
];

type Trust = 'sure' | 'likely' | 'none';

/** The mentions without those whose context does not say that the skill is meant. Linear: each looks at its neighbours alone. */
export function inContext(text: string, mentions: readonly Mention[], isSure: (written: string) => boolean): Mention[] {
  const trusted = trustedLists(text, mentions);
  return mentions.filter(
    (mention, index) =>
      mention.kind !== 'word' || isSure(text.slice(mention.start, mention.end)) || isMeant(text, mention, trusted[index]!),
  );
}

function isMeant(text: string, { start, end }: Mention, list: Trust): boolean {
  const before = text.slice(Math.max(0, start - nearCharacters), start);
  const after = text.slice(end, end + nearCharacters);
  if (attached.test(before.slice(-1)) || attached.test(after.slice(0, 1)) || /^\.\p{L}/u.test(after) || seasonAfter.test(after))
    return false;
  if (list === 'sure' || wordsBefore.test(before) || wordsAfter.test(after)) return true;
  return list === 'likely' && isListed(before, after);
}

function isListed(before: string, after: string): boolean {
  return listBefore.test(before) && listAfter.test(after);
}

/** A list is sure when one of its names is beyond doubt, and likely behind a label such as "Languages:" or when it has three of them. */
function trustedLists(text: string, mentions: readonly Mention[]): Trust[] {
  const trusted: Trust[] = [];
  let first = 0;
  mentions.forEach((mention, index) => {
    const next = mentions[index + 1];
    if (next && isNeighbour(text, mention, next)) return;
    const list = mentions.slice(first, index + 1);
    const from = list[0]!.start;
    const isLikely = list.length > 2 || label.test(text.slice(Math.max(0, from - labelCharacters), from));
    const trust = list.some(({ kind }) => kind === 'name' || kind === 'exact') ? 'sure' : isLikely ? 'likely' : 'none';
    for (; first <= index; first += 1) trusted.push(trust);
  });
  return trusted;
}

function isNeighbour(text: string, left: Mention, right: Mention): boolean {
  return right.start - left.end <= listGapMax && (right.start <= left.end || listGap.test(text.slice(left.end, right.start)));
}
