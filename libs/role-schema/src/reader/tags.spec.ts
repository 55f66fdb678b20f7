/** Lines of tags of many trades, and the words of a document that decide where glued tags part. */
import { readRole } from '../index.js';
import { linesOf } from './lines.js';
import { outlineOf } from './outline.js';
import { documentWords, tagsOf } from './tags.js';

const none = new Set<string>();

describe('a line of tags', () => {
  it.each([
    ['Nursing, Night Shift', ['Nursing', 'Night Shift']],
    ['Nursing ; Night Shift', ['Nursing', 'Night Shift']],
    ['Nursing|Night Shift', ['Nursing', 'Night Shift']],
    ['Nursing – Night Shift', ['Nursing', 'Night Shift']],
    ['Nursing - Night Shift', ['Nursing', 'Night Shift']],
    ['#nursing ##night', ['nursing', 'night']],
    ['Oil & Gas Exploration, Offshore', ['Oil & Gas Exploration', 'Offshore']],
    ['Node.js, Vue.js', ['Node.js', 'Vue.js']],
    ['Health CareNights', ['Health Care', 'Nights']],
    ['Health Care Nights', undefined],
    ['Health', undefined],
    ['Health,', undefined],
    ['People who like to bake, Bread', undefined],
    ['Ward: nights, days', undefined],
    ['Nights, days, weekends.', undefined],
    ['Nights, days?', undefined],
    ['Nights, days:', undefined],
  ])('"%s"', (text, tags) => {
    expect(tagsOf(text, none)).toEqual(tags);
  });

  it('has up to 1000 characters', () => {
    expect(tagsOf(`Bread, ${'x'.repeat(993)}`, none)).toEqual(['Bread', 'x'.repeat(993)]);
    expect(tagsOf(`Bread, ${'x'.repeat(994)}`, none)).toBeUndefined();
  });
});

describe('glued tags part by the words of the document', () => {
  const tagsAbove = (document: string) => readRole(`Clerk\nRetailMcDonaldNights\n\n${document}`).role.tags;

  it.each([
    ['a name in a bullet', 'Requirements:\n- A year at McDonald', ['Retail', 'McDonald', 'Nights']],
    ['a name in a heading', '## Duties at McDonald\n- Fries', ['Retail', 'McDonald', 'Nights']],
    ['a name in capitals', 'Requirements:\n- MCDONALD 2024, one year', ['Retail', 'McDonald', 'Nights']],
    ['no such name', 'Requirements:\n- …\n- A year of frying', ['Retail', 'Mc', 'Donald', 'Nights']],
    ['a name only within another', 'Requirements:\n- A year at McDonald2', ['Retail', 'Mc', 'Donald', 'Nights']],
  ])('%s', (_, document, tags) => {
    expect(tagsAbove(document)).toEqual(tags);
  });

  it('the names of the catalogue are known without it', () => {
    expect(readRole('Clerk\nBackendPostgreSQLSenior\n\nRequirements:\n- Dough').role.tags).toEqual(['Backend', 'PostgreSQL', 'Senior']);
  });

  it('the words above the first heading say nothing', () => {
    const words = documentWords(outlineOf(linesOf('Zookeeper\n\nDuties:\n- Feeds Okapis 2× a day, C++\n- …')).blocks);
    const asked = ['zookeeper', 'duties', 'feeds', 'okapis', '2', 'c++', 'Okapis', 'f', 'day,', ''];
    expect(asked.filter((word) => words.has(word))).toEqual(['duties', 'feeds', 'okapis', '2', 'c++']);
  });
});
