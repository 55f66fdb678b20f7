import {
  type Evaluation,
  evaluateResume,
  evaluationSchema,
  evaluatorVersion,
  normalizeResume,
  readRole,
  requirementsOf,
} from '../index.js';

const today = '2026-11-24';
const job = (title: string, dates: string, ...bullets: string[]) =>
  `${title}, ${dates}\n${bullets.map((text) => `- ${text}`).join('\n')}\n\n`;

function evaluate(document: string, resume: string): Evaluation {
  const { role } = readRole(document);
  const musts = requirementsOf(role).map(({ id }) => id);
  return evaluateResume(resume, role, { musts, niceToHaves: [] }, { today });
}

/** The one finding of a role that asks for one thing. */
function judge(requirement: string, resume: string, heading = 'Requirements') {
  const { findings, score } = evaluate(`Backend Engineer\n\n${heading}:\n- ${requirement}\n`, resume);
  const { finding, met, explanation, years } = findings[0]!;
  return { finding, met, explanation, years, points: score.total };
}

const java = job('Backend Engineer', 'Jan 2020 – Dec 2022', 'Java services');

describe('where a skill stands', () => {
  it.each([
    ['in a dated job', java, 'shown', 10],
    ['in a list', 'Skills\nJava, SQL', 'mentioned', 5],
    ['in a summary', 'Summary\nJava for ten years', 'mentioned', 5],
    ['in a job without dates', 'Experience\nBackend Engineer, Acme\n- Java', 'mentioned', 5],
    ['in studies', 'Education\nJava course, 2019 – 2020', 'mentioned', 5],
    ['nowhere', 'Experience\n', 'not_found', 0],
  ])('%s', (_, resume, finding, points) => {
    expect(judge('Java', resume)).toMatchObject({ finding, points, met: finding !== 'not_found' });
  });

  it('quotes the exact words, in code points of the stored text, in jobs and out of them', () => {
    const resume = `Zoë 😀 Doe\r\n\r\n\r\n\r\nSummary\t Java\r\n\r\n${java}`;
    const { findings } = evaluate('Engineer\n\nRequirements:\n- Java\n', resume);
    const points = [...normalizeResume(resume)];
    expect(findings[0]!.evidence.map(({ start, end }) => points.slice(start, end).join(''))).toEqual(['Java', 'Java']);
    expect(findings[0]!.evidence[0]).toEqual({ start: 19, end: 23 });
    expect(findings[0]!.skills).toEqual([
      { skillId: 'java', finding: 'shown', evidence: [findings[0]!.evidence[1], findings[0]!.evidence[0]] },
    ]);
  });

  it('keeps at most twenty spans of a place', () => {
    expect(evaluate('Engineer\n\nRequirements:\n- Java\n', `Skills\n${'Java\n'.repeat(30)}`).findings[0]!.evidence).toHaveLength(20);
  });

  it('a licence is shown by its section', () => {
    const resume = 'Certifications\nBLS, ACLS\n\nSkills\nJava';
    expect(judge('BLS certification', resume)).toMatchObject({ finding: 'shown', points: 10 });
    expect(judge('BLS', resume)).toMatchObject({ finding: 'mentioned', points: 5 });
  });
});

