/** What a change stream is to those who read it together. The server's answers are the test's; what a real one does, feeds.spec.ts says. */
import { mongo } from 'mongoose';
import { FeedLost } from '../ports.js';
import { type Changes, CommitStream } from './commit-stream.js';

/** A change stream that brings what it is told to, in answers of so many. */
function server() {
  const answers: (number | Error)[] = [];
  let told = 0;
  let buffered = 0;
  const changes = {
    closed: false,
    resumeToken: { _data: 'idle' } as unknown,
    once: () => changes,
    bufferedCount: () => buffered,
    tryNext: async () => {
      if (buffered === 0) {
        const answer = answers.shift() ?? 0;
        if (answer instanceof Error) throw answer;
        buffered = answer;
      }
      if (buffered === 0) return null;
      buffered -= 1;
      told += 1;
      changes.resumeToken = { _data: `${told}` };
      return { _id: { _data: `${told}` }, operationType: 'insert' };
    },
    close: async () => {
      changes.closed = true;
    },
  };
  return { answers, changes, stream: new CommitStream(changes as unknown as Changes) };
}
type Told = { readonly _id: { readonly _data: string } };
const read = async (stream: CommitStream, reader: { position: number }, max = 500) => {
  const found = await stream.read(reader, max);
  reader.position += found?.changes.length ?? 0;
  return found && (found.changes as unknown as Told[]).map(({ _id }) => Number(_id._data));
};
const numbers = (from: number, until: number) => Array.from({ length: until - from + 1 }, (_, n) => from + n);

it('asks once for all that wait, and tells each all of it', async () => {
  const { answers, changes, stream } = server();
  const [one, other] = [{ position: 0 }, { position: 0 }];
  for (const reader of [one, other]) stream.join(reader);
  answers.push(3, 2);
  expect(await Promise.all([read(stream, one), read(stream, other)])).toEqual([numbers(1, 3), numbers(1, 3)]);
  expect(await read(stream, one, 1)).toEqual([4]);
  expect([await read(stream, other), answers]).toEqual([[4, 5], []]);
  expect(await stream.read(other, 9)).toEqual({ changes: [], token: changes.resumeToken });
});

it('says the same to all when it has failed: who asks later would hear only that it is closed', async () => {
  const { answers, stream } = server();
  const [one, other] = [{ position: 0 }, { position: 0 }];
  for (const reader of [one, other]) stream.join(reader);
  const away = new mongo.MongoNetworkError('away');
  answers.push(2, away, new mongo.MongoAPIError('ChangeStream is closed'));
  expect(await read(stream, one)).toEqual([1, 2]);
  await expect(read(stream, one)).rejects.toBe(away);
  expect([await read(stream, other), stream.over]).toEqual([[1, 2], true]);
  await expect(read(stream, other)).rejects.toBe(away);
});

it('tells a feed that is lost as such', async () => {
  const { answers, stream } = server();
  answers.push(new mongo.MongoServerError({ message: 'the resume point is gone', code: 286 }));
  await expect(stream.start()).rejects.toThrow(FeedLost);
});

it('keeps what one has not read, up to a bound, and a little that all have read', async () => {
  const { answers, stream } = server();
  const [one, other] = [{ position: 0 }, { position: 0 }];
  for (const reader of [one, other]) stream.join(reader);
  answers.push(...Array.from({ length: 12 }, () => 100));
  for (let n = 0; n < 10; n += 1) await read(stream, one);
  expect(await read(stream, other, 1000)).toEqual(numbers(1, 1000));
  for (let n = 0; n < 2; n += 1) for (const reader of [one, other]) await read(stream, reader);
  expect(['999', '1101'].map((_data) => stream.after({ _data }))).toEqual([undefined, 1101]);
  answers.push(...Array.from({ length: 13 }, () => 100));
  for (let n = 0; n < 13; n += 1) await read(stream, one);
  expect(await stream.read(other, 1)).toBeUndefined();
});

it('keeps all that it brought before anybody reads it', async () => {
  const { answers, stream } = server();
  answers.push(400);
  await stream.start();
  const reader = { position: 0 };
  stream.join(reader);
  expect(await read(stream, reader)).toEqual(numbers(1, 400));
});

it('is closed by the last that leaves, whoever leaves twice', async () => {
  const { changes, stream } = server();
  const [one, other] = [{ position: 0 }, { position: 0 }];
  for (const reader of [one, other]) stream.join(reader);
  await stream.leave(one);
  await stream.leave(one);
  expect(changes.closed).toBe(false);
  await stream.leave(other);
  expect(changes.closed).toBe(true);
});
