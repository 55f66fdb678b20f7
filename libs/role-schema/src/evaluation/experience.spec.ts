/** Which dated jobs count towards the years that a requirement asks for. */
import { readRole, requirementsOf } from '../index.js';
import { evidenceIn } from '../resume/evidence.js';
import { jobsInField, monthsFor, yearsAsked } from './experience.js';

const today = '2026-11-24';
const roleOf = (title: string, ...requirements: string[]) =>
  readRole(`${title}\n\nRequirements:\n${requirements.map((text) => `- ${text}\n`).join('')}`).role;
/** One year each: a job in the field, one of another, and one that shows Java. */
const jobs = [
  ['Warehouse Planner', 'Jan 2020 – Dec 2020', 'kept stock'],
  ['Pastry Chef', 'Jan 2021 – Dec 2021', 'made cakes'],
  ['Analyst', 'Jan 2022 – Dec 2022', 'Java reports'],
].map(([title, dates, bullet]) => `${title}, ${dates}\n- ${bullet}\n`);
const resume = `Experience\n${jobs.join('\n')}`;

describe('the years that a requirement asks for', () => {
  const monthsOf = (text: string) => {
    const role = roleOf('Warehouse Planner', text);
    const evidence = evidenceIn(resume, role, today);
    return monthsFor(requirementsOf(role)[0]!, evidence, jobsInField(role, evidence));
  };
  it.each([
    ['of the field as a whole, by the jobs in it', '3 years of experience', 12],
    ['in so many words', '3+ years of warehouse planning experience', 12],
    ['without "of"', '3 years warehouse planning experience', 12],
    ['with an apostrophe', '3 years’ experience', 12],
    ['with a straight apostrophe', "3 years' planning experience", 12],
    ['of one year', '1 year of professional hands-on planning experience', 12],
    ['as somebody', '3 years experience as a planner', 12],
    ['of a skill, by the jobs that show it', '3 years of experience with Java', 12],
    ['of a skill that no job shows', '3 years of experience with Kubernetes', 0],
    ['of a skill and of the field, by both', '3 years of professional experience as a Java developer', 24],
  ])('%s', (_, text, months) => expect(monthsOf(text)).toBe(months));
  it('are counted for no requirement that is not about experience', () => {
    const role = roleOf('Warehouse Planner', 'Careful reading');
    const evidence = evidenceIn(resume, role, today);
    expect(monthsFor(requirementsOf(role)[0]!, evidence, jobsInField(role, evidence))).toBe(0);
  });
});

describe('a job is in the field of a role', () => {
  const inField = (title: string, jobTitle: string, ...requirements: string[]) => {
    const role = roleOf(title, ...(requirements.length > 0 ? requirements : ['Reliable']));
    return jobsInField(role, evidenceIn(`Experience\n${jobTitle}, Jan 2020 – Dec 2022\n- Java and SQL\n`, role, today)).size === 1;
  };
  it.each([
    ['by one word of its title', 'Warehouse Planner', 'Head of Warehouse', true],
    ['by another form of the word', 'Warehouse Planner', 'Warehouses', true],
    ['not by its rank', 'Senior Warehouse Planner', 'Senior Chef', false],
    ['not by a word of every title', 'Engineer of the Team', 'Lead Engineer of Roles', false],
    ['not by a single letter', 'Planner B', 'Chef B', false],
    ['not by nothing', 'Warehouse Planner', 'Pastry Chef', false],
  ])('%s', (_, title, jobTitle, expected) => expect(inField(title, jobTitle)).toBe(expected));
  it('by two of its hard skills, and not by one', () => {
    expect(inField('Warehouse Planner', 'Pastry Chef', 'Java', 'SQL')).toBe(true);
    expect(inField('Warehouse Planner', 'Pastry Chef', 'Java', 'Kubernetes')).toBe(false);
  });
});

describe('the years that a role asks for', () => {
  const asked = (document: string) => yearsAsked(readRole(document).role);
  it.each([
    [
      'are those of its first must about experience',
      'Planner\n\nRequirements:\n- Java\n- 4 to 10+ years of experience\n- 7 years of Java\n',
      4,
    ],
    ['are none when it names none', 'Planner\n\nRequirements:\n- Java\n', 0],
    ['are none of what is nice to have', 'Planner\n\nRequirements:\n- Java\n\nNice to have:\n- 5 years of experience\n', 0],
  ])('%s', (_, document, years) => expect(asked(document)).toBe(years));
});
