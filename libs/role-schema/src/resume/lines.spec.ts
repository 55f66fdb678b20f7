import { resumeLines } from './lines.js';

/** Section, heading (#) or bullet (-), text of each line. */
function outline(text: string): string[] {
  return resumeLines(text).map(({ section, heading, bullet, text: line }) => `${section}${heading ? '#' : bullet ? '-' : ''} ${line}`);
}

describe('headings', () => {
  it.each([
    ['above any heading nothing is known', 'Jane Doe', ['other Jane Doe']],
    [
      'a heading holds until the next one',
      'Skills\nJava\n\nStudies\nMIT',
      ['skills# Skills', 'skills Java', 'skills ', 'education# Studies', 'education MIT'],
    ],
    ['in capitals, with a colon', 'SKILLS:', ['skills# SKILLS:']],
    ['as Markdown', '## Skills', ['skills# ## Skills']],
    ['in a frame', '=== Skills ===', ['skills# === Skills ===']],
    ['over a long rule', `Skills ${'_'.repeat(50)}`, [`skills# Skills ${'_'.repeat(50)}`]],
    ['with an ampersand', 'Education & Training', ['education# Education & Training']],
    ['with an ampersand between the words', 'Education&Training', ['education# Education&Training']],
    ['with the skills on its own line, at the very top', 'Skills: Java', ['skills# Skills: Java']],
    ['right below another heading', 'Studies\nCourses: BLS', ['education# Studies', 'credentials# Courses: BLS']],
    ['below a blank line', 'Jane\n\nSkills: Java', ['other Jane', 'other ', 'skills# Skills: Java']],
    ['in an entry such a line is the entry’s', 'Career\nNurse\nSkills: Java', ['work# Career', 'work Nurse', 'work Skills: Java']],
    ['a bullet such as this is none', 'Career\n- Skills: Java', ['work# Career', 'work- - Skills: Java']],
    ['a bullet with only the name is one', 'Jane\n• Skills', ['other Jane', 'skills# • Skills']],
    ['words behind the name', 'Skills of a nurse', ['other Skills of a nurse']],
    ['words before the name', 'My skills', ['other My skills']],
  ])('%s: %j', (_, text, expected) => {
    expect(outline(text)).toEqual(expected);
  });
});

describe('bullets', () => {
  it.each([
    ['- Java', true],
    ['-Java', true],
    ['• Java', true],
    ['➢ Java', true],
    ['1. Java', true],
    ['12) Java', true],
    ['Java - SQL', false],
    ['123. Java', false],
    ['St. Mary Hospital', false],
    ['A) Java', false],
    ['03.2019 – 04.2020', false],
    ['15.03.2019', false],
  ])('%s', (line, expected) => {
    expect(resumeLines(line).map(({ bullet }) => bullet)).toEqual([expected]);
  });
});

it('a line knows where it starts', () => {
  expect(resumeLines('Jane\n\nJava').map(({ start }) => start)).toEqual([0, 5, 6]);
});
