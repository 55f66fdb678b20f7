import { skillsOfText } from './skills.js';

/** Name of each skill and the words it stands for. */
const found = (text: string, own: 'all' | 'names') => skillsOfText(text, own).skills.map(({ name, as }) => `${name}: ${as}`);

describe('of what is asked', () => {
  it.each([
    ['a name keeps the words of the document', 'Services in Golang', ['Go: Golang']],
    ['a skill said twice keeps its first words', 'Golang and Go', ['Go: Golang']],
    ['an ordinary word is a name when it is all that is asked', 'Mongo', ['MongoDB: Mongo']],
    [
      'an ordinary word is no name within something else',
      'Spring cleaning of lifts',
      ['Spring cleaning of lifts: Spring cleaning of lifts'],
    ],
    ['a notion alone is known', 'Budgeting', ['Budgeting: Budgeting']],
    ['a notion with more words is the words', 'Kitchen budgeting', ['Kitchen budgeting: Kitchen budgeting']],
    [
      'of too many words the notion is left',
      'Always keeping the container orchestration costs very low',
      ['Container orchestration: container orchestration'],
    ],
  ])('%s', (_, text, skills) => expect(found(text, 'all')).toEqual(skills));
});

describe('of a duty', () => {
  it.each([
    ['names count', 'Maintains Leitner drives', ['Leitner drives: Leitner drives']],
    ['the longest of two notions counts', 'Looks after container orchestration', ['Container orchestration: container orchestration']],
    ['conduct does not count', 'Looks after juniors by mentoring', []],
    ['words without a name do not count', 'Keeps the kitchen clean', []],
  ])('%s', (_, text, skills) => expect(found(text, 'names')).toEqual(skills));
});
