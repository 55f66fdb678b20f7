/** The sections of a role document and the headings they go by, as data. */

/** What a reading can miss. */
export const sections = [
  'title',
  'tags',
  'salary',
  'definition',
  'careerPath.entryFrom',
  'careerPath.advancementTo',
  'careerPath.lateral',
  'responsibilities.primary',
  'responsibilities.secondary',
  'requirements.hard',
  'requirements.soft',
  'requirements.education',
  'requirements.experience',
  'fieldsOfStudy',
  'keywords',
] as const;
export type Section = (typeof sections)[number];

/** Where a heading leads. Some only contain others; `aside` is understood and no part of a role. */
export type Place =
  | Exclude<Section, 'requirements.education' | 'requirements.experience'>
  | 'careerPath'
  | 'requirements'
  | 'requirements.nice'
  | 'background'
  | 'education'
  | 'education.preferred'
  | 'experience'
  | 'experience.preferred'
  | 'aside';

const table = `
title: job title, position, position title, role title, job name
definition: role definition, overview, job overview, position overview, role overview, summary, job summary, position summary, role summary, about the role, about the job, about the position, about this role, the role, the job, the opportunity, your role, job description, role description, purpose, job purpose, role purpose, position purpose, purpose of the role, description, mission, your mission, general summary, job brief
careerPath: career progression, career path, typical career path, career development, progression
careerPath.entryFrom: entry point from, entry points, entry point, entry from, coming from
careerPath.advancementTo: advancement to, advancement, promotion to, next steps, leads to, advances to
careerPath.lateral: lateral moves, lateral move, lateral moves to, lateral
responsibilities.primary: core responsibilities, primary functions, primary function, primary responsibilities, responsibilities, key responsibilities, main responsibilities, essential functions, essential duties, essential duties and responsibilities, duties, key duties, main duties, job duties, duties and responsibilities, responsibilities and duties, roles and responsibilities, what you will do, what you'll do, what you will be doing, what you'll be doing, your responsibilities, your tasks, tasks, day to day, day-to-day, in this role you will, your day, key accountabilities, accountabilities, principal duties, job responsibilities
responsibilities.secondary: secondary functions, secondary function, secondary responsibilities, additional responsibilities, additional duties, other duties, other responsibilities, occasional duties
requirements: required skills and competencies, required skills, skills and competencies, skills, requirements, key requirements, job requirements, minimum requirements, basic requirements, required, required qualifications, minimum qualifications, basic qualifications, qualifications, key qualifications, qualifications and skills, skills and qualifications, skills and experience, skills and abilities, knowledge skills and abilities, must have, must haves, must-have, must-haves, what you bring, what you'll bring, what you will bring, what we are looking for, what we're looking for, what we look for, who you are, about you, your profile, profile, candidate profile, person specification, you have, you bring, competencies, core competencies, essential, essential criteria, essential skills, what you need, what you'll need, minimum, mandatory
requirements.hard: hard skills, technical skills, technical, technical competencies, technical requirements, professional skills, clinical skills, licenses and certifications, licences and certifications, licenses, licences, licensure, certifications, certificates, licenses and certificates, licences and certificates, required certifications, required licenses, required licences, certifications and licenses, tools, technologies, tech stack, hard skills and knowledge, knowledge
requirements.soft: soft skills, personal skills, interpersonal skills, behavioural competencies, behavioral competencies, personal qualities, personal attributes, soft skills and attributes
requirements.nice: nice to have, nice to haves, nice-to-have, nice-to-haves, preferred, preferred skills, preferred qualifications, preferred requirements, desirable, desirable criteria, desirable skills, desired, desired skills, desired qualifications, bonus, bonus points, bonus skills, a plus, plus, pluses, good to have, additional qualifications, it would be great if you have, would be an advantage, advantageous
background: education and experience, experience and education, education and training, background
education: educational background, minimum education, education, required education, education requirements, educational requirements, academic requirements, academic qualifications, education minimum, degree
education.preferred: preferred education, education preferred, desired education
fieldsOfStudy: relevant fields of study, fields of study, relevant fields, fields, relevant degrees
experience: experience requirements, typical experience range, experience, required experience, minimum experience, work experience, professional experience, experience required, experience range, years of experience, relevant experience
experience.preferred: preferred experience, desired experience, experience preferred
keywords: keywords, key words, search terms, seo keywords
salary: salary, salary range, pay, pay range, pay rate, compensation, compensation range, base salary, remuneration, rate of pay, wage, hourly rate, annual salary
tags: tags, categories, category, labels
aside: about us, about the company, about the team, who we are, our company, company description, company overview, benefits, perks, perks and benefits, benefits and perks, what we offer, we offer, our offer, why join us, why us, how to apply, application process, to apply, equal opportunity, equal opportunity employer, equal opportunities, diversity, diversity and inclusion, location, locations, work location, employment type, job type, department, reports to, reporting to, company, employer, schedule, working hours, hours, shift, shifts, working conditions, work environment, working environment, physical demands, physical requirements, travel, start date, closing date, posted, contact, job id, reference, privacy notice, disclaimer, interview process, hiring process, team, contract type
`;

export const placeOfHeading: ReadonlyMap<string, Place> = new Map(
  table
    .trim()
    .split('\n')
    .flatMap((row) => {
      const [place, names] = row.split(': ') as [Place, string];
      return names.split(', ').map((name) => [name, place] as const);
    }),
);

/** The headings that start one of these places. */
export function headingsOf(...places: Place[]): string[] {
  return [...placeOfHeading].filter(([, place]) => places.includes(place)).map(([name]) => name);
}
