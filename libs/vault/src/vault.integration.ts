import { MongoDatabase } from '@rolecall/messaging';
import { mongoUrl } from '../../../tests/servers.js';
import { CollectionVault } from './collection-vault.js';

let database: MongoDatabase;
let vault: CollectionVault;

beforeAll(async () => {
  database = await MongoDatabase.open(mongoUrl('vault'));
  vault = new CollectionVault(database, 'a key for tests that is long enough');
  await vault.open();
});
afterAll(() => database.close());

it('gives back what was put, whatever its keys and characters', async () => {
  const value = { 'a.b': 1, $set: 2, names: ['Zoë', '🦄', 'مريم'], none: null };
  await vault.put('acme', 'c1', 'profile', value);
  await vault.put('acme', 'c1', 'profile', value);
  expect(await vault.get('acme', 'c1', 'profile')).toEqual({ 'a.b': 1, $set: 2, names: ['Zoë', '🦄', 'مريم'], none: null });
  expect(await vault.get('acme', 'c1', 'other')).toBeUndefined();
});

it('keeps the last write, also of many at once', async () => {
  await Promise.all(Array.from({ length: 30 }, (_, n) => vault.put('acme', 'c2', 'phone', n)));
  await vault.put('acme', 'c2', 'phone', 'last');
  expect(await vault.get('acme', 'c2', 'phone')).toBe('last');
});

it('keeps organizations and subjects apart', async () => {
  await vault.put('acme', 'c3', 'email', 'a');
  await vault.put('umbrella', 'c3', 'email', 'b');
  await vault.put('acme', 'c30', 'email', 'c');
  expect(await vault.all('acme', 'c3')).toEqual({ email: 'a' });
  expect(await vault.all('umbrella', 'c3')).toEqual({ email: 'b' });
});

it('refuses a value that is not JSON', async () => {
  await expect(vault.put('acme', 'c4', 'email', undefined)).rejects.toThrow('the value of email is not JSON');
});

it('gives an address to one of many who claim it at once', async () => {
  const hash = vault.keyedHash('acme', 'jon@example.org');
  const owners = await Promise.all(Array.from({ length: 30 }, (_, n) => vault.claimAddress('acme', hash, `c-${n}`)));
  expect(new Set(owners).size).toBe(1);
  expect(await vault.ownerOfAddress('acme', hash)).toBe(owners[0]);
  expect(await vault.claimAddress('acme', hash, 'late')).toBe(owners[0]);
  expect(await vault.claimAddress('umbrella', vault.keyedHash('umbrella', 'jon@example.org'), 'other')).toBe('other');
});

it('erases every field and address of a subject and of no other', async () => {
  const hash = vault.keyedHash('acme', 'eve@example.org');
  await vault.claimAddress('acme', hash, 'c5');
  await vault.put('acme', 'c5', 'email', 'eve@example.org');
  await vault.put('acme', 'c5', 'note:1', 'nice');
  await vault.put('acme', 'c50', 'email', 'kept');
  await vault.erase('acme', 'c5');
  expect(await vault.all('acme', 'c5')).toEqual({});
  expect(await vault.ownerOfAddress('acme', hash)).toBeUndefined();
  expect(await vault.all('acme', 'c50')).toEqual({ email: 'kept' });
  expect(await vault.claimAddress('acme', hash, 'c6')).toBe('c6');
});
