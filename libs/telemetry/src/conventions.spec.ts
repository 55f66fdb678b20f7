/** The names of attributes are those of one version of the conventions, and none that this version has left behind. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as conventions from '@opentelemetry/semantic-conventions/incubating';
import { attribute, schemaUrl } from './conventions.js';

const names = Object.values(attribute);
const theirs = names.filter((name) => !name.startsWith('rolecall.'));
const main = createRequire(import.meta.url).resolve('@opentelemetry/semantic-conventions');
const read = (path: string) => readFileSync(new URL(path, `file://${main}`), 'utf8');

/** What the package says above each of its names that it calls deprecated. */
const declared = ['./stable_attributes.d.mts', './experimental_attributes.d.mts'].map(read).join('\n');
const deprecated = [...declared.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*declare const ATTR_\w+: "([^"]+)"/g)].flatMap(
  ([, said = '', name]) => (said.includes('@deprecated') ? [name] : []),
);

it('are of the version that the schema names', () => {
  expect(schemaUrl).toBe(`https://opentelemetry.io/schemas/${JSON.parse(read('../package.json')).version}`);
});

it.each(theirs)('%s is a name of the conventions, and not a deprecated one', (name) => {
  expect(Object.values(conventions)).toContain(name);
  expect(deprecated).not.toContain(name);
});

it('knows a deprecated name when it meets one', () => {
  expect(deprecated).toEqual(expect.arrayContaining(['messaging.system', 'messaging.kafka.message.key', 'db.system', 'http.method']));
});

it('stand once', () => expect(new Set(names).size).toBe(names.length));
