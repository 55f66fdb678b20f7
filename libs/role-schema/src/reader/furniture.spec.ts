/** Navigation that was copied along with a job description, and lines of it that only look so. */
import { isNavigation, withoutFurniture } from './furniture.js';
import { linesOf } from './lines.js';

describe('navigation', () => {
  it.each([
    ['Back', true],
    ['Back to Home', true],
    ['back to all open positions', true],
    ['Home', true],
    ['MENU', true],
    ['Skip to content', true],
    ['Skip to main content', true],
    ['Print', true],
    ['Share', true],
    ['Apply', true],
    ['Apply now', true],
    ['Save', true],
    ['Save job', true],
    ['← All jobs', true],
    ['< Jobs', true],
    ['Backs horses', false],
    ['Back to the wall, and still calm under the greatest pressure', false],
    ['Home Carer', false],
    ['Print Technician', false],
    ['Apply plaster', false],
    ['In-home', false],
    [`← ${'a'.repeat(41)}`, false],
  ])('"%s": %s', (text, expected) => {
    expect(isNavigation(text)).toBe(expected);
  });
});

describe('what is taken away', () => {
  const clean = (document: string) => {
    const { lines, furniture } = withoutFurniture(linesOf(document));
    return { text: lines.map(({ text }) => text).join('|'), furniture };
  };
  const forty = 'Northwind Bakeries, jobs in the North Sea';
  const glued = (first: string) => clean(`${first}\nBaker\nBakes bread.${first}`);

  it.each([
    ['a last line of navigation', 'Baker\nBakes\nBack to Home\n', 'Baker|Bakes|', [{ line: 3, text: 'Back to Home' }]],
    ['a first line that is glued to the last', 'Jobs\nBaker\nBakesJobs', 'Baker|Bakes', [1, 3].map((line) => ({ line, text: 'Jobs' }))],
    ['such a first line after a blank one', '\nJobs\nBaker\nBakesJobs', '|Baker|Bakes', [2, 4].map((line) => ({ line, text: 'Jobs' }))],
    ['such a first line after a sentence', 'Jobs\nBaker\nBakes.Jobs\n', 'Baker|Bakes.|', [1, 3].map((line) => ({ line, text: 'Jobs' }))],
    ['nothing when it is a word of the last line', 'Jobs\nBaker\nOffers Jobs', 'Jobs|Baker|Offers Jobs', []],
    ['nothing when it is the last line', 'Jobs\nBaker\nJobs', 'Jobs|Baker|Jobs', []],
    ['nothing when the last line ends otherwise', 'Jobs\nBaker\nBakes', 'Jobs|Baker|Bakes', []],
    ['nothing from a document of one line', 'Baker', 'Baker', []],
    ['nothing from a document without words', '\n---\n', '||', []],
  ])('%s', (_, document, text, furniture) => {
    expect(clean(document)).toEqual({ text, furniture });
  });

  it('a first line of up to 40 characters', () => {
    expect(glued(forty.slice(1))).toMatchObject({ text: 'Baker|Bakes bread.' });
    expect(glued(forty)).toEqual({ text: `${forty}|Baker|Bakes bread.${forty}`, furniture: [] });
  });
});
