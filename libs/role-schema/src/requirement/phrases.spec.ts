import { nameIn, phraseOf } from './phrases.js';

describe('what a phrase is about', () => {
  it.each([
    ['without what every requirement says', 'Strong knowledge of dough lamination for croissants', 'dough lamination'],
    ['without a verb at its end', 'Ticketing tools used', 'Ticketing'],
    ['without a preposition at its end', 'Customer records at', 'Customer records'],
    ['without words that add nothing behind it', 'Dough lamination techniques', 'Dough lamination'],
    ['such a word when it is all there is', 'Techniques', 'Techniques'],
    ['without quotes', '“Sourdough”', 'Sourdough'],
    ['without a parenthesis left open', 'mixers, (', 'mixers'],
    ['without marks in front', '– kneading', 'kneading'],
    ['without marks among the first words', 'Experience with – kneading', 'kneading'],
    ['with one blank between words', ' kneading   dough ', 'kneading dough'],
    ['with the signs of a name', 'C++ (', 'C++'],
    ['with the dot of a name', '(.NET', '.NET'],
    ['with the digit of a name', 'A class B2', 'class B2'],
    ['a code of letter and digit', 'B2', 'B2'],
    ['four words', 'cold room door seals', 'cold room door seals'],
  ])('%s', (_, text, phrase) => expect(phraseOf(text)).toBe(phrase));

  it.each([
    ['nothing but praise', 'Strong'],
    ['one character', 'Q'],
    ['a mark', '–'],
    ['nothing', ''],
    ['a number', '20'],
    ['a percentage', '50%'],
    ['a word that every requirement has, with a full stop', 'Tools.'],
    ['best practices of nothing', 'Best practices'],
    ['more than four words', 'cold room door seals everywhere'],
  ])('is nothing that can be looked for: %s', (_, text) => expect(phraseOf(text)).toBeNull());

  it('has up to sixty characters', () => {
    expect(phraseOf('x'.repeat(60))).toBe('x'.repeat(60));
    expect(phraseOf('x'.repeat(61))).toBeNull();
  });
});

describe('the name in a phrase', () => {
  it.each([
    ['begins with its first capital', 'trains on Leitner drives', false, 'Leitner drives'],
    ['is not the start of a sentence', 'Trains drivers', true, null],
    ['may be the first word within a sentence', 'Leitner drives', false, 'Leitner drives'],
    ['may stand at the start when it has capitals within', 'eBay and SAPlings', true, 'eBay and SAPlings'],
    ['is none in small letters', 'drives', false, null],
  ])('%s', (_, phrase, opensSentence, name) => expect(nameIn(phrase, opensSentence)).toBe(name));
});
