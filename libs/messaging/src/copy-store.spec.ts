/** What a rule reads of a copy, while its database changes its primary. */
import { CopyStore } from './copy-store.js';
import type { DocumentCollection, Ports } from './ports.js';

it('makes the index again that could not be made, so that a rule is looked at once its database is back', async () => {
  let tries = 0;
  const createIndex = async () => {
    tries += 1;
    if (tries === 1) throw Object.assign(new Error('not primary'), { code: 'ECONNRESET' });
  };
  const found = { toArray: async () => [{ _id: 'acme/one', sequence: 7, copy: { status: 'open' } }] };
  const documents = { createIndex, find: () => found } as unknown as DocumentCollection;
  const ports = { database: { collection: () => documents }, copies: new Map() } as unknown as Ports;
  const source = new CopyStore<{ status: string }>('copies', ports).everywhere('status', 'open');
  await expect(source.page('', 10)).rejects.toThrow('not primary');
  for (let time = 0; time < 2; time += 1)
    await expect(source.page('', 10)).resolves.toEqual({ found: [{ org: 'acme', id: 'one', version: 7, it: { status: 'open' } }] });
  expect(tries).toBe(2);
});
