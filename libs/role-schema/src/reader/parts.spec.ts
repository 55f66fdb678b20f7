import { yearsIn } from '../requirement/years.js';
import { requirementId, slugOf, stemOf, wordsOf } from '../words.js';
import { withoutFurniture } from './furniture.js';
import { linesOf } from './lines.js';
import { payOf } from './pay.js';
import { tagsOf, unglue } from './tags.js';

const band = (min: number, max: number, currency: string, period: string) => ({ band: { min, max, currency, period }, unclear: false });
const unclear = { band: null, unclear: true };

describe('pay', () => {
  it.each([
    ['💰 $55,000 - $85,000', band(55_000, 85_000, 'USD', 'year')],
    ['$55,000.00–$85,000.50', band(55_000, 85_000.5, 'USD', 'year')],
    ['€55.000 – €85.000', band(55_000, 85_000, 'EUR', 'year')],
    ['1.234.567,50 € to 2.000.000 €', band(1_234_567.5, 2_000_000, 'EUR', 'year')],
    ['CHF 100’000 – 120’000 per annum', band(100_000, 120_000, 'CHF', 'year')],
    ['£30k-£40k', band(30_000, 40_000, 'GBP', 'year')],
    ['£30-40k', band(30_000, 40_000, 'GBP', 'year')],
    ['$0.1M to $0.2M', band(100_000, 200_000, 'USD', 'year')],
    ['USD 55,000 to USD 85,000', band(55_000, 85_000, 'USD', 'year')],
    ['between $50,000 and $60,000', band(50_000, 60_000, 'USD', 'year')],
    ['$25 - $35', band(25, 35, 'USD', 'hour')],
    ['$25.50/hr', band(25.5, 25.5, 'USD', 'hour')],
    ['$249', band(249, 249, 'USD', 'hour')],
    ['$250', band(250, 250, 'USD', 'month')],
    ['€11,999', band(11_999, 11_999, 'EUR', 'month')],
    ['€12,000', band(12_000, 12_000, 'EUR', 'year')],
    ['A$400 a day', band(400, 400, 'AUD', 'day')],
    ['£600 weekly', band(600, 600, 'GBP', 'week')],
    ['₹1,20,000 - ₹1,80,000 per month', band(120_000, 180_000, 'INR', 'month')],
    ['zł 9 000 – 12 000 monthly', band(9000, 12_000, 'PLN', 'month')],
    ['Salary: $80,000 plus a bonus of $5,000', band(80_000, 80_000, 'USD', 'year')],
    ['💰 $ - $', { band: null, unclear: false }],
    ['€', { band: null, unclear: false }],
    ['Up to $90,000', unclear],
    ['from €40,000', unclear],
    ['$80k+', unclear],
    ['$85,000 - $55,000', unclear],
    ['$0', unclear],
    ['Saves $ for clients', undefined],
    ['Baker', undefined],
    ['ABC 10 - 20', undefined],
    [`$1 ${'x'.repeat(200)}`, undefined],
  ])('%s', (text, expected) => {
    expect(payOf(text)).toEqual(expected);
  });
});

describe('tags', () => {
  const words = new Set(['devops', 'backend', 'github', 'ci/cd', 'mcdonald']);
  it.each([
    ['EngineeringSoftware DevelopmentBackendCloudSenior', ['Engineering', 'Software Development', 'Backend', 'Cloud', 'Senior']],
    ['CloudDevOpsSenior', ['Cloud', 'DevOps', 'Senior']],
    ['GitHubDevOps', ['GitHub', 'DevOps']],
    ['HealthcareICUNights', ['Healthcare', 'ICU', 'Nights']],
    ['CI/CDBackend', ['CI/CD', 'Backend']],
    ['Critical CareICUMid-Level', ['Critical Care', 'ICU', 'Mid-Level']],
    ['McDonaldRetail', ['McDonald', 'Retail']],
    ['C++Backend', ['C++', 'Backend']],
    ['Health & SafetyNursing', ['Health & Safety', 'Nursing']],
    ['Finance, Tax | Mid-Level', ['Finance', 'Tax', 'Mid-Level']],
    ['#finance #tax', ['finance', 'tax']],
    ['Finance · Tax • Audit', ['Finance', 'Tax', 'Audit']],
    ['Finance / Tax', ['Finance', 'Tax']],
    ['Baker wanted', undefined],
    ['We bake, we sell, and we are happy.', undefined],
    ['a line of more than four words, and a comma', undefined],
    [`Aa${'Bb'.repeat(500)}`, undefined],
  ])('%s', (line, expected) => {
    expect(tagsOf(line, words)).toEqual(expected);
  });

  it('a word that nothing is known of is cut where capitals begin, but single letters stay', () => {
    expect(unglue('PostgreSQL', new Set())).toEqual(['Postgre', 'SQL']);
    expect(unglue('PostgreSQL', new Set(['postgresql']))).toEqual(['PostgreSQL']);
    expect(unglue('aB', new Set())).toEqual(['aB']);
  });
});

describe('years', () => {
  it.each([
    ['4 to 10+ years of experience', { min: 4 }],
    ['6+ years', { min: 6 }],
    ['5–8 years', { min: 5, max: 8 }],
    ['5-8 years', { min: 5, max: 8 }],
    ['3 years', { min: 3 }],
    ['3 or more years', { min: 3 }],
    ['at least three years', { min: 3 }],
    ['Twenty years at sea', { min: 20 }],
    ['five (5) years', { min: 5 }],
    ['1.5 yrs', { min: 1.5 }],
    ['18 months', { min: 1.5 }],
    ['6 to 12 months', { min: 0.5, max: 1 }],
    ['2 years, better 5 years', { min: 2 }],
    ['a 10-year record', { min: 10 }],
    ['21 years of age', undefined],
    ['18 years or older', undefined],
    ['$5 years ago', undefined],
    ['years of experience', undefined],
    ['24 hours', undefined],
  ])('%s', (text, years) => {
    expect(yearsIn(text)?.years).toEqual(years);
  });

  it('says where they stand', () => {
    expect(yearsIn('At least 6+ years of Go')).toMatchObject({ start: 9, end: 17 });
  });
});

