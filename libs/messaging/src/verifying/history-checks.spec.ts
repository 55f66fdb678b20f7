import type { Commit } from '../commit.js';
import type { Head } from '../ports.js';
import { followedMismatches } from './history-checks.js';

const minute = 60_000;
const nine = Date.UTC(2026, 2, 2, 9);
const at = (ms: number) => new Date(nine + ms).toISOString();
/** Three commits, at nine, a minute later, and two minutes later. */
const commits = [0, 1, 2].map((n) => ({ version: n + 1, at: at(n * minute) })) as unknown as Commit[];
const head = (version: number, published: number) => ({ version, published }) as unknown as Head;
const found = (of: Head | undefined, relay: number, projector = relay) =>
  followedMismatches('s', commits, of, { relay: nine + relay, projector: nine + projector }).map(
    ({ invariant, what }) => `${invariant}: ${what}`,
  );

it('misses what followers have gone past for a minute and not followed', () => {
  expect(found(head(3, 3), 10 * minute)).toEqual([]);
  expect(found(head(1, 2), 10 * minute)).toEqual([
    'published: published up to version 2 of 3, and a minute has gone',
    'head: the head stands at version 1 of 3, and a minute has gone',
  ]);
  expect(found(undefined, minute + 1)).toHaveLength(2);
});

it('misses nothing that a follower has not come to, however long that takes: what waits has alarms of its own', () => {
  expect(found(head(1, 1), minute)).toEqual([]);
  expect(found(undefined, -nine)).toEqual([]);
  expect(found(head(1, 1), minute, 10 * minute)).toEqual(['head: the head stands at version 1 of 3, and a minute has gone']);
});

it('finds followers that stand beyond the history', () => {
  expect(found(head(4, 4), -nine)).toEqual([
    'published: published up to version 4, the history ends at 3',
    'head: the head stands at version 4, the history ends at 3',
  ]);
});
