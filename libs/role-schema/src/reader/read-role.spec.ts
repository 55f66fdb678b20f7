import { readFileSync } from 'node:fs';
import {
  type Role,
  RoleDocumentError,
  type RoleDocumentErrorCode,
  readRole,
  requirementsOf,
  roleDocumentBytesMax,
  roleDocumentLinesMax,
  roleSchema,
} from '../index.js';

const sample = readFileSync(new URL('../../samples/mts-software-engineer.txt', import.meta.url), 'utf8');
const read = (text: string) => readRole(text).role;
const small = 'Baker\n\nRequirements:\n- Knows dough\n';

function refusalOf(input: string | Uint8Array): RoleDocumentError {
  try {
    readRole(input);
  } catch (error) {
    return error as RoleDocumentError;
  }
  throw new Error('It was read.');
}

/** Without lines, which formatting may change. */
function withoutLines(role: Role): unknown {
  return JSON.parse(JSON.stringify(role, (key, value) => (key === 'line' ? undefined : value)));
}

describe('what is refused, and why', () => {
  it.each<[string, string | Uint8Array, RoleDocumentErrorCode]>([
    ['nothing', '', 'role-document/empty'],
    ['blanks', ' \n\t\r\n ', 'role-document/empty'],
    ['a byte-order mark alone', new Uint8Array([0xef, 0xbb, 0xbf]), 'role-document/empty'],
    ['bytes that are no UTF-8', new Uint8Array([0x52, 0xff, 0xfe, 0x20]), 'role-document/not-text'],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x52, 0x00]), 'role-document/not-text'],
    ['a PDF', '%PDF-1.7\nRequirements:\n- Java', 'role-document/not-text'],
    ['a ZIP or DOCX', 'PK\u0003\u0004 Requirements:\n- Java', 'role-document/not-text'],
    ['RTF', '{\\rtf1 Requirements:\n- Java', 'role-document/not-text'],
    ['control characters', `Requirements:\n- Java${'\u0001\u0002'.repeat(5)}`, 'role-document/not-text'],
    ['too many bytes', new Uint8Array(roleDocumentBytesMax + 1), 'role-document/too-large'],
    ['too many characters', 'a'.repeat(roleDocumentBytesMax + 1), 'role-document/too-large'],
    ['characters of more than one byte', 'é'.repeat(roleDocumentBytesMax / 2 + 1), 'role-document/too-large'],
    ['too many lines', `${small}${'\n'.repeat(roleDocumentLinesMax)}`, 'role-document/too-large'],
    ['a letter to a friend', 'Dear Ann,\n\nhow are you?\n\nYours, Ben', 'role-document/no-requirements'],
    ['headings without a list', 'Baker\n\nRequirements\n\nResponsibilities\n', 'role-document/no-requirements'],
  ])('%s', (_, input, code) => {
    const error = refusalOf(input);
    expect(error).toBeInstanceOf(RoleDocumentError);
    expect(error.code).toBe(code);
    expect(error.name).toBe('RoleDocumentError');
    expect(error.message).toMatch(/^The document .*\.$/);
  });

  it('says what is missing and where it was looked for', () => {
    const { details } = refusalOf('Baker\n\nOverview\nBakes bread.\n\nBenefits\n- Bread\n');
    expect(details).toMatchObject({
      missing: ['responsibilities', 'requirements'],
      headings: [
        { line: 3, text: 'Overview' },
        { line: 6, text: 'Benefits' },
      ],
      lines: 8,
    });
    expect(details.lookedFor).toEqual(
      expect.arrayContaining(['core responsibilities', 'responsibilities and duties', 'requirements', 'required skills and competencies']),
    );
    expect(refusalOf('').details).toEqual({ missing: [], lookedFor: [], headings: [], lines: 0 });
  });

  it('reads a document of just the largest size', () => {
    const document = small + ' '.repeat(roleDocumentBytesMax - small.length);
    expect(read(document).requirements.hard).toHaveLength(1);
    expect(readRole(new TextEncoder().encode(document)).role.requirements.hard).toHaveLength(1);
  });

  it('reads a document of just the most lines', () => {
    expect(read(`${small}${'\n'.repeat(roleDocumentLinesMax - 5)}`).requirements.hard).toHaveLength(1);
  });

  it('one stray control character is dropped', () => {
    expect(read('Baker\n\nRequirements:\n- Kn\u0000ows dough\n').requirements.hard[0]!.text).toBe('Knows dough');
  });
});

