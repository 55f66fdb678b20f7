/** How one requirement is judged: what counts as shown, what years and equivalent experience change, and which places are quoted. */
import { evaluateResume, normalizeResume, readRole, requirementsOf } from '../index.js';

const today = '2026-11-24';

/** The one requirement of a role below the heading, against the résumé. `quotes` in the order of the evidence. */
function judge(requirement: string, resume: string, heading = 'Hard Skills') {
  const { role } = readRole(`Backend Engineer\n\n${heading}:\n- ${requirement}\n`);
  const musts = requirementsOf(role).map(({ id }) => id);
  const { findings, score } = evaluateResume(resume, role, { musts, niceToHaves: [] }, { today });
  const { finding, met, evidence, explanation } = findings[0]!;
  const points = [...normalizeResume(resume)];
  return { finding, met, points: score.total, explanation, quotes: evidence.map(({ start, end }) => points.slice(start, end).join('')) };
}

const job = (title: string, dates: string, text: string) => `${title}, ${dates}\n- ${text}\n\n`;
const java = job('Backend Engineer', 'Jan 2020 – Dec 2022', 'Java services');

describe('a credential is shown by its section', () => {
  it.each([
    'Lift licence',
    'Lift license',
    'Lift licensure',
    'Lift certificate',
    'Certified lift repairs',
    'Registered lift engineer',
    'Lift registration',
    'Lift credential',
    'Lift accreditation',
    'Lift permit',
    'Lift endorsement',
  ])('%s', (text) => expect(judge(text, `Certifications\n${text}, 2019\n`)).toMatchObject({ finding: 'shown', met: true, points: 10 }));
  it('and what is no credential is but mentioned there', () => {
    expect(judge('Lift repairs', 'Certifications\nLift repairs, 2019\n')).toMatchObject({ finding: 'mentioned', met: true, points: 5 });
  });
});

describe('conduct that is not found is left to a person', () => {
  const nurse = job('Nurse', '2020 – 2021', 'Patience with families');
  it.each([
    ['found', 'Patience', true],
    ['found in part', 'Patience and empathy', null],
    ['not found', 'Empathy', null],
  ])('%s', (_, text, met) => expect(judge(text, nurse, 'Soft Skills').met).toBe(met));
});

describe('experience in place of a degree', () => {
  const asked = 'Degree or equivalent experience';
  it('is not called on when the degree is there', () => {
    expect(judge(asked, `${java}Education\nBSc Physics, 2010 – 2014`, 'Education')).toEqual({
      finding: 'shown',
      met: true,
      points: 10,
      explanation: "Bachelor's degree ✓ shown.",
      quotes: ['BSc'],
    });
  });
  it('is that of the field alone, quoted in the order of the text', () => {
    const heads = ['Backend Engineer, Jan 2021 – Dec 2022', 'Backend Engineer, Jan 2019 – Dec 2020'];
    const resume = `${job('Driver', '2005 – 2006', 'nights')}${heads.map((head) => `${head}\n- Go\n\n`).join('')}`;
    expect(judge(asked, resume, 'Education')).toMatchObject({ finding: 'shown', met: true, quotes: heads });
  });
});

describe('years', () => {
  it.each([
    [
      'with what is named',
      '3 years of experience with Java',
      java,
      '3 years in dated jobs that count, 3 asked. Java ✓ shown.',
      ['Java'],
      true,
    ],
    [
      'of nothing named, by the jobs of the field',
      '2 years of experience',
      java,
      '3 years in dated jobs that count, 2 asked.',
      ['Backend Engineer, Jan 2020 – Dec 2022'],
      true,
    ],
    [
      'without a date where what is named stands, beside a dated job of another field',
      '3 years of experience with Java',
      `Experience\n${job('Driver', 'Jan 2020 – Dec 2022', 'nights')}Skills\nJava`,
      '0 years in dated jobs that count, 3 asked. Java ✓ mentioned.',
      ['Java'],
      null,
    ],
    [
      'none in dated jobs of another field',
      '3 years of experience with Java',
      job('Driver', 'Jan 2020 – Dec 2022', 'nights'),
      '0 years in dated jobs that count, 3 asked. Not found in the résumé: Java.',
      [],
      false,
    ],
  ])('%s', (_, text, resume, explanation, quotes, met) => {
    expect(judge(text, resume, 'Experience')).toMatchObject({ explanation, quotes, met });
  });
  it('of the field are quoted in the order of the text, whatever puts a job in the field', () => {
    const { role } = readRole('Backend Engineer\n\nHard Skills:\n- Java and SQL\n\nExperience:\n- 1 year of experience\n');
    const resume = `${job('Analyst', 'Jan 2020 – Dec 2021', 'Java and SQL')}${job('Backend Engineer', 'Jan 2018 – Dec 2019', 'Go')}`;
    const { findings } = evaluateResume(resume, role, { musts: [], niceToHaves: [] }, { today });
    expect(findings[1]).toMatchObject({ years: { required: 1, found: 4 }, evidence: [{ start: 0 }, { start: resume.indexOf('Backend') }] });
  });
  it('of none asked are met by none', () => {
    expect(judge('0 years of Java', job('Driver', 'Jan 2020 – Dec 2022', 'nights'), 'Experience')).toMatchObject({ met: true, points: 10 });
  });
});

describe('of alternatives the better one counts', () => {
  const other = job('Driver', '2020 – 2021', 'nights');
  it.each([
    [
      'none found',
      'Python (Django) or Java (Hibernate)',
      other,
      false,
      'Not found in the résumé: Django; one needed. Or: Not found in the résumé: Hibernate; one needed.',
    ],
    [
      'none found, and the first leaves room',
      'Java (e.g. Hibernate) or Python (Django)',
      other,
      null,
      'Not found in the résumé: Hibernate; one needed; others like them may do, a person judges. Or: Not found in the résumé: Django; one needed.',
    ],
  ])('%s', (_, text, resume, met, explanation) => expect(judge(text, resume)).toMatchObject({ met, explanation, points: 0 }));
});

it('of two places that begin together the shorter is quoted first', () => {
  expect(
    judge('Container orchestration and containers', job('Engineer', '2020 – 2021', 'Kept container orchestration cheap')),
  ).toMatchObject({
    met: true,
    quotes: ['container', 'container orchestration'],
  });
});
