import { normalizeResume, readRole } from '../index.js';
import { evidenceIn } from './evidence.js';

const today = '2026-11-24';

/** What the résumé shows of a skill: its words, by place, and the jobs they stand in. */
function sightingOf(skill: string, resume: string, ...others: string[]) {
  const { role } = readRole(`Baker\n\nRequirements:\n${[skill, ...others].map((text) => `- Experience with ${text}`).join('\n')}\n`);
  const { id } = role.requirements.hard.flatMap(({ skills }) => skills).find(({ name }) => name === skill)!;
  const text = normalizeResume(resume);
  const points = [...text];
  const { inJobs, attested, elsewhere, jobs } = evidenceIn(text, role, today).of(id);
  const quotes = (spans: { start: number; end: number }[]) => spans.map(({ start, end }) => points.slice(start, end).join(''));
  return { inJobs: quotes(inJobs), attested: quotes(attested), elsewhere: quotes(elsewhere), jobs: [...jobs] };
}

const nowhere = { inJobs: [], attested: [], elsewhere: [], jobs: [] };
const bakery = 'Experience\n\nBaker, 2019 – 2020\n- Gala\n\nCook, 2021 – 2022\n- Java';

describe('the place of a skill', () => {
  it.each<[string, string, string, object]>([
    ['in the title that begins a job', 'Java', 'Java developer, 2019 – 2020', { inJobs: ['Java'], jobs: [0] }],
    ['in the last words of the text', 'Java', 'Baker, 2019 – 2020\n- Java', { inJobs: ['Java'], jobs: [0] }],
    ['in both jobs', 'Java', 'Baker, 2019 – 2020\n- Java\n\nCook, 2021 – 2022\n- Java', { inJobs: ['Java', 'Java'], jobs: [0, 1] }],
    ['in the second job', 'Java', bakery, { inJobs: ['Java'], jobs: [1] }],
    ['before the jobs', 'Java', 'Java baker\n\nExperience\nBaker, 2019 – 2020', { elsewhere: ['Java'] }],
    ['behind the jobs', 'Java', 'Baker, 2019 – 2020\n\nSkills\nJava', { elsewhere: ['Java'] }],
    ['under a later heading that attests', 'Java', 'Summary\nBaker\n\nCertificates\nJava', { attested: ['Java'] }],
    [
      'in a line of studies',
      'Java',
      'Summary\nJava\n\nEducation: Java\n\nSkills\nJava',
      { attested: ['Java'], elsewhere: ['Java', 'Java'] },
    ],
    ['in the heading itself', 'Courses', 'Summary\nCourses for dogs\n\nCourses: dogs', { attested: ['Courses'], elsewhere: ['Courses'] }],
    ['behind characters of two halves', 'Java', '😀 Zoë 😀\n\nJava 😀 and Java', { elsewhere: ['Java', 'Java'] }],
  ])('%s', (_, skill, resume, expected) => {
    expect(sightingOf(skill, resume)).toEqual({ ...nowhere, ...expected });
  });

  it('a skill that only the role knows stands in its own job, whatever else stands in later ones', () => {
    expect(sightingOf('Gala', bakery, 'Java')).toEqual({ ...nowhere, inJobs: ['Gala'], jobs: [0] });
    expect(sightingOf('Java', bakery, 'Gala')).toEqual({ ...nowhere, inJobs: ['Java'], jobs: [1] });
  });
});

describe('a skill that only the role knows', () => {
  it.each([
    ['a name, as written', 'Gala', 'Gala ovens', ['Gala']],
    ['a name in capitals', 'Gala', 'GALA ovens', ['GALA']],
    ['a name is not the ordinary word', 'Gala', 'A gala evening', []],
    ['an acronym is not the ordinary word', 'LAVA', 'Hot lava', []],
    ['a name that begins with a digit', '4Bake', 'Ran 4bake', []],
    ['a name that begins small may stand in any form', 'eLava', 'Ran ELava', ['ELava']],
    ['a word without capitals may too', 'sourdough', 'Sourdough bread', ['Sourdough']],
    ['several words may too', 'Gala ovens', 'Cleaned a gala oven', ['gala oven']],
    ['several words, the last in capitals', 'bread LAVA', 'Bread lava', ['Bread lava']],
  ])('%s: %s in "%s"', (_, skill, resume, elsewhere) => {
    expect(sightingOf(skill, resume)).toEqual({ ...nowhere, elsewhere });
  });
});
