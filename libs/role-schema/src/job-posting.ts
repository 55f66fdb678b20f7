/** A role as schema.org JobPosting (JSON-LD) for the job board. */
import { dutiesOf, type PayBand, type Requirement, type Role, requirementsOf } from './schema.js';

/** What a posting needs and a role does not know. */
export interface JobPostingDetails {
  /** ISO dates. */
  datePosted: string;
  validThrough?: string;
  organization: string;
  /** As schema.org's PostalAddress has it. */
  address: { addressCountry: string; addressLocality?: string; addressRegion?: string };
  employmentType: 'FULL_TIME' | 'PART_TIME' | 'CONTRACTOR' | 'TEMPORARY' | 'INTERN';
  /** The band of the seat, when it is not the document's. */
  band?: PayBand;
}

const monthsPerYear = 12;

/** Sections without text are left out, and so is pay when there is no band. */
export function toJobPosting(role: Role, { datePosted, validThrough, organization, address, employmentType, band }: JobPostingDetails) {
  const pay = band ?? role.band;
  const { education, experience, hard, soft } = role.requirements;
  const years = experience.find((requirement) => requirement.importance === 'must' && requirement.years)?.years;
  return {
    '@context': 'https://schema.org',
    '@type': 'JobPosting',
    title: role.title,
    description: role.definition,
    datePosted,
    ...(validThrough && { validThrough }),
    employmentType,
    hiringOrganization: { '@type': 'Organization', name: organization },
    jobLocation: { '@type': 'Place', address: { '@type': 'PostalAddress', ...address } },
    ...(pay && { baseSalary: monetaryAmount(pay) }),
    ...texts('responsibilities', dutiesOf(role)),
    ...texts('qualifications', [...hard, ...soft]),
    ...texts('educationRequirements', education),
    ...(years && {
      experienceRequirements: { '@type': 'OccupationalExperienceRequirements', monthsOfExperience: years.min * monthsPerYear },
    }),
    skills: [...new Set(requirementsOf(role).flatMap((requirement) => requirement.skills.map(({ name }) => name)))],
  };
}

function monetaryAmount({ min, max, currency, period }: PayBand) {
  return {
    '@type': 'MonetaryAmount',
    currency,
    value: { '@type': 'QuantitativeValue', minValue: min, maxValue: max, unitText: period.toUpperCase() },
  };
}

function texts(name: string, requirements: readonly Requirement[]): Record<string, string> {
  return requirements.length > 0 ? { [name]: requirements.map(({ text }) => text).join('\n') } : {};
}
