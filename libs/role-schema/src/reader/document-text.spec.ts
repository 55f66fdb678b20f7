/** How many control characters a text may have before it is taken for binary data. */
import { documentText } from './document-text.js';

const clerk = 'Files deeds. '.repeat(20);
const withControls = (count: number, characters: number) => `${'\u0001'.repeat(count)}${clerk.slice(0, characters - count)}`;

describe('control characters', () => {
  it.each([
    ['one in a short text', 1, 20],
    ['two in a hundred times as many characters', 2, 200],
    ['none', 0, 20],
  ])('%s are dropped', (_, count, characters) => {
    expect(documentText(withControls(count, characters))).toBe(clerk.slice(0, characters - count));
  });

  it.each([
    ['two in a short text', 2, 20],
    ['two in less than a hundred times as many characters', 2, 199],
    ['three in 200 characters', 3, 200],
  ])('%s are those of a binary file', (_, count, characters) => {
    expect(() => documentText(withControls(count, characters))).toThrow('it looks like a binary file');
  });
});
