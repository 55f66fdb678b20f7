/** Addresses: of databases, and of ports. */
import { createServer } from 'node:net';
import { withDatabase } from './mongo-url.ts';
import { freePort, isFree } from './ports.ts';

it.each([
  ['mongodb://127.0.0.1:27017/?replicaSet=rs0', 'mongodb://127.0.0.1:27017/x?replicaSet=rs0'],
  ['mongodb://127.0.0.1:27017', 'mongodb://127.0.0.1:27017/x'],
  ['mongodb://a:1,b:2/other?replicaSet=rs0&w=1', 'mongodb://a:1,b:2/x?replicaSet=rs0&w=1'],
  ['mongodb+srv://me:pw@cluster.example', 'mongodb+srv://me:pw@cluster.example/x?authSource=admin'],
  ['mongodb://me:pw@h:1/users', 'mongodb://me:pw@h:1/x?authSource=users'],
  ['mongodb://me:pw@h:1/users?authSource=admin', 'mongodb://me:pw@h:1/x?authSource=admin'],
])('puts a database into %s', (url, expected) => expect(withDatabase(url, 'x')).toBe(expected));

it('refuses what is no MongoDB address, without showing it', () => {
  expect(() => withDatabase('postgres://me:secret@h', 'x')).toThrow(/^MONGO_URL is no address of a MongoDB(?!.*secret)/);
});

it('gives a port that is free, and none twice', async () => {
  const ports = await Promise.all(Array.from({ length: 20 }, freePort));
  expect(new Set(ports).size).toBe(20);
  expect(await Promise.all(ports.map(isFree))).toEqual(ports.map(() => true));
});

it('sees a port that is taken', async () => {
  const port = await freePort();
  const server = createServer().listen(port, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  expect(await isFree(port)).toBe(false);
  await new Promise((resolve) => server.close(resolve));
});
