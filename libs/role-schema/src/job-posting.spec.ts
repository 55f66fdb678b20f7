import { readRole, toJobPosting } from './index.js';

const details = {
  datePosted: '2026-11-24',
  organization: 'Oven Ltd',
  address: { addressCountry: 'PT' },
  employmentType: 'FULL_TIME',
} as const;

it('a whole role is a whole posting', () => {
  const { role } = readRole(
    'Baker\n€2,000 - €3,000\n\nOverview\nBakes bread.\n\nDuties:\n- Bakes\n- Sells\n\nHard skills:\n- Dough\n\nSoft skills:\n- Patience\n\nEducation:\n- Apprenticeship\n\nExperience:\n- Preferred: 5 years of baking\n- 2 years of baking\n',
  );
  expect(toJobPosting(role, { ...details, validThrough: '2026-12-31' })).toEqual({
    '@context': 'https://schema.org',
    '@type': 'JobPosting',
    title: 'Baker',
    description: 'Bakes bread.',
    datePosted: '2026-11-24',
    validThrough: '2026-12-31',
    employmentType: 'FULL_TIME',
    hiringOrganization: { '@type': 'Organization', name: 'Oven Ltd' },
    jobLocation: { '@type': 'Place', address: { '@type': 'PostalAddress', addressCountry: 'PT' } },
    baseSalary: {
      '@type': 'MonetaryAmount',
      currency: 'EUR',
      value: { '@type': 'QuantitativeValue', minValue: 2000, maxValue: 3000, unitText: 'MONTH' },
    },
    responsibilities: 'Bakes\nSells',
    qualifications: 'Dough\nPatience',
    educationRequirements: 'Apprenticeship',
    experienceRequirements: { '@type': 'OccupationalExperienceRequirements', monthsOfExperience: 24 },
    skills: ['Dough', 'Patience', 'Apprenticeship', 'baking'],
  });
});

it('what the role does not have is not in the posting; the seat’s band goes before the document’s', () => {
  const { role } = readRole('Baker\n\nDuties:\n- Bakes\n');
  expect(Object.keys(toJobPosting(role, details))).not.toEqual(
    expect.arrayContaining(['baseSalary', 'validThrough', 'qualifications', 'educationRequirements', 'experienceRequirements']),
  );
  expect(toJobPosting(role, { ...details, band: { min: 1, max: 2, currency: 'USD', period: 'hour' } })).toMatchObject({
    baseSalary: { currency: 'USD', value: { unitText: 'HOUR' } },
    skills: [],
  });
  expect(toJobPosting(role, details)).not.toHaveProperty('baseSalary');
  expect(toJobPosting(role, details)).not.toHaveProperty('qualifications');
  expect(toJobPosting(role, details)).not.toHaveProperty('experienceRequirements');
});