describe('the same document in another form is the same role', () => {
  const original = withoutLines(read(sample));
  it.each<[string, (text: string) => string]>([
    ['hyphens for bullets', (text) => text.replaceAll('•', '-')],
    ['asterisks for bullets', (text) => text.replaceAll('•', '*')],
    ['bullets without a blank', (text) => text.replaceAll('• ', '•')],
    ['no indent', (text) => text.replace(/^ +/gm, '')],
    ['no blank lines', (text) => text.replace(/\n{2,}/g, '\n')],
    ['twice the blank lines', (text) => text.replaceAll('\n', '\n\n')],
    ['Windows line ends', (text) => text.replaceAll('\n', '\r\n')],
    ['old Mac line ends', (text) => text.replaceAll('\n', '\r')],
    ['a byte-order mark', (text) => `\ufeff${text}`],
    ['no emoji', (text) => text.replace(/🎯 |📈 /gu, '')],
    ['no-break spaces', (text) => text.replaceAll('  •', '\u00a0\u00a0•\u00a0')],
    [
      'Markdown headings',
      (text) =>
        text.replace(
          /^(🎯 Role Definition|📈 Career Progression|Core Responsibilities|Required Skills & Competencies|Education & Experience)$/gmu,
          '## $1',
        ),
    ],
    ['bold headings', (text) => text.replace(/^(Hard Skills \(Technical\)|Soft Skills)$/gm, '**$1**')],
    [
      'capital headings',
      (text) => text.replace(/^(Primary Functions|Secondary Functions|Soft Skills)$/gm, (heading) => heading.toUpperCase()),
    ],
    ['navigation glued to the end', (text) => `${text}Back to Home`],
  ])('%s', (_, change) => {
    expect(withoutLines(read(change(sample)))).toEqual(original);
  });

  it('bytes or text', () => {
    expect(readRole(new TextEncoder().encode(sample))).toEqual(readRole(sample));
  });

  it('reads its own schema', () => {
    expect(roleSchema.parse(read(sample))).toEqual(read(sample));
  });

  it('keeps ids when a requirement is only set in another type, and changes them with the words', () => {
    const id = (text: string) => requirementsOf(read(`Baker\n\nRequirements:\n${text}\n`))[0]!.id;
    expect(id('- Knows C++ and dough.')).toBe(id('• **knows C++**, and “dough”'));
    expect(new Set(['C', 'C++', 'C#', 'Dough'].map((text) => id(`- ${text}`))).size).toBe(4);
    expect(id('- Knows dough')).toBe('req-8e7a5544024021');
  });
});

