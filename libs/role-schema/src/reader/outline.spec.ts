/** How lines become blocks: which lines are one item, which headings begin a section, and which only divide a list. */
import { linesOf } from './lines.js';
import { itemsAt, outlineOf } from './outline.js';

/** The blocks below the preamble, each as its place and its items. */
function sectionsOf(document: string) {
  const { blocks, dividers } = outlineOf(linesOf(document));
  const [preamble, ...sections] = blocks.map(({ place, items }) => [place, ...items.map(({ text }) => text)]);
  return { preamble: preamble!.slice(1), sections, dividers: dividers.map(({ text }) => text) };
}
const requirements = (lines: string) => sectionsOf(`Baker\n\nRequirements\n\n${lines}\n`);
const onlyItems = (...texts: string[]) => ({ preamble: ['Baker'], sections: [['requirements', ...texts]], dividers: [] });
const long = `Knows ${'all the kinds of flour '.repeat(3)}and`;

describe('one item or two', () => {
  it.each([
    ['a line that goes on in small letters', '- Knows dough\nand ovens', ['Knows dough and ovens']],
    ['a line that goes on in brackets', '- Knows dough\n(rye and wheat)', ['Knows dough (rye and wheat)']],
    ['a bullet that goes on deeper', '- Fluent in German,\n  English and French', ['Fluent in German, English and French']],
    ['a line below a bullet, as deep as it', '- Knows dough\nGerman', ['Knows dough', 'German']],
    ['a deeper line below a line', 'Knows dough\n  Knows ovens', ['Knows dough', 'Knows ovens']],
    ['a line in small letters after a blank one', '- Knows dough\n\nand ovens', ['Knows dough', 'and ovens']],
    ['a bullet in small letters', '- knows dough\n- and ovens', ['knows dough', 'and ovens']],
    ['a line after a long unfinished one', `${long}\nGerman`, [`${long} German`]],
    ['a line after a long unfinished one with a dot in it', `e.g. ${long}\nGerman`, [`e.g. ${long} German`]],
    ['a line after a long finished one', `${long} rye.\nGerman`, [`${long} rye.`, 'German']],
    [
      'a line after one of 60 characters',
      `${'Bakes bread '.repeat(5).slice(0, 59)}s\nGerman`,
      [`${'Bakes bread '.repeat(5).slice(0, 59)}s`, 'German'],
    ],
    ['a line after one of 61 characters', `${'Bakes bread '.repeat(5)}s\nGerman`, [`${'Bakes bread '.repeat(5)}s German`]],
    ['abbreviations on lines of their own', 'SQL\nAWS\nISO 9001', ['SQL', 'AWS', 'ISO 9001']],
  ])('%s', (_, lines, items) => {
    expect(requirements(lines)).toEqual(onlyItems(...items));
  });

  it('what stands behind a heading goes on in the next line', () => {
    expect(sectionsOf('Baker\n\nSummary: bakes bread\nand cakes')).toMatchObject({ sections: [['definition', 'bakes bread and cakes']] });
  });

  it('above the first section only small letters go on', () => {
    expect(sectionsOf(`Baker\nof bread\n${long}\nGerman\n\nDuties\n- Bakes`).preamble).toEqual(['Baker of bread', long, 'German']);
  });

  it('a marked title in small letters does not go on from the line above', () => {
    expect(sectionsOf('Northwind Bakery\n# pastry chef\n\nDuties\n- Bakes').preamble).toEqual(['Northwind Bakery', 'pastry chef']);
  });

  it('bullets are told from lines', () => {
    const { blocks } = outlineOf(linesOf('Baker\n\nSkills: dough\n- Ovens\nFlour'));
    expect(itemsAt(blocks, 'requirements')).toEqual([
      { line: 3, text: 'dough', listed: false },
      { line: 4, text: 'Ovens', listed: true },
      { line: 5, text: 'Flour', listed: false },
    ]);
    expect(itemsAt(blocks, 'preamble')).toEqual([{ line: 1, text: 'Baker', listed: false }]);
  });
});

