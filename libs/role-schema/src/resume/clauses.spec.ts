import { wordsOf } from '../words.js';
import { clausesOf } from './clauses.js';

/** The text of each clause, in parentheses where it stands in them, with + where it resumes what was before, and : where it leads. */
function outline(text: string): string[] {
  const words = wordsOf(text);
  return clausesOf(text, words).map(({ from, to, aside, resumes, leads }) => {
    const clause = text.slice(words[from]!.start, words[to - 1]!.end).replace('\n', '⏎');
    return `${resumes ? '+' : ''}${aside ? `(${clause})` : clause}${leads ? ':' : ''}`;
  });
}

describe('where a clause ends', () => {
  it.each([
    ['with a sentence', 'No Kafka. Java! SQL? Go; C;Rust', ['No Kafka', 'Java', 'SQL', 'Go', 'C', 'Rust']],
    ['not within a name', 'Node.js and Vue.js', ['Node.js and Vue.js']],
    ['not with an abbreviation', 'Brokers, e.g. Kafka', ['Brokers, e.g. Kafka']],
    ['with a name of one letter', 'No C. Kafka', ['No C', 'Kafka']],
    ['not with a full stop before the first word', '. Kafka', ['Kafka']],
    ['with a contrast', 'No Kafka but Java', ['No Kafka', 'but Java']],
    ['with something new behind a comma', 'No Kafka, strong in Java', ['No Kafka', 'strong in Java']],
    ['not without the comma', 'No strong Kafka', ['No strong Kafka']],
    ['not with an item of a list', 'No Kafka, Java', ['No Kafka, Java']],
    ['with a bar', 'No Kafka | Java', ['No Kafka', 'Java']],
    ['with a dot between items', 'No Kafka • Java', ['No Kafka', 'Java']],
    ['with the line', 'No Kafka\nJava', ['No Kafka', 'Java']],
    ['not with a line that ends within a phrase', 'No use of\nKafka', ['No use of⏎Kafka']],
    ['with a line that ends so, before a bullet', 'No use of\n- Kafka', ['No use of', 'Kafka']],
    ['with a line that ends so, before a blank one', 'No use of\n\nKafka', ['No use of', 'Kafka']],
    ['an empty line before the first word', '\nKafka', ['Kafka']],
  ])('%s: %j', (_, text, expected) => {
    expect(outline(text)).toEqual(expected);
  });
});

describe('parentheses', () => {
  it.each([
    ['part what they hold', 'Java (no Scala at all) and Kafka', ['Java', '+(no Scala at all)', '+and Kafka']],
    ['one in another', 'Java (no Scala (at all) yet) and Kafka', ['Java', '+(no Scala (at all) yet)', '+and Kafka']],
    ['a number of a list is none', 'a) Java (no Scala) and Kafka', ['a) Java', '+(no Scala)', '+and Kafka']],
    [
      'one that is never closed ends with its line',
      'Java (Scala\nC (no Go) and Kafka',
      ['Java', '+(Scala)', 'C', '+(no Go)', '+and Kafka'],
    ],
    ['something new in them', 'No Java (used Kafka)', ['No Java', '(used Kafka)']],
    ['a number in them', 'No Java (5 years of Kafka)', ['No Java', '(5 years of Kafka)']],
    ['a name with a number in them', 'No Kubernetes (k8s)', ['No Kubernetes', '+(k8s)']],
    ['a number behind them', 'No Java (or Kafka) 5 years', ['No Java', '+(or Kafka)', '+5 years']],
    ['a sentence in them', 'No Java (none. Kafka)', ['No Java', '+(none)', '(Kafka)']],
    ['a sentence behind them', 'No Java (none). Kafka', ['No Java', '+(none)', 'Kafka']],
  ])('%s: %s', (_, text, expected) => {
    expect(outline(text)).toEqual(expected);
  });
});

describe('a line leads the bullets below', () => {
  it.each([
    ['with a colon at its end', 'Tools:\n- Java', ['Tools:', 'Java']],
    ['with a blank before the colon', 'Tools :\n- Java', ['Tools:', 'Java']],
    ['with a colon behind parentheses', 'Tools (some):\n- Java', ['Tools', '+(some):', 'Java']],
    ['not with a colon within', 'Tools: Java\n- C', ['Tools: Java', 'C']],
    ['not with a colon before parentheses', 'Tools: (Java) C\n- Go', ['Tools', '+(Java)', '+C', 'Go']],
  ])('%s: %j', (_, text, expected) => {
    expect(outline(text)).toEqual(expected);
  });
});

it.each<[string, boolean[]]>([
  ['- Java\nC', [true, false]],
  ['Java\n-C', [false, true]],
  ['Java -\nC', [false, false]],
  ['Java*\n\n* C', [false, true]],
  ['1. Java\n2) C', [true, false, true]],
])('which lines have a bullet: %j', (text, expected) => {
  expect(clausesOf(text, wordsOf(text)).map(({ bullet }) => bullet)).toEqual(expected);
});