describe('the logic of a requirement', () => {
  it.each<[string, string, boolean | null, number, string]>([
    ['One of (Java, Kotlin, or Go)', java, true, 10, 'Java ✓ shown; one needed.'],
    ['One of (Kotlin, Scala, or Go)', java, false, 0, 'Not found in the résumé: Kotlin, Scala, Go; one needed.'],
    [
      'Kotlin, Scala, or similar',
      java,
      null,
      0,
      'Not found in the résumé: Kotlin, Scala; one needed; others like them may do, a person judges.',
    ],
    ['Java and Docker', java, null, 5, 'Java ✓ shown. Not found in the résumé: Docker.'],
    ['Kotlin and Docker', java, false, 0, 'Not found in the résumé: Kotlin, Docker.'],
    ['Java', java, true, 10, 'Java ✓ shown.'],
    [
      'Relational databases (PostgreSQL, MySQL) and containers (Docker, Podman)',
      job('Engineer', '2020 – 2021', 'MySQL in Docker'),
      true,
      10,
      'MySQL ✓ shown; one needed. Docker ✓ shown; one needed.',
    ],
    [
      'Relational databases (PostgreSQL, MySQL) and containers (Docker, Podman)',
      job('Engineer', '2020 – 2021', 'MySQL'),
      null,
      5,
      'MySQL ✓ shown; one needed. Not found in the résumé: Docker, Podman; one needed.',
    ],
    [
      'Relational databases (PostgreSQL, MySQL)',
      job('Engineer', '2020 – 2021', 'MariaDB'),
      true,
      10,
      'Relational databases ✓ shown; one needed.',
    ],
    [
      'Java (Hibernate) or Python (Django)',
      job('Engineer', '2020 – 2021', 'Django'),
      true,
      10,
      'Not found in the résumé: Hibernate; one needed. Or: Django ✓ shown; one needed.',
    ],
    [
      'Python (Django) or Java (Hibernate)',
      job('Engineer', '2020 – 2021', 'Django'),
      true,
      10,
      'Django ✓ shown; one needed. Or: Not found in the résumé: Hibernate; one needed.',
    ],
    [
      'Bread ovens (Gala, or Lava) and bread',
      job('Engineer', '2020 – 2021', 'Bread ovens'),
      true,
      10,
      'Bread ovens ✓ shown; one needed. bread ✓ shown.',
    ],
    ['Kafka, including Docker and Terraform', job('Engineer', '2020 – 2021', 'Kafka'), true, 10, 'Kafka ✓ shown.'],
    ['Other skills as required', java, null, 0, 'Nothing in this requirement can be looked for in a text; a person judges it.'],
    ['Clear communication', java, null, 0, 'Not found in the résumé: Communication.'],
    ['Java and Docker', 'Skills\nJava, Docker', true, 5, 'Java ✓ mentioned, Docker ✓ mentioned.'],
    ['One of (Java, or Go)', `${java}Skills\nJava, Golang`, true, 10, 'Java ✓ shown, Go ✓ mentioned; one needed.'],
  ])('%s', (requirement, resume, met, points, explanation) => {
    expect(judge(requirement, resume)).toMatchObject({ met, points, explanation });
  });
});

describe('years', () => {
  it.each<[string, string, number, boolean | null, number]>([
    ['3 years of experience with Java', java, 3, true, 10],
    ['4 to 10+ years of experience with Java', java, 3, false, 8],
    ['3+ years of experience with Kafka', java, 0, false, 0],
    ['3+ years of experience with Java', 'Skills\nJava', 0, null, 0],
    ['3+ years of experience with Java', '', 0, null, 0],
    ['2 years of backend experience', job('Backend Developer', 'Jan 2020 – Dec 2021', 'Pascal'), 2, true, 10],
    ['2 years of backend experience', job('Taxi driver', 'Jan 2020 – Dec 2021', 'Night shifts'), 0, false, 0],
    ['1 year of experience with Java', `${java}${job('Backend Engineer', 'Jan 2021 – Jun 2023', 'Java')}`, 3.5, true, 10],
    ['0 years of Java', java, 3, true, 10],
  ])('%s: found %#', (requirement, resume, found, met, points) => {
    const judged = judge(requirement, resume);
    expect(judged).toMatchObject({ met, points, years: { found } });
    expect(judged.explanation).toMatch(new RegExp(`^${found} years in dated jobs that count, \\d+ asked\\.`));
  });

  it('a job is in the field by two hard skills, not by one', () => {
    const document = 'Backend Engineer\n\nHard Skills:\n- Java and SQL\n\nExperience:\n- 1 year of experience\n';
    const years = (...bullets: string[]) => evaluate(document, job('Person', 'Jan 2020 – Dec 2021', ...bullets)).findings[1]!;
    expect(years('Java and SQL')).toMatchObject({
      years: { required: 1, found: 2 },
      met: true,
      finding: 'shown',
      evidence: [{ start: 0, end: 27 }],
      explanation: '2 years in dated jobs that count, 1 asked.',
    });
    expect(years('Java')).toMatchObject({ years: { found: 0 }, met: false, finding: 'not_found', evidence: [] });
  });

  it('rank alone puts no job in the field', () => {
    expect(judge('2 years of engineering experience', job('Senior Engineer, Bridges', 'Jan 2020 – Dec 2021', 'Steel')).years).toEqual({
      required: 2,
      found: 2,
    });
    expect(judge('2 years of backend experience', job('Senior Engineer, Bridges', 'Jan 2020 – Dec 2021', 'Steel')).years).toEqual({
      required: 2,
      found: 0,
    });
  });
});

