import { evaluateResume, normalizeResume, readRole, requirementsOf } from '../index.js';

const today = '2026-11-24';

function roleAsking(...requirements: string[]) {
  return readRole(`Engineer\n\nRequirements\n\n${requirements.map((text) => `- ${text}`).join('\n')}\n`).role;
}

/** The finding of one skill, in a résumé with a dated job whose one bullet is the text. */
function findingOf(skill: string, text: string): { finding: string; quotes: string[] } {
  const role = roleAsking(`Experience with ${skill}`);
  const resume = `Experience\n\nEngineer, Acme\nJan 2020 - Present\n- ${text}\n`;
  const { findings } = evaluateResume(resume, role, { musts: [], niceToHaves: [] }, { today });
  const points = [...normalizeResume(resume)];
  return { finding: findings[0]!.finding, quotes: findings[0]!.evidence.map(({ start, end }) => points.slice(start, end).join('')) };
}

describe('a skill is found where it is meant', () => {
  it.each([
    ['Go', 'Wrote services in Go and deployed them', 'Go'],
    ['Go', 'Golang services for billing', 'Golang'],
    ['Golang', 'Built Go microservices', 'Go'],
    ['Go', 'Kotlin, Go, Python', 'Go'],
    ['Go', 'Languages: Go', 'Go'],
    ['C', 'Firmware written in C for motors', 'C'],
    ['C', 'C/C++ on bare metal', 'C'],
    ['C++', 'C/C++ on bare metal', 'C++'],
    ['C#', 'Desktop tools (C#, WPF)', 'C#'],
    ['C++', 'Modern C++20 code', 'C++'],
    ['.NET', 'Services on .NET and SQL', '.NET'],
    ['R', 'Models in Python, R, and SQL', 'R'],
    ['Kubernetes', 'Ran k8s clusters', 'k8s'],
    ['JavaScript', 'Much JS on the front end', 'JS'],
    ['React', 'React components and hooks', 'React'],
    ['React', 'Front end: TypeScript, React', 'React'],
    ['REST', 'RESTful APIs for partners', 'RESTful APIs'],
    ['REST', 'Designed a REST API', 'REST API'],
    ['Spring', 'Moved Spring applications to Java 21', 'Spring'],
    ['Swift', 'iOS app developed in Swift', 'Swift'],
    ['PostgreSQL', 'Tuned Postgres', 'Postgres'],
    ['Microservices', 'Cut the monolith into a microservice for each team', 'microservice'],
    ['Mentoring', 'Mentored two juniors', 'Mentored'],
    ['Node.js', 'Backends in Node.js', 'Node.js'],
    ['Docker', 'Dockerized the build', 'Dockerized'],
    ['Excel', 'Reports in Word, Excel and PowerPoint', 'Excel'],
  ])('%s in "%s"', (skill, text, quote) => {
    expect(findingOf(skill, text)).toEqual({ finding: 'shown', quotes: [quote] });
  });
});

describe('a look-alike is not the skill', () => {
  it.each([
    ['Java', 'JavaScript front ends'],
    ['Java', 'Java Script front ends'],
    ['JavaScript', 'Java services'],
    ['Go', 'Planned the go to market of a product'],
    ['Go', 'Go to market lead for Kafka products'],
    ['Go', 'Owned Go-to-market with Sales'],
    ['Go', 'Ready, Set, Go'],
    ['Go', 'Google Cloud projects'],
    ['C', 'C++ and C# only'],
    ['C', 'Reported to C-level managers'],
    ['C', 'Sold vitamin C tablets'],
    ['C', 'Worked with John C. Smith'],
    ['C', 'Objective-C apps'],
    ['C++', 'C# services'],
    ['C#', 'C and C++ drivers'],
    ['R', 'Worked in R&D for years'],
    ['R', 'Led by R. Miller'],
    ['React', 'Reacted to incidents within minutes'],
    ['React', 'React quickly when things break'],
    ['React', 'React Native apps'],
    ['REST', 'The rest of the team followed'],
    ['REST', 'Rest days were planned by me'],
    ['Spring', 'Launched in Spring 2019'],
    ['Spring', 'Spring, summer, fall'],
    ['Spring', 'In Spring we shipped twice'],
    ['Swift', 'Known for Swift answers'],
    ['Rust', 'Removed Rust from hulls'],
    ['Excel', 'I Excel at numbers'],
    ['Excel', 'People excel here'],
    ['SQL', 'NoSQL stores'],
    ['SQL Server', 'SQL and a server room'],
    ['.NET', 'Raised net profit'],
    ['Git', 'A git of a problem'.replace('git', 'digit')],
    ['Helm', 'At the Helm of a team of five'],
  ])('%s in "%s"', (skill, text) => {
    expect(findingOf(skill, text)).toEqual({ finding: 'not_found', quotes: [] });
  });
});

