/** Finds names and notions in a text, in one pass: two tries, one keyed by the words' letters, one by their stems. */
import { type Word, wordsOf } from '../words.js';
import { catalog, type NameKind } from './catalog.js';
import { inContext } from './context.js';

export interface Mention {
  skillId: string;
  /** UTF-16 offsets. */
  start: number;
  end: number;
  /** Indexes of its words: from the first to before `wordEnd`. */
  wordStart: number;
  wordEnd: number;
  kind: NameKind;
}

export interface Text {
  text: string;
  words: Word[];
}

interface Entry {
  skillId: string;
  text: string;
  kind: NameKind;
}

class Trie {
  private readonly next = new Map<string, Trie>();
  readonly entries: Entry[] = [];

  at(keys: readonly string[]): Trie {
    let node: Trie = this;
    for (const key of keys) {
      const child = node.next.get(key) ?? new Trie();
      node.next.set(key, child);
      node = child;
    }
    return node;
  }

  child(key: string): Trie | undefined {
    return this.next.get(key);
  }
}

/** What may stand between two words of one name: nothing, a blank (also a line's end), a hyphen, slash, dot or apostrophe. */
const joint = /^(?:\s{0,3}|[-–/&.'’]| [-–/&] )$/;
const jointCharactersMax = 3;

const never = () => false;

export class Lexicon {
  private readonly names = new Trie();
  private readonly notions = new Trie();

  add(skillId: string, text: string, kind: NameKind): this {
    const words = wordsOf(text);
    const node = kind === 'notion' ? this.notions.at(words.map(({ stem }) => stem)) : this.names.at(words.map(({ lower }) => lower));
    node.entries.push({ skillId, text, kind });
    return this;
  }

  /**
   * In the order of the text. Names do not overlap, the longest wins; notions may.
   * `isMeant`: ordinary words that are surely names here, for the text is but a part of one where they are.
   */
  find({ text, words }: Text, isMeant: (written: string) => boolean = never): Mention[] {
    const found: Mention[] = [];
    let nameEnd = 0;
    for (let index = 0; index < words.length; index += 1) {
      const names = index < nameEnd ? [] : this.walk(this.names, text, words, index, 'lower');
      const longest = names.filter(({ wordEnd }) => wordEnd === names.at(-1)!.wordEnd);
      nameEnd = longest[0]?.wordEnd ?? nameEnd;
      found.push(...longest, ...this.walk(this.notions, text, words, index, 'stem'));
    }
    return inContext(text, found, isMeant);
  }

  private walk(root: Trie, text: string, words: readonly Word[], from: number, key: 'lower' | 'stem'): Mention[] {
    const found: Mention[] = [];
    let node = root.child(words[from]![key]);
    for (let to = from + 1; node; to += 1) {
      const [start, end] = [words[from]!.start, words[to - 1]!.end];
      for (const { skillId, text: name, kind } of node.entries) {
        if (isAsWritten(text.slice(start, end), name, kind)) found.push({ skillId, start, end, wordStart: from, wordEnd: to, kind });
      }
      node = to < words.length && isJoint(text, end, words[to]!.start) ? node.child(words[to]![key]) : undefined;
    }
    return found;
  }
}

function isJoint(text: string, from: number, to: number): boolean {
  return to - from <= jointCharactersMax && joint.test(text.slice(from, to));
}

/** Capitals count for `exact` and `word`. "B.S." is not "b s": letters joined by dots need their dots. */
function isAsWritten(written: string, name: string, kind: NameKind): boolean {
  if (/^\p{L}\./u.test(name) && written[1] !== '.') return false;
  return kind === 'name' || kind === 'notion' || written === name;
}

/** All names of the catalogue. */
export function catalogLexicon(): Lexicon {
  const lexicon = new Lexicon();
  for (const { id, names } of catalog) for (const { text, kind } of names) lexicon.add(id, text, kind);
  return lexicon;
}
