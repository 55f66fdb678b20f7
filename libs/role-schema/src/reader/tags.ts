/** Tags, also when a page's markup was lost and they stand glued together: "EngineeringSoftware DevelopmentBackendCloudSenior". */
import { catalog } from '../skills/catalog.js';
import type { Block } from './outline.js';

const catalogWords = new Set(catalog.flatMap(({ names }) => names.flatMap(({ text }) => text.toLowerCase().split(' '))));
const tagLineCharactersMax = 1000;
/** How often a single word may change from small letters to capitals, as "PostgreSQL" does once. */
const seamsInWordMax = 6;
/** Of a piece: a word of the document, a word of which nothing is known, a single letter, each part of what looks like several words. */
const cost = { known: 1, unknown: 2.5, letter: 6, glued: 4 };
const seam = /(?<=\p{Ll}|\p{N}|[+#)])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu;

/**
 * Undefined: the line is not a line of tags but a sentence, or a label and what it says.
 * `words`: lower-case words of the rest of the document, which decide where glued tags part.
 */
export function tagsOf(line: string, words: ReadonlySet<string>): string[] | undefined {
  if (line.length > tagLineCharactersMax || /[.!?:]$|: /.test(line)) return undefined;
  const separated = line
    .split(/[,;|•·#]| [/–—-] /)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
  if (separated.length > 1 && separated.every((tag) => tag.split(' ').length <= 4)) return separated;
  const pieces = line.split(' ').map((run) => unglue(run, words));
  if (pieces.every((run) => run.length === 1)) return undefined;
  const tags: string[] = [];
  for (const [first, ...rest] of pieces) {
    tags.push([tags.pop(), first].filter((part) => part !== undefined).join(' '), ...rest);
  }
  return tags;
}

/** The cheapest way to cut a run of characters into words, at the places where small letters meet capitals. */
export function unglue(run: string, words: ReadonlySet<string>): string[] {
  const cuts = [0, ...[...run.matchAll(seam)].map(({ index }) => index), run.length];
  const best = [{ cost: 0, from: 0 }];
  for (let end = 1; end < cuts.length; end += 1) {
    let choice = { cost: Number.POSITIVE_INFINITY, from: 0 };
    for (let from = Math.max(0, end - seamsInWordMax); from < end; from += 1) {
      const sum = best[from]!.cost + pieceCost(run.slice(cuts[from], cuts[end]), end - from, words);
      if (sum < choice.cost) choice = { cost: sum, from };
    }
    best.push(choice);
  }
  const pieces: string[] = [];
  for (let end = cuts.length - 1; end > 0; end = best[end]!.from) pieces.unshift(run.slice(cuts[best[end]!.from], cuts[end]));
  return pieces;
}

function pieceCost(piece: string, parts: number, words: ReadonlySet<string>): number {
  if (words.has(piece.toLowerCase())) return cost.known;
  return piece.length === 1 ? cost.letter : parts === 1 ? cost.unknown : cost.glued * parts;
}

/** The words below the first heading, and the names of the catalogue. */
export function documentWords(blocks: readonly Block[]): Set<string> {
  const words = new Set(catalogWords);
  for (const { text } of blocks.slice(1).flatMap(({ heading, items }) => [heading!, ...items])) {
    for (const word of text.toLowerCase().match(/[\p{L}\p{N}+#/-]+/gu) ?? []) words.add(word);
  }
  return words;
}
