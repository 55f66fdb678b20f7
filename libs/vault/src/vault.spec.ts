import { keyedHash } from './keyed-hash.js';
import { keyOf, rangeOf } from './vault.js';

const key = 'a key for tests that is long enough';

it('hashes the same text of one organization to the same, and of another to another', () => {
  expect(keyedHash(key, 'acme', 'jon@example.org')).toBe(keyedHash(key, 'acme', 'jon@example.org'));
  expect(keyedHash(key, 'acme', 'jon@example.org')).not.toBe(keyedHash(key, 'umbrella', 'jon@example.org'));
  expect(keyedHash(key, 'acme', 'jon@example.org')).not.toBe(keyedHash(`${key}!`, 'acme', 'jon@example.org'));
});

it('keeps organization and text apart in the hash', () => {
  expect(keyedHash(key, 'ac', 'mejon')).not.toBe(keyedHash(key, 'acme', 'jon'));
});

it('tells nothing of the text', () => {
  expect(keyedHash(key, 'acme', 'jon@example.org')).toMatch(/^[\w-]{43}$/);
});

it('spans the fields of a subject and of none whose id merely begins alike', () => {
  const { $gte, $lt } = rangeOf('acme', 'c1');
  const within = (id: string) => id >= $gte && id < $lt;
  expect(['acme/c1/email', 'acme/c1/note:1', 'acme/c1/terms:12/x', 'acme/c1/名'].every(within)).toBe(true);
  expect(['acme/c10/email', 'acme/c', 'acme/c1', 'acme/c2/email', 'acm/c1/email', 'acme/c1-x/email'].some(within)).toBe(false);
});

it.each([
  ['a/b', 'c'],
  ['a', 'b/c'],
  ['', 'c'],
  ['a', ''],
])('refuses the key %j %j, which could reach into another subject', (org, subject) => {
  expect(() => keyOf(org, subject)).toThrow(TypeError);
});
