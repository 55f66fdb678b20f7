/** What is written in groups, and what each of a group is told. */
import { mongo } from 'mongoose';
import { classify } from './consuming/error-classes.js';
import { GroupWrites } from './group-writes.js';
import { noLinger } from './linger.js';

type Operation = { updateOne: { filter: { _id: string }; update: object; upsert: boolean } };

/** A collection whose answers come when they are let. */
function slow() {
  const groups: string[][] = [];
  const answers: ((error?: object) => void)[] = [];
  const bulkWrite = (operations: readonly Operation[]) => {
    groups.push(operations.map(({ updateOne: { filter, upsert } }) => `${filter._id}${upsert ? '' : ' without upsert'}`));
    return new Promise<void>((resolve, reject) => answers.push((error) => (error ? reject(error) : resolve())));
  };
  return { groups, answers, writes: new GroupWrites({ bulkWrite } as never, noLinger) };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));
const noResult = { getWriteConcernError: () => undefined } as mongo.BulkWriteResult;

it('sends what is asked for at the same moment as one; the next gathers meanwhile', async () => {
  const { groups, answers, writes } = slow();
  const first = [writes.put({ _id: 'a' }, {}), writes.put({ _id: 'b' }, {})];
  await turn();
  const second = writes.put({ _id: 'c' }, {});
  await turn();
  expect(groups).toEqual([['a', 'b']]);
  answers[0]?.();
  expect(await Promise.all(first)).toEqual([true, true]);
  await turn();
  expect(groups[1]).toEqual(['c']);
  answers[1]?.();
  expect(await second).toBe(true);
});

/** As the driver makes it: counts of what was done, and the failures of those that were not. */
const refused = (writeErrors: object | object[], done: number) => ({ writeErrors, matchedCount: done, upsertedCount: 0 });
const cut = new mongo.MongoNetworkError('cut');
const inDoubt = { getWriteConcernError: () => ({ code: 79 }) } as mongo.BulkWriteResult;

it.each([
  ['one met another document', refused([{ code: 11_000, index: 1 }], 1), [true, false]],
  ['one alone did, as the driver tells it', refused({ code: 11_000, index: 0 }, 1), [false, true]],
  [
    'one was refused',
    refused(
      [
        { code: 11_000, index: 1 },
        { code: 10_334, index: 0 },
      ],
      0,
    ),
    ['fault', false],
  ],
  ['one came in the middle of an election', refused([{ code: 189, index: 1 }], 1), [true, 'outage']],
  ['nothing is known of any', new mongo.MongoBulkWriteError(cut, noResult), ['outage', 'outage']],
  [
    'it is not known whether it lasts',
    new mongo.MongoBulkWriteError({ message: '', code: 79, writeErrors: [] }, inDoubt),
    ['outage', 'outage'],
  ],
])('when %s, each member learns its own fate, and the next goes on', async (_, error, fates) => {
  const { answers, writes } = slow();
  const group = [writes.put({ _id: 'a' }, {}), writes.put({ _id: 'b' }, {})].map((written) => written.catch(classify));
  await turn();
  answers[0]?.(error);
  expect(await Promise.all(group)).toEqual(fates);
  const next = writes.put({ _id: 'c' }, {});
  await turn();
  answers[1]?.();
  expect(await next).toBe(true);
});

it.each([
  ['that cannot be sent', Object.assign(new Error('Document is larger than the maximum size'), { name: 'MongoInvalidArgumentError' })],
  ['of which the answer does not tell', refused([{ code: 59, index: 0 }], 0)],
])('one %s fails alone', async (_, error) => {
  const { groups, answers, writes } = slow();
  const group = [writes.put({ _id: 'good' }, {}), writes.put({ _id: 'bad' }, {})].map((written) => written.catch(() => 'failed'));
  await turn();
  answers[0]?.(error);
  await turn();
  expect(groups.slice(1)).toEqual([['good'], ['bad']]);
  answers[1]?.();
  answers[2]?.(error);
  expect(await Promise.all(group)).toEqual([true, 'failed']);
});

it('outlives a collection that throws at once', async () => {
  const closed = () => {
    throw new mongo.MongoNetworkError('closed');
  };
  const writes = new GroupWrites({ bulkWrite: closed } as never, noLinger);
  expect(await writes.put({ _id: 'a' }, {}).catch(classify)).toBe('outage');
  expect(await writes.put({ _id: 'b' }, {}).catch(classify)).toBe('outage');
});

it('is bounded', async () => {
  const { groups, answers, writes } = slow();
  const all = Array.from({ length: 201 }, (_, n) => writes.put({ _id: `${n}` }, {}));
  await turn();
  answers[0]?.();
  await turn();
  answers[1]?.();
  await Promise.all(all);
  expect(groups.map((group) => group.length)).toEqual([200, 1]);
});
