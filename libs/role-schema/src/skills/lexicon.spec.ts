/** Names and notions are found in one pass: the longest name wins, and what may stand between its words is little. */
import { wordsOf } from '../words.js';
import { Lexicon } from './lexicon.js';

const lexicon = new Lexicon()
  .add('boot', 'Spring Boot', 'name')
  .add('boots', 'Boot', 'name')
  .add('ci', 'CI/CD', 'name')
  .add('bs', 'B.S.', 'name')
  .add('ts', 'TS', 'exact')
  .add('plan', 'planning', 'notion')
  .add('stock', 'stock planning', 'notion');
const found = (text: string) =>
  lexicon.find({ text, words: wordsOf(text) }).map(({ skillId, start, end }) => [skillId, text.slice(start, end)]);

describe('a name of several words', () => {
  it.each([
    ['a blank', 'spring boot'],
    ['nothing at all between capital words is one word, so a hyphen', 'Spring-Boot'],
    ['a line’s end and an indent', 'Spring\n  Boot'],
    ['a dash with blanks', 'Spring – Boot'],
    ['a slash', 'Spring/Boot'],
    ['an ampersand', 'Spring & Boot'],
  ])('may have %s between them', (_, text) => expect(found(text)).toEqual([['boot', text]]));
  it.each([
    ['a comma', 'Spring, Boot'],
    ['four blanks', 'Spring    Boot'],
    ['a colon with blanks', 'Spring : Boot'],
    ['two hyphens', 'Spring--Boot'],
  ])('has never %s between them', (_, text) => expect(found(text)).toEqual([['boots', 'Boot']]));
});

it('wins over the shorter ones in it, and lets the next begin behind it', () =>
  expect(found('Spring Boot Boot')).toEqual([
    ['boot', 'Spring Boot'],
    ['boots', 'Boot'],
  ]));
it('of letters joined by dots needs its dots', () => {
  expect(found('a B.S. degree')).toEqual([['bs', 'B.S']]);
  expect(found('b s')).toEqual([]);
});
it('that counts in exact letters is found in no others', () => {
  expect(found('TS')).toEqual([['ts', 'TS']]);
  expect(found('Ts ts')).toEqual([]);
});
it('notions are found in any form of their words, and may overlap', () =>
  expect(found('planned the stock plans')).toEqual([
    ['plan', 'planned'],
    ['stock', 'stock plans'],
    ['plan', 'plans'],
  ]));