describe('lines', () => {
  it.each([
    ['  • Senior', { text: 'Senior', mark: '•', indent: 2, level: 0 }],
    ['•Senior', { text: 'Senior', mark: '•', indent: 0, level: 0 }],
    ['-Senior', { text: 'Senior', mark: '-', indent: 0, level: 0 }],
    ['- [x] Senior', { text: 'Senior', mark: '-', indent: 0, level: 0 }],
    ['12. Senior', { text: 'Senior', mark: '12.', indent: 0, level: 0 }],
    ['a) Senior', { text: 'Senior', mark: 'a)', indent: 0, level: 0 }],
    ['o Senior', { text: 'Senior', mark: 'o', indent: 0, level: 0 }],
    ['-5 degrees', { text: '-5 degrees', mark: '', indent: 0, level: 0 }],
    ['often late', { text: 'often late', mark: '', indent: 0, level: 0 }],
    ['## Duties ##', { text: 'Duties', mark: '', indent: 0, level: 2 }],
    ['#hashtag', { text: '#hashtag', mark: '', indent: 0, level: 0 }],
    ['**Duties**', { text: 'Duties', mark: '', indent: 0, level: 7 }],
    ['**Duties:**', { text: 'Duties:', mark: '', indent: 0, level: 7 }],
    ['**Duties**:', { text: 'Duties:', mark: '', indent: 0, level: 7 }],
    ['__Duties__', { text: 'Duties', mark: '', indent: 0, level: 7 }],
    ['**A** and **B**', { text: 'A and B', mark: '', indent: 0, level: 0 }],
    ['* **Bold** start', { text: 'Bold start', mark: '*', indent: 0, level: 0 }],
    ['---', { text: '', mark: '', indent: 0, level: 0 }],
    ['= = = =', { text: '', mark: '', indent: 0, level: 0 }],
    ['See [our site](https://a.example/b) `now`', { text: 'See our site now', mark: '', indent: 0, level: 0 }],
    ['a\u00a0\tb   c', { text: 'a b c', mark: '', indent: 0, level: 0 }],
  ])('%j', (raw, expected) => {
    expect(linesOf(raw)).toEqual([{ number: 1, ...expected }]);
  });

  it('counts them by any line end', () => {
    expect(linesOf('a\nb\r\nc\rd\u2028e\u0085f').map(({ number, text }) => `${number}${text}`)).toEqual([
      '1a',
      '2b',
      '3c',
      '4d',
      '5e',
      '6f',
    ]);
  });
});

describe('words', () => {
  it('cuts names of software right', () => {
    const raws = (text: string) => wordsOf(text).map(({ raw }) => raw);
    expect(raws('C++, C#; .NET and Node.js')).toEqual(['C++', 'C#', '.NET', 'and', 'Node', 'js']);
    expect(raws('C++20 Java+Kotlin C/C++ #1 end.Next')).toEqual(['C++', '20', 'Java', 'Kotlin', 'C', 'C++', '1', 'end', 'Next']);
    expect(wordsOf('two APIs')).toMatchObject([{}, { raw: 'APIs', lower: 'api', start: 4, end: 8 }]);
  });

  it.each([
    ['titration', 'titrated', 'titrating', 'titrate'],
    ['mentoring', 'mentored', 'mentor', 'mentors'],
    ['management', 'managing', 'managed', 'manage'],
    ['microservices', 'microservice'],
    ['planning', 'planned', 'plans', 'plan'],
    ['containerisation', 'containerization', 'containerised', 'containerized'],
    ['deliveries', 'delivery'],
    ['assessment', 'assesses', 'assessing'],
  ])('%s and its forms share a stem', (...forms) => {
    expect(new Set(forms.map(stemOf)).size).toBe(1);
  });

  it.each([
    ['process', 'process'],
    ['status', 'status'],
    ['analysis', 'analysis'],
    ['k8s', 'k8s'],
    ['care', 'care'],
    ['bed', 'bed'],
  ])('%s keeps its form', (word, stem) => {
    expect(stemOf(word)).toBe(stem);
  });

  it.each([
    ['C++', 'c-plus-plus'],
    ['C#', 'c-sharp'],
    ['.NET', 'dot-net'],
    ['ASP.NET', 'asp-net'],
    ['CI/CD', 'ci-cd'],
    ["Bachelor's degree", 'bachelor-s-degree'],
    [' Pâtissier! ', 'pâtissier'],
  ])('%s is %s in an id', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  it('ids of requirements do not collide and keep to their form', () => {
    const ids = Array.from({ length: 5000 }, (_, index) => requirementId(`Knows dough of kind ${index}`));
    expect(new Set(ids).size).toBe(5000);
    expect(ids.every((id) => /^req-[0-9a-f]{14}$/.test(id))).toBe(true);
    expect(requirementId('Ｋnows  DOUGH!')).toBe(requirementId('knows dough'));
  });
});

it('nothing but empty lines holds no navigation', () => expect(withoutFurniture(linesOf('\n\n')).furniture).toEqual([]));
