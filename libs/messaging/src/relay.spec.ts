/** How the relay cuts what it sends into batches. */
import { chunks } from './relay.js';

const message = (key: string, bytes: number) => ({ topic: 'hiring.test', key, value: 'x'.repeat(bytes), headers: {} });
const cut = (...perCommit: [key: string, ...bytes: number[]][]) =>
  chunks(perCommit.map(([key, ...sizes]) => sizes.map((bytes) => message(key, bytes)))).map((batch) =>
    batch.map(({ key }) => key).join(''),
  );

it('sends many small commits in one batch, in order', () => expect(cut(['a', 1, 1], ['b', 1], ['c'], ['d', 1])).toEqual(['aabd']));
it('never divides a commit that fits into a batch', () =>
  expect(cut(['a', 300_000], ['b', 200_000, 200_000], ['c', 1])).toEqual(['a', 'bbc']));
it('divides only what is too large by itself, event by event', () =>
  expect(cut(['a', 1], ['b', 300_000, 300_000, 300_000], ['c', 1])).toEqual(['ab', 'b', 'bc']));
it('sends nothing for commits without published events', () => expect(cut(['a'], ['b'])).toEqual([]));
