/** What stands above the first section of a job description: its title, pay, tags, an introduction, and what is left over. */
import type { Item } from './outline.js';
import { preambleOf, titleOf } from './preamble.js';

const line = (text: string, index: number): Item => ({ line: index + 1, text, listed: false });

/** Only the parts that something was found for, notes as their words. */
function read(...texts: string[]) {
  const { notUnderstood, skipped, ...parts } = preambleOf(texts.map(line), new Set());
  const textOf = (note: { text: string }) => note.text;
  const found = { ...parts, notUnderstood: notUnderstood.map(textOf), skipped: skipped.map(textOf) };
  const nothing = ['null', '[]', '""'];
  return Object.fromEntries(Object.entries(found).filter(([, part]) => !nothing.includes(JSON.stringify(part))));
}

describe('the title, freed of what frames it', () => {
  it.each([
    ['Pastry Chef', 'Pastry Chef'],
    ['Key Responsibilities and Required Skills for Pastry Chef', 'Pastry Chef'],
    ['Title: Pastry Chef', 'Pastry Chef'],
    ['Role: Pastry Chef', 'Pastry Chef'],
    ['Job Title: Pastry Chef', 'Pastry Chef'],
    ['Role title: Pastry Chef', 'Pastry Chef'],
    ['Position Title : Pastry Chef', 'Pastry Chef'],
    ['Job description: Pastry Chef', 'Pastry Chef'],
    ['Job description for Pastry Chef', 'Pastry Chef'],
    ['Job Description of Pastry Chef', 'Pastry Chef'],
    ['Job posting – Pastry Chef', 'Pastry Chef'],
    ['Job ad - Pastry Chef', 'Pastry Chef'],
    ['We are hiring: Pastry Chef', 'Pastry Chef'],
    ['We are hiring a Pastry Chef', 'Pastry Chef'],
    ['We are hiring an Archivist', 'Archivist'],
    ["We're looking for our Pastry Chef", 'Pastry Chef'],
    ['We’re hiring: Pastry Chef', 'Pastry Chef'],
    ['Vacancy: Pastry Chef', 'Pastry Chef'],
    ['Hiring: Pastry Chef', 'Pastry Chef'],
    ['Pastry Chef Job Description', 'Pastry Chef'],
    ['Pastry Chef – Job Description', 'Pastry Chef'],
    ['Pastry Chef: Job Posting', 'Pastry Chef'],
    ['Pastry Chef | Role Profile', 'Pastry Chef'],
    ['Pastry Chef (Role Description)', 'Pastry Chef'],
    ['Pastry Chef (m/f/d)', 'Pastry Chef'],
    ['Pastry Chef (m/w/d)', 'Pastry Chef'],
    ['Pastry Chef, f/m/x', 'Pastry Chef'],
    ['Pastry Chef w/m/d', 'Pastry Chef'],
    ['Pastry Chef - (m/f/d)', 'Pastry Chef'],
    ['Pastry Chef (m/f/d) at Night', 'Pastry Chef (m/f/d) at Night'],
    ['Chef (A/M/D)', 'Chef (A/M/D)'],
    ['Chef (F/M/S)', 'Chef (F/M/S)'],
    ['Level of the role: senior', 'Level of the role: senior'],
  ])('of "%s" is "%s"', (text, title) => {
    expect(titleOf(text)).toBe(title);
  });
});

