import { readFileSync } from 'node:fs';
import { dutiesOf, readRole, requirementsOf } from '../index.js';
import { outlineOfRequirement } from '../testing.js';

function readSample(name: string) {
  return readRole(readFileSync(new URL(`../../samples/${name}`, import.meta.url)));
}

describe('documents in other layouts', () => {
  describe('capitals-warehouse-supervisor.txt', () => {
    const { role, ...reading } = readSample('capitals-warehouse-supervisor.txt');

    it('title, tags, pay, path, fields and keywords', () => {
      expect(role).toMatchObject({
        schemaVersion: 1,
        title: 'WAREHOUSE SUPERVISOR',
        tags: [],
        band: { min: 24, max: 29, currency: 'USD', period: 'hour' },
        careerPath: { entryFrom: [], advancementTo: [], lateral: [] },
        fieldsOfStudy: [],
        keywords: [],
      });
    });

    it('every requirement and duty', () => {
      expect([...requirementsOf(role), ...dutiesOf(role)].map(outlineOfRequirement)).toEqual([
        '17 hard must | Forklift licence. | all_of [Forklift licence]',
        '19 hard must | Knowledge of a | or_similar [SAP, Manhattan] <warehouse management system>',
        '27 hard nice | First aid certificate. | all_of [First aid]',
        '23 education must | High school diploma | any_of [High school diploma]',
        '31 education must | High school diploma. | any_of [High school diploma]',
        '18 experience must 2+ years | Two years of | all_of [warehouse]',
        '11 duty must | Plan the shift | none',
        '12 duty must | Check deliveries against | none',
        '13 duty must | Keep forklifts inspected. | none',
      ]);
    });

    it('what was not found, not understood, or left out', () => {
      expect(reading).toEqual({
        notFound: [
          'tags',
          'careerPath.entryFrom',
          'careerPath.advancementTo',
          'careerPath.lateral',
          'responsibilities.secondary',
          'requirements.soft',
          'fieldsOfStudy',
          'keywords',
        ],
        notUnderstood: [],
        skipped: [],
      });
    });
  });

  describe('colons-receptionist.txt', () => {
    const { role, ...reading } = readSample('colons-receptionist.txt');

    it('title, tags, pay, path, fields and keywords', () => {
      expect(role).toMatchObject({
        schemaVersion: 1,
        title: 'Dental Receptionist',
        tags: [],
        band: null,
        careerPath: { entryFrom: [], advancementTo: [], lateral: [] },
        fieldsOfStudy: [],
        keywords: [],
      });
    });

    it('every requirement and duty', () => {
      expect([...requirementsOf(role), ...dutiesOf(role)].map(outlineOfRequirement)).toEqual([
        '9 hard must | Fluent English and | all_of [English, Spanish]',
        '10 hard must | Practice software: Dentrix, | or_similar [Dentrix, Eaglesoft] <Practice software>',
        '12 hard nice | Experience in a | all_of [dental]',
        '13 education must | High school diploma. | any_of [High school diploma]',
        '14 experience must 1+ years | 1 year in | all_of [Customer focus]',
        '5 duty must | Greet patients and | none',
        '6 duty must | Book appointments and | none',
      ]);
    });

    it('what was not found, not understood, or left out', () => {
      expect(reading).toEqual({
        notFound: [
          'tags',
          'salary',
          'careerPath.entryFrom',
          'careerPath.advancementTo',
          'careerPath.lateral',
          'responsibilities.secondary',
          'requirements.soft',
          'fieldsOfStudy',
          'keywords',
        ],
        notUnderstood: [],
        skipped: [
          { line: 4, text: 'You will:' },
          { line: 15, text: 'Reports to: Practice manager' },
        ],
      });
    });
  });

  describe('cut-short.txt', () => {
    const { role, ...reading } = readSample('cut-short.txt');

    it('title, tags, pay, path, fields and keywords', () => {
      expect(role).toMatchObject({
        schemaVersion: 1,
        title: 'MTS Software Development Engineer',
        tags: ['Engineering', 'Software Development', 'Backend', 'Cloud', 'Senior'],
        band: null,
        careerPath: {
          entryFrom: [
            'Senior Software Engineer / Software Development Engineer III',
            'Staff Engineer (lower band) or Technical Lead',
            'Experienced Backend/Full-Stack Engineer with proven delivery in distributed systems',
          ],
          advancementTo: [
            'Staff Software Engineer',
            'Senior Staff / Principal Engineer',
            'Engineering Architect or Technical Lead for a platform domain',
          ],
          lateral: [
            'Site Reliability Engineering (SRE) / Platform Engineering',
            'Data Engineering or Machine Learning Infrastructure',
            'Product Engineering with a domain focus (e.g., payments, search, core services)',
          ],
        },
        fieldsOfStudy: [],
        keywords: [],
      });
    });

    it('every requirement and duty', () => {
      expect([...requirementsOf(role), ...dutiesOf(role)].map(outlineOfRequirement)).toEqual([
        '40 duty must | Architect, design, and | all_of [Distributed systems, Microservices]',
        '41 duty must | Own the full | all_of [Monitoring, SLOs]',
        '42 duty must | Lead system-design efforts | all_of [System design, API contracts]',
        '43 duty must | Write clean, maintainable, | all_of of any_of [Java, Kotlin, C#, Python, Go] all_of [Data structures, Algorithms, Design patterns]',
        '44 duty must | Develop and maintain | all_of of all_of [REST, gRPC] any_of [Kafka, RabbitMQ] <Message brokers>',
        '45 duty must | Implement robust observability: | all_of [Distributed tracing]',
      ]);
    });

    it('what was not found, not understood, or left out', () => {
      expect(reading).toEqual({
        notFound: [
          'salary',
          'responsibilities.secondary',
          'requirements.hard',
          'requirements.soft',
          'requirements.education',
          'requirements.experience',
          'fieldsOfStudy',
          'keywords',
        ],
        notUnderstood: [],
        skipped: [{ line: 1, text: 'Back to Home' }],
      });
    });
  });

  describe('markdown-data-analyst.md', () => {
    const { role, ...reading } = readSample('markdown-data-analyst.md');

    it('title, tags, pay, path, fields and keywords', () => {
      expect(role).toMatchObject({
        schemaVersion: 1,
        title: 'Data Analyst',
        tags: [],
        band: null,
        careerPath: { entryFrom: [], advancementTo: [], lateral: [] },
        fieldsOfStudy: [],
        keywords: [],
      });
    });

    it('every requirement and duty', () => {
      expect([...requirementsOf(role), ...dutiesOf(role)].map(outlineOfRequirement)).toEqual([
        '18 hard must | Strong SQL and | all_of [SQL, Python]',
        '19 hard must | Statistics: hypothesis tests, | all_of [hypothesis tests, regression]',
        '25 hard nice | dbt | all_of [dbt]',
        '26 hard nice | Experience with Snowflake | any_of [Snowflake, BigQuery]',
        '20 soft must | Excellent communication skills | all_of [Communication]',
        "21 education must | Bachelor's degree in | all_of of any_of [Bachelor's degree] or_similar [Statistics, Economics]",
        '17 experience must 3+ years | 3+ years of | all_of [data analyst]',
        '11 duty must | Build dashboards in | any_of [Tableau, Power BI]',
        '12 duty must | Answer questions of | all_of [SQL]',
        '13 duty must | Run A/B tests | all_of [A/B tests]',
      ]);
    });

    it('what was not found, not understood, or left out', () => {
      expect(reading).toEqual({
        notFound: [
          'tags',
          'salary',
          'careerPath.entryFrom',
          'careerPath.advancementTo',
          'careerPath.lateral',
          'responsibilities.secondary',
          'fieldsOfStudy',
          'keywords',
        ],
        notUnderstood: [
          { line: 33, text: 'Life at the shop' },
          { line: 35, text: 'Dogs are welcome' },
        ],
        skipped: [
          { line: 3, text: 'Location: Lisbon' },
          { line: 28, text: 'What we offer' },
          { line: 30, text: '25 days of holiday' },
          { line: 31, text: 'A pass for the tram' },
        ],
      });
    });
  });

  describe('prose-site-manager.txt', () => {
    const { role, ...reading } = readSample('prose-site-manager.txt');

    it('title, tags, pay, path, fields and keywords', () => {
      expect(role).toMatchObject({
        schemaVersion: 1,
        title: 'Site Manager, Residential Construction',
        tags: [],
        band: null,
        careerPath: { entryFrom: [], advancementTo: [], lateral: [] },
        fieldsOfStudy: [],
        keywords: [],
      });
    });

    it('every requirement and duty', () => {
      expect([...requirementsOf(role), ...dutiesOf(role)].map(outlineOfRequirement)).toEqual([
        '15 hard must | Knowledge of scaffolding | all_of [scaffolding safety, concrete works]',
        '16 hard must | Driving licence. | all_of [Driving licence]',
        '14 experience must 5+ years | Five years of | all_of [residential sites]',
        '10 duty must | Plans the trades | none',
        '10 duty must | Walks the site | none',
        '10 duty must | Signs off deliveries. | none',
      ]);
    });

    it('what was not found, not understood, or left out', () => {
      expect(reading).toEqual({
        notFound: [
          'tags',
          'salary',
          'careerPath.entryFrom',
          'careerPath.advancementTo',
          'careerPath.lateral',
          'responsibilities.secondary',
          'requirements.soft',
          'requirements.education',
          'fieldsOfStudy',
          'keywords',
        ],
        notUnderstood: [],
        skipped: [],
      });
    });
  });
});
