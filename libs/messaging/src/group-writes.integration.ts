/** Group writes on a real MongoDB: what the fate of each rests on. */
import { mongoUrl } from '../../../tests/servers.js';
import { GroupWrites } from './group-writes.js';
import { MongoDatabase } from './mongo/database.js';

const database = await MongoDatabase.open(mongoUrl('group-writes'));
afterAll(() => database.close());

const documents = database.collection('copies');
const writes = new GroupWrites(documents, database.linger);
const absent = { $exists: false };
/** As copies are written: -1 for one that was not there, no revision for one of an older build. */
const put = (_id: string, revision: number | undefined, text: string) =>
  writes.put({ _id, revision: revision ?? absent }, { $set: { revision: (revision ?? 0) + 1, text } });
const texts = async () =>
  (await documents.find({}, { sort: { _id: 1 } }).toArray()).map(({ _id, text, revision }) => [_id, text, revision]);

beforeEach(async () => {
  await documents.deleteMany({});
  await documents.insertOne({ _id: 'of an older build', text: 'old' });
  const made = [put('one', -1, 'made'), put('other', -1, 'made'), put('of an older build', undefined, 'changed')];
  expect(await Promise.all(made)).toEqual([true, true, true]);
});

it('changes what is as it was, makes what is not there, and tells whose document is another by now', async () => {
  // Two of one document in one group: one is first.
  const [once, twice] = await Promise.all([put('one', 0, 'changed'), put('one', 0, 'changed too')]);
  expect([once, twice].sort()).toEqual([false, true]);
  const late = [
    put('one', 0, 'late'),
    put('other', 0, 'changed'),
    put('other', -1, 'made again'),
    put('of an older build', undefined, 'late'),
  ];
  expect(await Promise.all(late)).toEqual([false, true, false, false]);
  expect(await texts()).toEqual([
    ['of an older build', 'changed', 1],
    ['one', once ? 'changed' : 'changed too', 1],
    ['other', 'changed', 1],
  ]);
});

it('one that cannot be stored fails alone', async () => {
  const large = put('large', -1, 'x'.repeat(17_000_000)).then(
    () => 'written',
    (error: Error) => error.name,
  );
  expect(await Promise.all([put('one', 0, 'changed'), large, put('other', 0, 'changed')])).toEqual([
    true,
    expect.stringMatching(/^Mongo/),
    true,
  ]);
  expect((await texts()).map(([, text]) => text)).toEqual(['changed', 'changed', 'changed']);
});
