import { readFileSync } from 'node:fs';
import { dutiesOf, readRole, requirementsOf } from '../index.js';
import { outlineOfRequirement } from '../testing.js';

function readSample(name: string) {
  return readRole(readFileSync(new URL(`../../samples/${name}`, import.meta.url)));
}

describe('the sample document', () => {
  describe('mts-software-engineer.txt', () => {
    const { role, ...reading } = readSample('mts-software-engineer.txt');

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
        fieldsOfStudy: [
          'Computer Science',
          'Software Engineering',
          'Electrical / Electronic Engineering',
          'Applied Mathematics',
          'Systems Engineering',
        ],
        keywords: [
          'MTS Software Development Engineer',
          'Member of Technical Staff',
          'senior software engineer',
          'backend engineer',
          'distributed systems',
          'microservices',
          'cloud-native',
          'system design',
          'APIs',
          'observability',
          'CI/CD',
          'DevOps',
          'scalable architecture',
          'software architect',
          'production engineering',
        ],
      });
    });

    it('every requirement and duty', () => {
      expect([...requirementsOf(role), ...dutiesOf(role)].map(outlineOfRequirement)).toEqual([
        '79 hard must | Strong programming proficiency | any_of [Java, Kotlin, C#, Go, Python, C++]',
        '80 hard must | Deep understanding of | all_of [Design patterns, Software architecture, Algorithms, Data structures, complexity analysis]',
        '81 hard must | Experience building and | all_of of all_of [Distributed systems, Microservices] or_similar [Kafka, RabbitMQ] <Event-driven architecture>',
        '82 hard must | Expertise with cloud | all_of of all_of [Cloud platforms] any_of [AWS, GCP, Azure] details [compute, storage, managed databases, IAM, networking]',
        '83 hard must | Proficiency with relational | all_of of any_of [PostgreSQL, MySQL] <Relational databases> any_of [Cassandra, DynamoDB, MongoDB] <NoSQL> details [Schema design, Query optimization]',
        '84 hard must | Strong knowledge of | all_of of any_of [REST, GraphQL, gRPC] <API design> all_of [versioning, backward compatibility]',
        '85 hard must | Hands-on experience with | all_of of all_of [Containers] any_of [Docker, Kubernetes] <orchestration> any_of [Terraform, CloudFormation] <Infrastructure as code>',
        '86 hard must | CI/CD tooling and | all_of of or_similar [GitHub Actions, Jenkins, CircleCI, Bamboo] <CI/CD> all_of [Automated testing]',
        '87 hard must | Observability and monitoring: | all_of [Prometheus, Grafana, Datadog, New Relic, OpenTelemetry, Distributed tracing]',
        '88 hard must | Solid security fundamentals: | all_of of all_of [secure design, encryption] any_of [OAuth, JWT] <authentication/authorization> all_of [secure handling of PII]',
        '89 hard must | Experience with performance | all_of of all_of [Performance profiling, Load testing] any_of [JMeter, Gatling, Locust] <capacity planning>',
        '90 hard must | Version control best | all_of [Git, branching, pull-request workflows, Code review]',
        '91 hard must | Experience with message | all_of [Message brokers, queues, backpressure handling]',
        '92 hard must | Familiarity with domain-driven | all_of [Domain-driven design, Event sourcing, CQRS, transactional consistency patterns]',
        '96 soft must | Strong written and | all_of [Communication]',
        '97 soft must | Ownership mindset with | all_of [Ownership]',
        '98 soft must | Mentorship and coaching | all_of [Mentoring]',
        '99 soft must | Excellent problem-solving aptitude: | all_of [Problem solving]',
        '100 soft must | Collaboration and stakeholder | all_of [Collaboration, Stakeholder management]',
        '101 soft must | Adaptability to changing | all_of [Adaptability]',
        '102 soft must | Time management and | all_of [Time management, Planning]',
        '103 soft must | Empathy and user-focused | all_of [Empathy, Customer focus]',
        "111 education must or equivalent | Bachelor's degree in | all_of of any_of [Bachelor's degree] or_similar [Computer Science, Software engineering, Electrical Engineering]",
        "115 education nice or else | Master's degree in | all_of of any_of [Master's degree] or_similar [Computer Science, Software engineering]",
        '129 experience must 4+ years | 4 to 10+ | all_of [Software engineering]',
        '133 experience nice 6+ years | 6+ years building | any_of [Distributed systems, Cloud-native]',
        '134 experience nice | Proven track record | all_of [complex features end-to-end, technical designs]',
        '135 experience nice | Experience operating services | any_of [SRE, ops collaboration]',
        '136 experience nice | Demonstrable contributions to | any_of [architecture, open-source projects, technical leadership]',
        '40 duty must | Architect, design, and | all_of [Distributed systems, Microservices]',
        '41 duty must | Own the full | all_of [Monitoring, SLOs]',
        '42 duty must | Lead system-design efforts | all_of [System design, API contracts]',
        '43 duty must | Write clean, maintainable, | all_of of any_of [Java, Kotlin, C#, Python, Go] all_of [Data structures, Algorithms, Design patterns]',
        '44 duty must | Develop and maintain | all_of of all_of [REST, gRPC] any_of [Kafka, RabbitMQ] <Message brokers>',
        '45 duty must | Implement robust observability: | all_of of all_of [Distributed tracing] all_of [Performance profiling]',
        '46 duty must | Drive performance optimization | all_of of all_of [Performance profiling] details [CPU optimization, Query optimization]',
        '47 duty must | Design and enforce | all_of [Threat modeling]',
        '48 duty must | Build and maintain | any_of [CI/CD]',
        '49 duty must | Troubleshoot and resolve | all_of [Problem solving]',
        '50 duty must | Mentor and coach | all_of of all_of [Mentoring] all_of [Code review]',
        '51 duty must | Collaborate closely with | or_similar [UX designers]',
        '52 duty must | Reduce technical debt | none',
        '53 duty must | Evaluate and introduce | none',
        '54 duty must | Create and own | details [API references]',
        '55 duty must | Drive cross-team initiatives | none',
        '56 duty must | Implement resilient data | all_of of all_of [Schema design] any_of [SQL, NoSQL]',
        '57 duty must | Enforce and evangelize | all_of [CI/CD]',
        '58 duty must | Participate in roadmap | none',
        '59 duty must | Design for extensibility | all_of [A/B tests]',
        '60 duty must | Collaborate with SRE | all_of [SRE, SLOs]',
        '61 duty must | Lead migration and | any_of [Microservices, Containers]',
        '62 duty must | Balance short-term shipping | none',
        '63 duty must | Act as a | none',
        '67 duty nice | Support ad-hoc data | none',
        '68 duty nice | Contribute to the | none',
        '69 duty nice | Collaborate with business | all_of [Collaboration]',
        '70 duty nice | Participate in sprint | all_of [Agile]',
        '71 duty nice | Assist in recruiting | none',
        '72 duty nice | Provide input into | all_of [Time management]',
        '73 duty nice | Maintain and evolve | all_of [SDKs]',
      ]);
    });

    it('what was not found, not understood, or left out', () => {
      expect(reading).toEqual({ notFound: ['salary'], notUnderstood: [], skipped: [{ line: 1, text: 'Back to Home' }] });
    });
  });
});
