/** Ordinary words that are names too are found where the context says that the skill is meant, and nowhere else. */
import { wordsOf } from '../words.js';
import { catalogLexicon } from './lexicon.js';

const lexicon = catalogLexicon();
const found = (text: string) => lexicon.find({ text, words: wordsOf(text) }).map(({ start, end }) => text.slice(start, end));

describe('what follows says that it is meant', () => {
  it.each([
    ...['developer', 'developers', 'engineer', 'engineers', 'programmer', 'programmers', 'programming', 'language', 'code', 'codebase'],
    ...['service', 'services', 'microservice', 'microservices', 'backend', 'backends', 'framework', 'api', 'apis', 'application'],
    ...['applications', 'app', 'apps', 'script', 'scripts', 'library', 'libraries', 'module', 'modules', 'sdk', 'sdks', 'endpoint'],
    ...['endpoints', 'cluster', 'clusters', 'component', 'components', 'hooks', 'frontend', 'frontends', 'ui', '1.22', '10.4'],
  ])('Rust %s', (after) => expect(found(`we love Rust ${after} here`)).toContain('Rust'));
  it.each(['belt', 'coloured', 'stains', '5'])('not Rust %s', (after) => expect(found(`we saw Rust ${after} here`)).not.toContain('Rust'));
});

describe('what stands before says that it is meant', () => {
  it.each([
    ...['using', 'written in', 'programming in', 'programs in', 'programmed in', 'coded in', 'code in', 'coding in', 'developed in'],
    ...['built with', 'implemented in', 'rewritten in', 'experience with', 'experienced in', 'proficient in', 'proficiency in'],
    ...['fluent in', 'expert in', 'expertise in', 'skilled in', 'skills in', 'scripts in', 'services in', 'applications in', 'apps in'],
    ...['apis in', 'backends in', 'backend in', 'tools in', 'knowledge of'],
  ])('%s Swift', (before) => expect(found(`${before} Swift every day`)).toContain('Swift'));
  it.each(['a', 'very', 'interest in', 'part of'])('not %s Swift', (before) =>
    expect(found(`${before} Swift reply`)).not.toContain('Swift'),
  );
});

describe('a list says that it is meant', () => {
  it.each([
    ['beside a name beyond doubt', 'Kotlin, Go and Rust', ['Kotlin', 'Go', 'Rust']],
    ['with slashes', 'Python/Go/Perl', ['Python', 'Go', 'Perl']],
    ['of three, that are all ordinary words', 'Go, Rust, Swift', ['Go', 'Rust', 'Swift']],
    ['behind a label', 'Languages: Go, Rust', ['Go', 'Rust']],
    ['behind a label, alone', 'Programming language: Go', ['Go']],
    ['in lines with bullets', 'Skills:\n- Go\n- Rust\n- Swift', ['Go', 'Rust', 'Swift']],
    ['in parentheses', 'languages (Go, Python)', ['Go', 'Python']],
  ])('%s', (_, text, names) => expect(found(text)).toEqual(expect.arrayContaining(names)));
  it.each([
    ['of two ordinary words', 'Rust, Swift', 'Rust'],
    ['that something else stands between', 'Kotlin, we think, and then at last Rust', 'Rust'],
    ['whose neighbour is far away', 'Kotlin                                Rust', 'Rust'],
    ['in a sentence', 'Go to market, then Rust, then paint', 'Go'],
  ])('no list %s', (_, text, name) => expect(found(text)).not.toContain(name));
});

describe('what is a part of another word or name is not meant', () => {
  it.each([
    ['a hyphen behind', 'built with Go-Karts', 'Go'],
    ['a hyphen before', 'written in Non-Go', 'Go'],
    ['an ampersand', 'experience with R&D', 'R'],
    ['an apostrophe', 'experience with Swift’s albums', 'Swift'],
    ['a domain', 'built with Go.daddy', 'Go'],
    ['an address', 'written in @Go', 'Go'],
  ])('%s', (_, text, name) => expect(found(text)).not.toContain(name));
  it('but a full stop may follow', () => expect(found('We write it in Kotlin and Go. Then we ship.')).toContain('Go'));
});

describe('a season is not meant', () => {
  it.each([
    'Spring 2024',
    'Spring and Summer',
    'Spring or fall',
    'Spring/autumn',
    'Spring / winter',
    'Spring semester',
    'Spring term',
    'Spring of 1999',
  ])('experience with %s', (season) => expect(found(`experience with ${season}`)).not.toContain('Spring'));
  it('and the framework is', () => expect(found('experience with Spring and Kotlin')).toContain('Spring'));
});
