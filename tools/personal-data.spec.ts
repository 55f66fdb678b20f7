/** What people say of themselves and of others is marked where its schema stands, and no event has a place for it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn } from './generate/on-disk.ts';
import { fieldsIn } from './personal-data/fields.ts';
import { projectRoot } from './sources.ts';

const read = (folder: string) =>
  filesIn([folder], projectRoot).map((path) => JSON.parse(readFileSync(join(projectRoot, path), 'utf8')) as Record<string, unknown>);
const asked = read('docs/openapi').flatMap(({ paths, components }) => fieldsIn([paths, requestsOf(components)]));
const told = read('docs/schemas').flatMap((schema) => fieldsIn(schema));
const namesOf = (fields: readonly { readonly name: string }[]) => [...new Set(fields.map(({ name }) => name))].sort();

/** Without what only answers have. */
function requestsOf(components: unknown) {
  const { schemas } = components as { schemas: object };
  return Object.entries(schemas).filter(([name]) => !/Answer$|^Problem$/.test(name));
}

/** Not about a person: of a search, of the work of operators, or an id. */
const harmlessTexts = {
  approver: 'a person’s id',
  columns: 'ids of columns of a board',
  currency: 'a code',
  cursor: 'of a page: an instant and an id',
  document: 'the role document, which is published',
  evaluation: 'the id of what a decider had before them',
  groupId: 'an approval’s group',
  id: 'an approval’s group',
  key: 'of a held message, in an operator’s path',
  kind: 'the kind of a job',
  knockoutAnswers: 'of a question of a search',
  level: 'of a band',
  location: 'of a band or a seat',
  musts: 'ids of requirements',
  name: 'of a round, a stage or a competency',
  niceToHaves: 'ids of requirements',
  options: 'of a job',
  questionGuide: 'of a round',
  reason: 'why an operator discards a message; it is kept with the message',
  requirementId: 'an id',
  requirementIds: 'ids',
  stream: 'the name of a stream, in an operator’s path',
  text: 'of a question of a search',
  topic: 'in an operator’s path',
  zone: 'a time zone',
};

/** Each is cut from log lines wherever it stands: call a fact otherwise. */
const clashes = {
  name: 'a person’s, or of a round, a stage or a competency',
  text: 'a résumé, or a question of a search',
};

it('finds marks at any depth, of parameters too, and what stands within', () => {
  const inner = { type: 'object', 'x-personal': true, properties: { units: { type: 'integer' } } };
  const schema = { properties: { all: { type: 'array', items: { properties: { equity: inner, note: { type: 'string' } } } } } };
  const parameter = { name: 'who', in: 'query', schema: { type: 'string', 'x-personal': true } };
  const fields = fieldsIn({ paths: { '/': { parameters: [parameter] } }, schemas: { schema } });
  expect(Object.fromEntries(fields.map(({ name, ...field }) => [name, field]))).toEqual({
    who: { mark: 'own', isFreeText: true },
    all: { mark: 'none', isFreeText: false },
    equity: { mark: 'own', isFreeText: false },
    units: { mark: 'within', isFreeText: false },
    note: { mark: 'none', isFreeText: true },
  });
});

it('no event has a field that is marked', () => {
  expect(told.length).toBeGreaterThan(500);
  expect(told.filter(({ mark }) => mark !== 'none')).toEqual([]);
});

it('whatever people write in their own words is marked, or is not about a person', () => {
  expect(namesOf(asked.filter(({ mark, isFreeText }) => isFreeText && mark === 'none'))).toEqual(Object.keys(harmlessTexts));
});

it('a name is marked in every schema or in none, but for those that are known', () => {
  const marked = new Set(namesOf(asked.filter(({ mark }) => mark === 'own')));
  expect(marked.size).toBeGreaterThan(10);
  const clashing = [...asked, ...told].filter(({ name, mark }) => mark === 'none' && marked.has(name));
  expect(namesOf(clashing)).toEqual(Object.keys(clashes));
});
