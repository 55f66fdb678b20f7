/** What becomes a requirement of its own, and how the parts of a role are put together from the sections of a document. */
import { readRole, requirementsOf } from '../index.js';

const reading = (sections: string) => readRole(`Baker\n\n${sections}\n`);
const asked = (lines: string) => requirementsOf(reading(`Requirements\n\n${lines}`).role).map(({ text }) => text);
const sentences = (characters: number) => `${'Knows rye and wheat. '.repeat(5)}Knows ${'o'.repeat(characters - 112)}vens.`;

describe('one requirement or several', () => {
  it.each([
    ['a bullet of two sentences', '- Knows dough. Knows ovens.', ['Knows dough. Knows ovens.']],
    ['a long bullet of sentences', `- ${sentences(120)}`, [sentences(120)]],
    ['a short line of two sentences', 'Knows dough. Knows ovens.', ['Knows dough. Knows ovens.']],
    ['a paragraph', 'We bake at night. '.repeat(6).trim(), ['We bake at night.']],
    [
      'a line of 100 characters',
      `${'Bakes rye bread '.repeat(5)}by hand. Sells some.`,
      [`${'Bakes rye bread '.repeat(5)}by hand.`, 'Sells some.'],
    ],
    [
      'a line of 99 characters',
      `${'Bakes rye bread '.repeat(5)}by hand. Sells one.`,
      [`${'Bakes rye bread '.repeat(5)}by hand. Sells one.`],
    ],
    [
      'a line that leads into more bullets',
      `- Dough\n\n${'Whoever wants to bake with us '.repeat(3)}also needs:\n- Ovens`,
      ['Dough', 'Ovens'],
    ],
  ])('%s', (_, lines, texts) => {
    expect(asked(lines)).toEqual(texts);
  });

  it('below Education and Experience everything is a must, and its words say what it is', () => {
    const { requirements } = reading("Education and Experience\n- Bachelor's degree in nursing\n- Two years of baking").role;
    expect(requirements.education.map(({ importance }) => importance)).toEqual(['must']);
    expect(requirements.experience.map(({ importance }) => importance)).toEqual(['must']);
  });
});

describe('the parts of a role', () => {
  const required = 'Requirements\n- Knows dough\n\n';

  it('as many secondary duties as requirements are still a role', () => {
    expect(reading(`${required}Other duties\n- Sells bread`).role.responsibilities.secondary.map(({ text }) => text)).toEqual([
      'Sells bread',
    ]);
  });

  it('tags are those above the first section and those of their own', () => {
    const { role } = readRole(`Baker\nFood, Bread\n\n${required}Tags: night, early shift\n`);
    expect(role.tags).toEqual(['Food', 'Bread', 'night', 'early shift']);
  });

  it('the definition is what stands below the title and what has a heading, line by line', () => {
    const { role } = readRole(`Baker\nWe bake bread.\n\nSummary\nBakes at night.\n\nSells by day.\n\n${required}`);
    expect(role.definition).toBe('We bake bread.\nBakes at night.\nSells by day.');
  });

  it('keywords part at commas and lose their last dot, not one in them', () => {
    expect(reading(`${required}Keywords: rye, , node.js,wheat | spelt · oats.`).role.keywords).toEqual([
      'rye',
      'node.js',
      'wheat',
      'spelt',
      'oats',
    ]);
  });

  it('what stands below Career path without a direction is reported', () => {
    const { role, notUnderstood } = reading(`${required}Career path\n- Head baker\n\nAdvancement to\n- Owner`);
    expect(role.careerPath).toEqual({ entryFrom: [], advancementTo: ['Owner'], lateral: [] });
    expect(notUnderstood).toEqual([{ line: 7, text: 'Head baker' }]);
  });

  it('the first band below Pay counts', () => {
    const { role, notUnderstood } = reading(`${required}Pay\n- negotiable\n- €20 - €25 per hour\n- €30 per hour`);
    expect(role.band).toEqual({ min: 20, max: 25, currency: 'EUR', period: 'hour' });
    expect(notUnderstood).toEqual([{ line: 7, text: 'negotiable' }]);
  });

  it('the refusal names only headings that would have helped', () => {
    const helping = expect.arrayContaining(['duties', 'skills']);
    expect(() => reading('Benefits\n- Bread')).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ lookedFor: helping }) }),
    );
    for (const other of ['benefits', 'keywords', 'other duties', 'soft skills']) {
      const useless = expect.objectContaining({ lookedFor: expect.not.arrayContaining([other]) });
      expect(() => reading('Benefits\n- Bread')).toThrow(expect.objectContaining({ details: useless }));
    }
  });
});