describe('headings and lists', () => {
  it('wrapped lines are one item', () => {
    const { hard } = read('Baker\n\nRequirements:\n- Knows dough\n  and ovens\n- Reads\nlabels\n').requirements;
    expect(hard.map(({ text, line }) => [line, text])).toEqual([
      [4, 'Knows dough and ovens'],
      [6, 'Reads labels'],
    ]);
  });

  it('a long unfinished line goes on in the next, a finished one does not', () => {
    const long = 'Knows all that there is to know about dough and about ovens and';
    const texts = (first: string) => read(`Baker\n\nRequirements:\n- ${first}\nFlour\n`).requirements.hard.map(({ text }) => text);
    expect(texts(long)).toEqual([`${long} Flour`]);
    expect(texts(`${long} more.`)).toEqual([`${long} more.`, 'Flour']);
    expect(texts('Knows dough')).toEqual(['Knows dough', 'Flour']);
  });

  it('a bullet without a word is skipped', () => {
    const { role, skipped } = readRole('Baker\n\nRequirements:\n- …\n- Dough\n');
    expect(role.requirements.hard.map(({ text }) => text)).toEqual(['Dough']);
    expect(skipped).toEqual([{ line: 4, text: '…' }]);
  });

  it('pay under a heading is read, and what is no band is reported', () => {
    const reading = (pay: string) => readRole(`Baker\n\nSalary: ${pay}\n\nRequirements:\n- Dough\n`);
    expect(reading('€2,000 - €3,000').role.band).toEqual({ min: 2000, max: 3000, currency: 'EUR', period: 'month' });
    expect(reading('negotiable').notUnderstood).toEqual([{ line: 3, text: 'negotiable' }]);
    expect(reading('up to €3,000')).toMatchObject({ role: { band: null }, notUnderstood: [{ line: 3, text: 'up to €3,000' }] });
    expect(reading('$ - $')).toMatchObject({ role: { band: null }, notUnderstood: [] });
  });

  it('navigation below the document is left out', () => {
    const { role, skipped } = readRole('Baker\n\nRequirements:\n- Dough\n\nBack to Home\n');
    expect(role.requirements.hard.map(({ text }) => text)).toEqual(['Dough']);
    expect(skipped).toEqual([{ line: 6, text: 'Back to Home' }]);
  });

  it('the title repeated as a last word is no navigation', () => {
    expect(read('Baker\n\nRequirements:\n- Dough\n\nKeywords: bread, Baker')).toMatchObject({
      title: 'Baker',
      keywords: ['bread', 'Baker'],
    });
  });

  it('what stands above the first heading is sorted or reported', () => {
    const { role, notUnderstood, skipped } = readRole(
      'Home\nBaker\nNight shift\nUp to €3,000\nWe bake bread.\nCold, wet\nRef: 12\n\nRequirements:\n- Dough\n',
    );
    expect(role).toMatchObject({ title: 'Baker', band: null, definition: 'We bake bread.', tags: ['Cold', 'wet'] });
    expect(notUnderstood.map(({ text }) => text)).toEqual(['Night shift', 'Up to €3,000', 'Ref: 12']);
    expect(skipped.map(({ text }) => text)).toEqual(['Home']);
  });

  it('repeated requirements are read once, a duty in the same words stays', () => {
    const { role, skipped } = readRole('Baker\n\nDuties:\n- Knows dough\n\nRequirements:\n- Knows dough\n- knows dough.\n');
    expect(role.responsibilities.primary).toHaveLength(1);
    expect(role.requirements.hard).toHaveLength(1);
    expect(skipped).toEqual([{ line: 8, text: 'knows dough.' }]);
  });

  it('an introduction to a list is no requirement', () => {
    const { role, skipped } = readRole('Baker\n\nRequirements\n\nWe look for somebody who\n\n- Knows dough\n');
    expect(role.requirements.hard.map(({ text }) => text)).toEqual(['Knows dough']);
    expect(skipped).toEqual([{ line: 5, text: 'We look for somebody who' }]);
  });

  it('a section in words of its own is reported line by line, and ends the one above', () => {
    const { role, notUnderstood } = readRole('Baker\n\n## Requirements\n- Knows dough\n\n## Our oven\n- Is big\n- Is old\n');
    expect(role.requirements.hard).toHaveLength(1);
    expect(notUnderstood).toEqual([
      { line: 6, text: 'Our oven' },
      { line: 7, text: 'Is big' },
      { line: 8, text: 'Is old' },
    ]);
  });

  it('an unmarked heading above a list is seen as one', () => {
    const { role, notUnderstood } = readRole('Baker\n\nRequirements\n\n- Knows dough\n\nOur Oven\n\n- Is big\n');
    expect(role.requirements.hard).toHaveLength(1);
    expect(notUnderstood.map(({ line }) => line)).toEqual([7, 9]);
  });

  it('a deeper heading only divides the list', () => {
    const { role, skipped } = readRole('Baker\n\n## Duties\n\n### In the morning\n- Bakes\n\n### At noon\n- Sells\n');
    expect(role.responsibilities.primary.map(({ text }) => text)).toEqual(['Bakes', 'Sells']);
    expect(skipped.map(({ text }) => text)).toEqual(['In the morning', 'At noon']);
  });

  it('"Preferred:" belongs to the section it stands in', () => {
    const { requirements } = read(
      'Baker\n\nEDUCATION\nMinimum:\n- High school diploma\nPreferred:\n- Apprenticeship\n\nEXPERIENCE\n- 1 year of baking\nPreferred:\n- 3 years of baking\n\nSKILLS\n- Dough\n\nPREFERRED\n- Ovens\n',
    );
    expect(requirements.education.map(({ importance }) => importance)).toEqual(['must', 'nice']);
    expect(requirements.experience.map(({ importance, years }) => [importance, years?.min])).toEqual([
      ['must', 1],
      ['nice', 3],
    ]);
    expect(requirements.hard.map(({ importance }) => importance)).toEqual(['must', 'nice']);
  });

  it('a marked "Preferred" belongs to the heading above when it is set deeper, and stands alone when it is not', () => {
    const asked = (mark: string) =>
      requirementsOf(read(`Baker\n\n## Education\n- Apprenticeship\n\n${mark} Preferred\n- Dough\n`)).map(
        ({ kind, importance }) => `${kind} ${importance}`,
      );
    expect(asked('###')).toEqual(['education must', 'education nice']);
    expect(asked('##')).toEqual(['hard nice', 'education must']);
  });

  it.each([
    ['What You’ll Do', 'What You’ll Bring'],
    ['**Your responsibilities**', '**Who you are**'],
    ['1. Responsibilities', '2. Qualifications'],
    ['RESPONSIBILITIES & DUTIES', 'SKILLS & EXPERIENCE'],
    ['### Your daily responsibilities', '### The skills we hope for'],
    ['Key Responsibilities (m/f/d):', 'Minimum Qualifications:'],
  ])('"%s" and "%s"', (duties, requirements) => {
    const role = read(`Baker\n\n${duties}\n- Bakes\n\n${requirements}\n- Knows dough\n`);
    expect(role.responsibilities.primary.map(({ text }) => text)).toEqual(['Bakes']);
    expect(requirementsOf(role).map(({ text }) => text)).toEqual(['Knows dough']);
  });

  it.each([
    ['Job Description: Baker', 'Baker'],
    ['Baker – Job Description', 'Baker'],
    ['Job Title: Baker', 'Baker'],
    ['# Baker (m/f/d)', 'Baker'],
    ['Job Description\nBaker', 'Baker'],
    ['We are hiring: Baker', 'Baker'],
    ['Home\nBaker', 'Baker'],
    ['Key Responsibilities and Required Skills for Baker', 'Baker'],
    ['# Skills Trainer', 'Skills Trainer'],
    ['The bakery is looking for help.', ''],
  ])('the title of "%s" is "%s"', (start, title) => {
    expect(read(`${start}\n\nRequirements:\n- Knows dough\n`).title).toBe(title);
  });
});
