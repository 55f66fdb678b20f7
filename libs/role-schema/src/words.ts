/** Words: cutting text into them, their stems, ids made of them. */

export interface Word {
  /** As written. */
  raw: string;
  lower: string;
  stem: string;
  /** UTF-16 offsets. */
  start: number;
  end: number;
}

const word = /(?<![\p{L}\p{N}])\.\p{L}[\p{L}\p{N}]*|[\p{L}\p{M}\p{N}]+(?:\+\+|#(?![\p{L}\p{N}]))?/gu;
const pluralAcronym = /^[\p{Lu}\p{N}]{2,}s$/u;

/** "C++", "C#" and ".NET" are words; "Node.js" is two. */
export function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(word), ({ 0: raw, index }) => {
    const lower = (pluralAcronym.test(raw) ? raw.slice(0, -1) : raw).toLowerCase();
    return { raw, lower, stem: stemOf(lower), start: index, end: index + raw.length };
  });
}

const endings: [RegExp, string][] = [
  [/is(ations?|ed?|es|ing)$/, 'iz$1'],
  [/ies$/, 'y'],
  [/(?<![sui])s$/, ''],
  [/(?:at)?(?:ion|ing|ed|e)$/, ''],
  [/ment$/, ''],
  [/e$/, ''],
  [/([bdglmnprt])\1$/, '$1'],
];
const stemmedCharactersMin = 5;

/** A light stem: "titrating", "titrated" and "titration" share one. Short words and words with digits keep their form, save a plural s. */
export function stemOf(lower: string): string {
  if (!/^\p{L}+$/u.test(lower)) return lower;
  let stem = lower;
  for (const [ending, replacement] of endings) {
    const next = stem.replace(ending, replacement);
    if (next.length >= stemmedCharactersMin - 1) stem = next;
  }
  return stem;
}

/** "C++" → "c-plus-plus", "CI/CD" → "ci-cd", ".NET" → "dot-net". */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/\+/g, ' plus ')
    .replace(/#/g, ' sharp ')
    .replace(/(?<![\p{L}\p{N}])\.(?=\p{L})/gu, ' dot ')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

/** The id of a requirement: a 56-bit hash of its letters, digits, + and #, so that formatting does not change it. */
export function requirementId(text: string): string {
  const essence = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}+#]+/gu, ' ')
    .trim();
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let index = 0; index < essence.length; index += 1) {
    const unit = essence.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return `req-${((high >>> 8) >>> 0).toString(16).padStart(6, '0')}${(low >>> 0).toString(16).padStart(8, '0')}`;
}