describe('which line is the title', () => {
  it.each([
    ['the first', ['Midwife', 'Ward of 12'], { title: 'Midwife', notUnderstood: ['Ward of 12'] }],
    ['the one that says so, and not the employer above it', ['Northwind', 'Role: Baker'], { title: 'Baker', skipped: ['Northwind'] }],
    ['the first that says so', ['Role: Baker', 'Role: Miller'], { title: 'Baker', notUnderstood: ['Role: Miller'] }],
    [
      'not a later line that only mentions the role',
      ['Baker', 'Level of the role: 2'],
      { title: 'Baker', notUnderstood: ['Level of the role: 2'] },
    ],
    ['not a sentence', ['We sell bread.', 'Baker'], { title: 'Baker', definition: ['We sell bread.'] }],
    [
      'not a sentence that starts as a title does',
      ['Baker', 'We are looking for a baker.'],
      { title: 'Baker', definition: ['We are looking for a baker.'] },
    ],
    ['not a question', ['Do you bake?', 'Baker'], { title: 'Baker', definition: ['Do you bake?'] }],
    ['one with a dot in it', ['Sr. Accountant'], { title: 'Sr. Accountant' }],
    ['not navigation', ['Back to Home', 'Baker'], { title: 'Baker', skipped: ['Back to Home'] }],
    ['not pay', ['€20 per hour', 'Baker'], { title: 'Baker', band: { min: 20, max: 20, currency: 'EUR', period: 'hour' } }],
    ['one of 120 characters', ['b'.repeat(120)], { title: 'b'.repeat(120) }],
    ['not one of 121', ['b'.repeat(121), 'Baker'], { title: 'Baker', definition: ['b'.repeat(121)] }],
    ['none of sentences', ['We sell bread.'], { definition: ['We sell bread.'] }],
    ['none of nothing', [], {}],
    ['below what leads up to it', ['We are hiring:', 'Baker'], { title: 'Baker', skipped: ['We are hiring:'] }],
  ])('%s', (_, texts, expected) => {
    expect(read(...texts)).toEqual(expected);
  });

  it.each([
    'Job Description',
    'Job posting',
    'Role description',
    'Role Profile',
    'Position Description',
    'Job Specification',
    'Vacancy',
    'Job Ad',
    'JOB ADVERTISEMENT',
  ])('not "%s", which only names the kind of the document', (kind) => {
    expect(read(kind, 'Baker')).toEqual({ title: 'Baker', skipped: [kind] });
  });

  it('not a bullet', () => {
    const bullet = { line: 1, text: 'Night shift', listed: true };
    const { title, notUnderstood } = preambleOf([bullet, line('Baker', 1)], new Set());
    expect([title, notUnderstood]).toEqual(['Baker', [{ line: 1, text: 'Night shift' }]]);
  });
});

describe('the lines below the title', () => {
  const eighty = 'A bakery by the sea '.repeat(4).trimEnd();

  it.each([
    ['a band', '€2,000 - €3,000', { band: { min: 2000, max: 3000, currency: 'EUR', period: 'month' } }],
    ['pay without a band', 'Up to €3,000.', { notUnderstood: ['Up to €3,000.'] }],
    ['a place for pay that was left empty', '$ - $', {}],
    ['tags', 'Food, Bread, Early Shift', { tags: ['Food', 'Bread', 'Early Shift'] }],
    ['a label and what it says', 'Branches: Riga, Vilnius', { notUnderstood: ['Branches: Riga, Vilnius'] }],
    ['a label with a number', 'B2B Sales: Riga, Vilnius', { notUnderstood: ['B2B Sales: Riga, Vilnius'] }],
    ['a sentence', 'We bake bread.', { definition: ['We bake bread.'] }],
    ['an exclamation', 'Come and bake!', { definition: ['Come and bake!'] }],
    ['a paragraph of 80 characters without an end', `${eighty}s`, { definition: [`${eighty}s`] }],
    ['a line of 79 characters without an end', eighty, { notUnderstood: [eighty] }],
    ['a line with a dot in it', 'No. 12 High Street', { notUnderstood: ['No. 12 High Street'] }],
    ['navigation', 'Print', { skipped: ['Print'] }],
  ])('%s', (_, text, expected) => {
    expect(read('Baker', text)).toEqual({ title: 'Baker', ...expected });
  });

  it('keeps the first band and the first tags', () => {
    expect(read('Baker', 'Food, Bread', 'Night, Early', '€20/h', '€30/h')).toEqual({
      title: 'Baker',
      tags: ['Food', 'Bread'],
      band: { min: 20, max: 20, currency: 'EUR', period: 'hour' },
      notUnderstood: ['Night, Early'],
    });
  });
});