describe('a denied or wished-for skill is not counted', () => {
  it.each([
    'No experience with Kafka',
    'No experience with Kafka, RabbitMQ or Spark',
    'I have no prior professional experience in Kafka',
    'No Kafka experience yet',
    'Java, Scala, no Kafka, Docker',
    'I have never used Kafka',
    'Never worked with Kafka in production',
    'Not familiar with Kafka',
    "I haven't used Kafka",
    'I haven’t worked with Kafka',
    'I do not know Kafka',
    'I am not yet proficient in Kafka',
    'Unfamiliar with Kafka',
    'I want to learn Kafka',
    'Would love to work with Kafka',
    'Interested in learning Kafka',
    'Eager to pick up and learn Kafka',
    'Currently learning Kafka',
    'To learn: Kafka, Rust',
    'Kafka: none',
    'Kafka (none)',
    'Kafka (no experience)',
    'Kafka – never used',
    'Kafka: no experience',
    'Kafka, which I have never used',
    'Streaming without Kafka',
    'Lacking Kafka knowledge',
    'Zero experience with Kafka',
    'Not Kafka but RabbitMQ',
    'Little to no experience with Kafka',
    'No experience with\nKafka',
    'Currently studying Kafka',
    'Learning goals: Kafka',
    'Java, Kafka (none)',
    'Kafka = none',
    'Kafka - not used',
    'Inexperienced with Kafka',
    'I cannot use Kafka',
    'Lacks Kafka',
    'Looking forward to learning Kafka',
  ])('Kafka in "%s"', (text) => {
    expect(findingOf('Kafka', text)).toEqual({ finding: 'not_found', quotes: [] });
  });

  it('denies the bullets below a line that denies', () => {
    expect(findingOf('Kafka', 'No experience with:\n- Spark\n- Kafka').finding).toBe('not_found');
    expect(findingOf('Kafka', 'No experience with:\n- Spark\nUsed Kafka daily').finding).toBe('shown');
  });
});

describe('a denial reaches what it denies and no further', () => {
  it.each([
    'No experience with Spark but years of Kafka',
    'No experience with Spark; Kafka for years',
    'No experience with Spark. Kafka for years',
    'No experience with Spark, strong in Kafka',
    'Never used Spark, I used Kafka instead',
    'Java (no Scala), Kafka, Docker',
    'Not only RabbitMQ, also Kafka',
    'No downtime during the Kafka migration',
    'Moved to Kafka without downtime',
    'Never missed a deadline with Kafka',
    'Scala: none, Kafka: five years',
    'Java, no Scala, Kafka',
    'No stranger to Kafka',
    'Spark (none), Kafka',
    'Used Kafka, never used Spark',
    'Including but not limited to Kafka',
    'Machine learning on Kafka',
    'Teams like Kafka because it is fast',
    'Zero downtime Kafka moves',
    'Used Kafka (RabbitMQ: none)',
    'Spark, Flink (none), Kafka',
    'Kafka, Spark (none)',
    'Kafka or not',
    'Kafka is not a toy',
    'Not just Spark, Kafka too',
    'Currently running Kafka',
    'Used Kafka to learn about streams',
    'I want more of Kafka',
  ])('Kafka in "%s"', (text) => {
    expect(findingOf('Kafka', text)).toEqual({ finding: 'shown', quotes: ['Kafka'] });
  });
});

it.each(['Kafka (none)', 't Kafka: none', 'no Kafka'])('a denial at the very start: %s', (resume) => {
  const { findings } = evaluateResume(resume, roleAsking('Kafka'), { musts: [], niceToHaves: [] }, { today });
  expect(findings[0]!.finding).toBe('not_found');
});

it('every requirement of the role has its finding, in order', () => {
  const role = roleAsking('Java', 'Kafka', 'Communication skills');
  const { findings } = evaluateResume('', role, { musts: [], niceToHaves: [] }, { today });
  expect(findings.map(({ requirementId }) => requirementId)).toEqual(requirementsOf(role).map(({ id }) => id));
});
