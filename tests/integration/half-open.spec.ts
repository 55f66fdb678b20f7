/** Case 38, at MongoDB: a connection on which nothing comes any more, and of which nobody was told that it is dead. */
import { type Commit, MongoDatabase } from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { withDatabase } from '../../deploy/local/mongo-url.ts';
import { openNetwork, type Switchboard } from '../../deploy/local/network.ts';
import { Premises } from '../../deploy/local/premises.ts';
import { mongoUrl } from '../servers.js';

const commit = (version: number): Commit => ({
  ...{ _id: `acme/thing/one/00000000${version}`, stream: 'acme/thing/one', version, cause: `cause-${version}`, events: [] },
  ...{ at: '2026-01-01T00:00:00.000Z', actor: { kind: 'person', id: 'mara' }, correlationId: 'one' },
});

let premises: Premises;
let network: Switchboard;
let database: MongoDatabase;
beforeAll(async () => {
  premises = await Premises.open();
  network = await openNetwork(premises, (line) => process.stderr.write(`  ${line}\n`));
  const real = new URL(mongoUrl('half-open').replace('mongodb:', 'http:'));
  const port = await network.route('mongo', Number(real.port));
  database = await MongoDatabase.open(withDatabase(`mongodb://127.0.0.1:${port}/?directConnection=true`, real.pathname.slice(1)));
}, 600_000);
afterAll(async () => {
  await network.mend();
  await database.close();
  await premises.close();
});

it('is given up within twenty seconds, its write of unknown fate; then everything goes on', async () => {
  expect(await database.append([commit(1)])).toEqual(['inserted']);
  await network.spoil(['mongo'], { type: 'timeout', attributes: { timeout: 0 } }, 'downstream');
  const since = performance.now();
  expect(await database.append([commit(2)])).toEqual([{ unknown: expect.any(Error) }]);
  // Two timeouts of five seconds until the connection is given up, five more in which the driver looks for a server to try once more with.
  expect(performance.now() - since).toBeLessThan(20_000);
  await network.mend();
  // The request had arrived: only its answer was lost.
  expect(await database.append([commit(2), commit(3)])).toEqual(['version_taken', 'inserted']);
}, 90_000);

it('that is cut in the middle of a write says of no member of the group that it was written', async () => {
  await network.cut(['mongo']);
  const group = [commit(4), commit(5)];
  expect(await database.append(group)).toEqual(group.map(() => ({ unknown: expect.any(Error) })));
  await network.mend();
  await eventually(async () => (await database.commitsAfter('acme/thing/one', 3).catch(() => undefined))?.length === 0, 30_000);
  expect(await database.append(group)).toEqual(['inserted', 'inserted']);
}, 90_000);