describe('an unmarked line above a list', () => {
  const sixty = `Ovens ${'and mixers '.repeat(4)}in a bakery`.slice(0, 60);

  it.each([
    ['a short one', 'Our Oven'],
    ['one with a comma in it', 'Ovens, mixers and fridges'],
    ['one of 60 characters', sixty],
  ])('%s begins a section of its own, with a blank line below it or without', (_, heading) => {
    const expected = {
      preamble: ['Baker'],
      sections: [
        ['requirements', 'Knows dough'],
        ['unknown', 'Is big', 'Is old'],
      ],
      dividers: [],
    };
    expect(requirements(`- Knows dough\n\n${heading}\n- Is big\n- Is old`)).toEqual(expected);
    expect(requirements(`- Knows dough\n\n${heading}\n\n- Is big\n- Is old`)).toEqual(expected);
  });

  it.each([
    ['one of 61 characters', `${sixty}y`],
    ['one that is a sentence', 'Our oven is big'],
    ['one that leads in', 'Tools we use'],
    ['one that leads in by what it includes', 'Our kitchen includes'],
    ['one that asks to include', 'Tools include'],
    ['one that ends in a dot', 'Our oven.'],
    ['one that ends in a comma', 'Our oven,'],
    ['one in small letters', 'our oven'],
  ])('%s belongs to the list', (_, text) => {
    expect(requirements(`- Knows dough\n\n${text}\n- Is big`)).toEqual(onlyItems('Knows dough', text, 'Is big'));
  });

  it('without a blank line above it belongs to the list', () => {
    expect(requirements('- Knows dough\nOur Oven\n- Is big')).toEqual(onlyItems('Knows dough', 'Our Oven', 'Is big'));
  });

  it('is only a line when no list is below it', () => {
    expect(requirements('- Knows dough\n\nOur Oven\nBig\n\n- Cakes')).toEqual(onlyItems('Knows dough', 'Our Oven', 'Big', 'Cakes'));
    expect(requirements('- Knows dough\n\nOur Oven\n\nIs big\n- Cakes')).toEqual(onlyItems('Knows dough', 'Our Oven', 'Is big', 'Cakes'));
    expect(requirements('- Knows dough\n\nOur Oven')).toEqual(onlyItems('Knows dough', 'Our Oven'));
    expect(sectionsOf('Baker\n\nRequirements\n\n- Knows dough\n\nOur Oven')).toEqual(onlyItems('Knows dough', 'Our Oven'));
  });

  it('has nothing behind it', () => {
    const { blocks } = outlineOf(linesOf('Baker\n\nSkills\n\n- Dough\n\nOur Oven\n- Is big'));
    expect(blocks.at(-1)).toEqual({
      place: 'unknown',
      style: 'plain',
      heading: { line: 7, text: 'Our Oven' },
      items: [{ line: 8, text: 'Is big', listed: true }],
    });
  });
});

describe('a marked heading in words of its own', () => {
  const kept = ['requirements', 'Dough', 'Ovens'];
  const parted = [
    ['requirements', 'Dough'],
    ['unknown', 'Ovens'],
  ];

  it.each([
    ['marked as the section is', '## Skills', '## In the bakery', parted, []],
    ['marked so and leading in', '## Skills', '## Where you will work', parted, []],
    ['set deeper', '## Skills', '### In the bakery', [kept], ['In the bakery']],
    ['with a colon, below a section with one', 'Skills:', 'In the bakery:', parted, []],
    ['leading in with a colon', 'Skills:', 'You should know:', [kept], ['You should know:']],
    ['with a colon, below a plain section', 'Skills', 'In the bakery:', [kept], ['In the bakery:']],
    ['in capitals, below a section in capitals', 'SKILLS', 'IN THE BAKERY', parted, []],
    ['in capitals, below a section with a colon', 'Skills:', 'IN THE BAKERY', [kept], ['IN THE BAKERY']],
  ])('%s', (_, section, heading, sections, dividers) => {
    expect(sectionsOf(`Baker\n\n${section}\n- Dough\n\n${heading}\n- Ovens`)).toEqual({ preamble: ['Baker'], sections, dividers });
  });
});

describe('above the first section', () => {
  const duties = [['responsibilities.primary', 'Bakes']];

  it.each([
    ['a title that sounds like a section', '# Skills Trainer', ['Skills Trainer'], duties],
    ['a second heading in words of its own', 'Baker\n## Bread for the town', ['Baker', 'Bread for the town'], duties],
    [
      'a second heading that sounds like a section',
      'Baker\n## Skills of a baker\n- Dough',
      ['Baker'],
      [['requirements', 'Dough'], ...duties],
    ],
    ['a title behind the kind of the document', 'Job Description: Baker', ['Job Description: Baker'], duties],
    ['a document that starts with a section', 'Skills\n- Dough', [], [['requirements', 'Dough'], ...duties]],
    ['a summary that speaks of a job description', 'Summary: a job description', [], [['definition', 'a job description'], ...duties]],
    ['a second line that is a known heading', 'Baker\nJob Description\nBakes.', ['Baker'], [['definition', 'Bakes.'], ...duties]],
  ])('%s', (_, start, preamble, sections) => {
    expect(sectionsOf(`${start}\n\n## Duties\n- Bakes`)).toEqual({ preamble, sections, dividers: [] });
  });
});
