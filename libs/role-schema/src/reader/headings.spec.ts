/** Which lines of job descriptions are headings, what they lead to, and what only looks like one. */
import { headingOf, type Standing } from './headings.js';
import { linesOf } from './lines.js';

const below = (place: Standing['place'], style: Standing['style'] = 'plain'): Standing => ({ place, style });
const read = (text: string, standing = below('preamble')) => headingOf(linesOf(text)[0]!, standing);

describe('a heading in known words', () => {
  it.each([
    ['bare', 'Requirements', { place: 'requirements', style: 'plain', inline: '' }],
    ['with a colon', 'Duties:', { place: 'responsibilities.primary', style: 'colon', inline: '' }],
    ['in small letters with a colon', 'duties:', { place: 'responsibilities.primary', style: 'colon', inline: '' }],
    ['in small letters in Markdown', '## duties', { place: 'responsibilities.primary', style: 'level 2', inline: '' }],
    ['in bold', '**Duties**', { place: 'responsibilities.primary', style: 'level 7', inline: '' }],
    ['in capitals', 'DUTIES', { place: 'responsibilities.primary', style: 'capitals', inline: '' }],
    ['in capitals with a colon', 'DUTIES:', { place: 'responsibilities.primary', style: 'capitals', inline: '' }],
    ['with what it says behind it', 'Keywords: dough, rye', { place: 'keywords', style: 'colon', inline: 'dough, rye' }],
    ['with more than a line behind it', `Mission: ${'a'.repeat(200)}`, { place: 'definition', style: 'colon', inline: 'a'.repeat(200) }],
    ['with colons behind it', 'Schedule: 6:00 to 14:00', { place: 'aside', style: 'colon', inline: '6:00 to 14:00' }],
    ['behind a picture', '🎯 Role Definition', { place: 'definition', style: 'plain', inline: '' }],
    ['with a note in brackets', 'Hard Skills (Technical)', { place: 'requirements.hard', style: 'plain', inline: '' }],
    ['with an ampersand', 'Skills & Abilities', { place: 'requirements', style: 'plain', inline: '' }],
    ['with a narrow ampersand', 'Skills&Abilities', { place: 'requirements', style: 'plain', inline: '' }],
    ['with commas', 'Knowledge, Skills, and Abilities', { place: 'requirements', style: 'plain', inline: '' }],
    ['with a curly apostrophe', 'What you’ll do', { place: 'responsibilities.primary', style: 'plain', inline: '' }],
    ['with a number', '2. Education', { place: 'education', style: 'plain', inline: '' }],
    ['with a bullet and a colon', '• Education:', { place: 'education', style: 'colon', inline: '' }],
  ])('%s: "%s"', (_, text, expected) => {
    expect(read(text)).toEqual({ ...expected, sure: true });
  });
});

describe('a marked heading in words of its own', () => {
  it.each([
    ['## It would be nice to know Latin', 'requirements.nice'],
    ['## Nice-to-know', 'requirements.nice'],
    ['## Preferred background of a florist', 'requirements.nice'],
    ['## Desirable for the ward', 'requirements.nice'],
    ['## Desired of a teacher', 'requirements.nice'],
    ['## A bonus for riggers', 'requirements.nice'],
    ['## Daily responsibilities', 'responsibilities.primary'],
    ['## Duties of a deckhand', 'responsibilities.primary'],
    ['## What you will be doing at sea', 'responsibilities.primary'],
    ["## What you'll do at sea", 'responsibilities.primary'],
    ['## Qualifications of a pilot', 'requirements'],
    ['## Skills of a welder', 'requirements'],
    ['## The must haves of this ward', 'requirements'],
    ['## The must-haves of this ward', 'requirements'],
    ['## Clinical competence', 'requirements'],
    ['## What you bring to the kitchen', 'requirements'],
    ["## What you'll need on site", 'requirements'],
    ['## Education of a notary', 'education'],
    ['## Clinical experience', 'experience'],
    ['## The guest experience team', 'unknown'],
    ['## A day in the bakery', 'unknown'],
  ])('"%s" is of the kind %s', (text, place) => {
    expect(read(text)).toEqual({ place, style: 'level 2', inline: '', sure: false });
  });

  it.each([
    ['In the bakery:', 'colon'],
    ['OUR TEAM', 'capitals'],
    ['LOGISTICS', 'capitals'],
    ['IN THE BAKERY:', 'capitals'],
    [`## ${'a'.repeat(80)}`, 'level 2'],
  ])('"%s" is one, marked by %s', (text, style) => {
    expect(read(text)).toEqual({ place: 'unknown', style, inline: '', sure: false });
  });
});

describe('no heading', () => {
  it.each([
    ['a line in words of its own', 'Bakes bread'],
    ['a line that goes on in small letters', 'skills'],
    ['a label and what it says', 'Oven: electric'],
    ['a bullet', '- Skills'],
    ['a bullet that leads into others', '- Ovens:'],
    ['a bullet with a known label', '- Skills: dough'],
    ['a numbered line', '3. Bakes bread'],
    ['a sentence that ends in a colon', `${'We bake bread and '.repeat(5)}:`],
    ['a marked sentence', `## ${'a'.repeat(81)}`],
    ['a letter', 'C'],
    ['a name of one letter and signs', 'C++'],
    ['an abbreviation', 'SQL'],
    ['an abbreviation of five letters', 'HACCP'],
    ['an abbreviation and a number', 'ISO 9001'],
    ['a script without capitals', '仕事の内容と責任'],
    ['a lone colon', ':'],
  ])('%s: "%s"', (_, text) => {
    expect(read(text)).toBeNull();
  });
});

describe('a word that says how much something is wanted', () => {
  it.each([
    ['Preferred:', 'education.preferred'],
    ['Desired:', 'education.preferred'],
    ['Desirable:', 'education.preferred'],
    ['Bonus:', 'education.preferred'],
    ['A plus:', 'education.preferred'],
    ['Required:', 'education'],
    ['Minimum:', 'education'],
    ['Essential:', 'education'],
    ['Mandatory:', 'education'],
    ['Nice to have:', 'requirements.nice'],
    ['Skills:', 'requirements'],
  ])('"%s" below Education is %s', (text, place) => {
    expect(read(text, below('education'))?.place).toBe(place);
  });

  it.each([
    ['Preferred:', below('experience'), 'experience.preferred'],
    ['Required:', below('experience.preferred'), 'experience'],
    ['Preferred:', below('education.preferred'), 'education.preferred'],
    ['Preferred:', below('experience', 'colon'), 'experience.preferred'],
    ['PREFERRED', below('experience', 'capitals'), 'requirements.nice'],
    ['PREFERRED', below('experience', 'level 2'), 'experience.preferred'],
    ['## Preferred', below('education', 'level 2'), 'requirements.nice'],
    ['### Preferred', below('education', 'level 2'), 'education.preferred'],
    ['Preferred:', below('requirements.hard'), 'requirements.nice'],
    ['Preferred:', below('preamble'), 'requirements.nice'],
  ])('"%s" below %j is %s', (text, standing, place) => {
    expect(read(text, standing)?.place).toBe(place);
  });
});