describe('education', () => {
  const degree = "Bachelor's degree in Computer Science, Physics, or a related field";
  const studies = 'Education\nBSc Computer Science, 2010 – 2014';
  const orEquivalent = `${degree}, or equivalent experience`;

  it.each<[string, string, string, boolean | null, number]>([
    [degree, studies, 'shown', true, 10],
    [degree, 'Education\nMSc Physics, 2010 – 2014', 'shown', true, 10],
    [degree, 'BSc Computer Science', 'mentioned', true, 5],
    [degree, 'Education\nBSc History, 2010 – 2014', 'shown', null, 5],
    [degree, java, 'not_found', null, 0],
    ["Bachelor's degree", java, 'not_found', false, 0],
    ["Master's degree", studies, 'not_found', false, 0],
    [orEquivalent, studies, 'shown', true, 10],
    [orEquivalent, java, 'shown', true, 10],
    [orEquivalent, job('Backend Engineer', 'Jan 2022 – Jun 2022', 'Java'), 'not_found', null, 0],
    [orEquivalent, job('Taxi driver', 'Jan 2010 – Dec 2022', 'Nights'), 'not_found', null, 0],
    ["Master's degree", "Summary\nI'm a nurse", 'not_found', false, 0],
    [degree, job('Lecturer', 'Jan 2022 – Jun 2022', 'Taught Physics'), 'not_found', null, 0],
  ])('%s: %#', (requirement, resume, finding, met, points) => {
    expect(judge(requirement, resume, 'Education')).toMatchObject({ finding, met, points });
  });

  it('equivalent experience is as long as the role asks, and its jobs are the evidence', () => {
    const document = `Backend Engineer\n\nEducation:\n- ${orEquivalent}\n\nExperience:\n- 4 years of backend experience\n`;
    expect(evaluate(document, java).findings[0]).toMatchObject({ finding: 'not_found', met: null, evidence: [] });
    const long = job('Backend Engineer', 'Jan 2019 – Dec 2022', 'Java');
    expect(evaluate(document, long).findings[0]).toMatchObject({
      finding: 'shown',
      met: true,
      evidence: [{ start: 0, end: 37 }],
      explanation: expect.stringMatching(
        /Equivalent experience is accepted: 4 years in dated jobs of the field, at least 4 counted as equivalent\.$/,
      ),
    });
  });

  it('each job of the field is evidence', () => {
    const jobs = `${job('Backend Engineer', 'Jan 2021 – Dec 2022', 'Java')}${job('Backend Engineer', 'Jan 2019 – Dec 2020', 'Java')}`;
    expect(evaluate(`Backend Engineer\n\nEducation:\n- ${orEquivalent}\n`, jobs).findings[0]!.evidence.map(({ start }) => start)).toEqual([
      0, 46,
    ]);
  });

  it('what else the document accepts is left to a person', () => {
    const requirement = "Master's degree, or advanced certifications in cloud";
    expect(judge(requirement, java, 'Education')).toMatchObject({
      met: null,
      explanation: expect.stringMatching(/The document also accepts: advanced certifications in cloud; a person judges\.$/),
    });
    expect(judge(requirement, 'Education\nMSc Physics', 'Education')).toMatchObject({ met: true, explanation: "Master's degree ✓ shown." });
  });
});

describe('the score', () => {
  const { role } = readRole('Engineer\n\nRequirements:\n- Java\n- Kafka\n- Docker\n\nDuties:\n- Codes\n');
  const [wantsJava, wantsKafka, wantsDocker] = requirementsOf(role).map(({ id }) => id) as [string, string, string];

  it('has a part for each confirmed requirement, musts first, and adds up', () => {
    const evaluation = evaluateResume(java, role, { musts: [wantsJava, wantsKafka], niceToHaves: [wantsDocker, wantsJava] }, { today });
    expect(evaluation.score).toEqual({
      parts: [
        { requirementId: wantsJava, points: 10, of: 10, why: 'Java ✓ shown.' },
        { requirementId: wantsKafka, points: 0, of: 10, why: 'Not found in the résumé: Kafka.' },
        { requirementId: wantsDocker, points: 0, of: 5, why: 'Not found in the résumé: Docker.' },
      ],
      total: 10,
      of: 25,
    });
    expect(evaluation).toMatchObject({ evaluatorVersion, unknownRequirements: [] });
    expect(evaluationSchema.parse(evaluation)).toEqual(evaluation);
  });

  it('unconfirmed requirements and duties score nothing; unknown ids are named', () => {
    const duty = role.responsibilities.primary[0]!.id;
    expect(evaluateResume(java, role, { musts: ['req-x', duty], niceToHaves: [] }, { today })).toMatchObject({
      score: { parts: [], total: 0, of: 0 },
      unknownRequirements: ['req-x', duty],
    });
  });
});
