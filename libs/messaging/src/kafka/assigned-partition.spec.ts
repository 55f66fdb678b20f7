/** Which partitions count as behind. */
import { type AssignedPartition, behindOf, unknownPlace } from './assigned-partition.js';
import { OffsetMark } from './offset-mark.js';

const at = { topic: 'a', partition: 0 };
const standing: AssignedPartition = { ...at, ...unknownPlace, mark: new OffsetMark(5n), taking: true };
const busy = new OffsetMark(4n);
busy.take(4n, 0);

it.each<[string, Partial<AssignedPartition>, bigint | undefined, bigint | undefined]>([
  ['is behind when its log goes on', {}, 6n, 5n],
  ['is behind also while something of it is unfinished: there is room for more', { mark: busy }, 6n, 5n],
  ['is not at its end', {}, 5n, undefined],
  ['is not when nothing is known of its end', {}, undefined, undefined],
  ['is not while it is full', { paused: true }, 6n, undefined],
  ['is not while its place is looked at, or in doubt', { taking: false }, 6n, undefined],
  ['is not before its place is known', { mark: undefined }, 6n, undefined],
])('a partition %s', (_, state, end, behind) => {
  const ends = new Map(end === undefined ? [] : [['a/0', end]]);
  expect(behindOf(new Map([['a/0', { ...standing, ...state }]]), ends).get('a/0')).toBe(behind);
});
