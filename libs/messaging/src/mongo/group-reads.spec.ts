import { noLinger } from '../linger.js';
import { GroupReads, readingInGroups } from './group-reads.js';

/** A database of letters, whose answers come when they are let. */
function slow() {
  const asked: string[][] = [];
  const answers: { give: () => void; fail: (error: Error) => void }[] = [];
  const readAll = (keys: readonly string[]) => {
    asked.push([...keys]);
    return new Promise<Map<string, string>>((resolve, reject) => {
      const found = new Map(keys.filter((key) => key !== 'nothing').map((key) => [key, key.toUpperCase()]));
      answers.push({ give: () => resolve(found), fail: reject });
    });
  };
  return { asked, answers, reads: new GroupReads(readAll, noLinger) };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

it('asks at once when nothing is under way, for all that is read at that moment, each key once', async () => {
  const { asked, answers, reads } = slow();
  const all = Promise.all(['a', 'b', 'nothing', 'a'].map((key) => reads.get(key)));
  await turn();
  expect(asked).toEqual([['a', 'b', 'nothing']]);
  answers[0]?.give();
  expect(await all).toEqual(['A', 'B', undefined, 'A']);
});

it('gathers while two groups are away, and asks again for a key that is away: its answer may be older than the question', async () => {
  const { asked, answers, reads } = slow();
  const first = reads.get('a');
  await turn();
  const second = reads.get('a');
  await turn();
  const later = Promise.all([reads.get('a'), reads.get('b')]);
  await turn();
  expect(asked).toEqual([['a'], ['a']]);
  for (const { give } of answers) give();
  expect(await Promise.all([first, second])).toEqual(['A', 'A']);
  await turn();
  expect(asked).toEqual([['a'], ['a'], ['a', 'b']]);
  answers[2]?.give();
  expect(await later).toEqual(['A', 'B']);
});

it('fails those of a group that could not be read, and goes on', async () => {
  const { answers, reads } = slow();
  const lost = Promise.allSettled([reads.get('a'), reads.get('b')]);
  await turn();
  answers[0]?.fail(new Error('away'));
  expect((await lost).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const next = reads.get('a');
  await turn();
  answers[1]?.give();
  expect(await next).toBe('A');
});

it('asks for no more than two hundred keys at once', async () => {
  const { asked, answers, reads } = slow();
  const all = Promise.all(Array.from({ length: 450 }, (_, n) => reads.get(`k${n}`)));
  for (let n = 0; n < 3; n += 1) {
    await turn();
    for (const { give } of answers) give();
  }
  expect(await all).toHaveLength(450);
  expect(asked.map(({ length }) => length)).toEqual([200, 200, 50]);
});

describe('a collection', () => {
  const documents = [{ _id: 'a' }, { _id: 'b' }];
  const asked: object[] = [];
  const collection = readingInGroups(
    {
      findOne: async (filter: object) => {
        asked.push(filter);
        return documents[0];
      },
      find: (filter: { _id: { $in: string[] } }) => {
        asked.push(filter);
        return { toArray: async () => documents.filter(({ _id }) => filter._id.$in.includes(_id)) };
      },
    } as never,
    noLinger,
  ) as unknown as { findOne(filter: object, options?: object): Promise<unknown> };
  beforeEach(() => asked.splice(0));

  it('is read in groups by id', async () => {
    expect(await Promise.all([collection.findOne({ _id: 'a' }), collection.findOne({ _id: 'c' })])).toEqual([{ _id: 'a' }, null]);
    expect(asked).toEqual([{ _id: { $in: ['a', 'c'] } }]);
  });

  it.each([
    [{ _id: 'a', held: true }, undefined],
    [{ _id: { $in: ['a'] } }, undefined],
    [{ _id: 'a' }, { projection: { _id: 1 } }],
  ])('is asked as it is for %j with %j', async (filter, options) => {
    await collection.findOne(filter, options);
    expect(asked).toEqual([filter]);
  });
});
