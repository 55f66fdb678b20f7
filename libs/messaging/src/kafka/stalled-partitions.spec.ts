/** When a partition counts as stalled. */
import { StalledPartitions } from './stalled-partitions.js';

const behind = (at: bigint, name = 'a/0') => new Map([[name, at]]);

it('tells one that stands where it stood for two looks after the first', () => {
  const stalled = new StalledPartitions();
  expect([1, 2, 3].map(() => stalled.look(behind(5n)))).toEqual([[], [], ['a/0']]);
});

it('does not tell one that moves, however slowly', () => {
  const stalled = new StalledPartitions();
  expect([5n, 6n, 7n, 8n, 9n].flatMap((at) => stalled.look(behind(at)))).toEqual([]);
});

it('tells the same one again after twice as many looks each time, and the next place as soon as ever', () => {
  const stalled = new StalledPartitions();
  const told = Array.from({ length: 20 }, (_, look) => (stalled.look(behind(5n)).length > 0 ? look : 0)).filter(Boolean);
  expect(told).toEqual([2, 6, 14]);
  expect([1, 2, 3].map(() => stalled.look(behind(6n)).length)).toEqual([0, 0, 1]);
});

it('counts each partition by itself, and looks at which it could not be fetched from count for nothing', () => {
  const stalled = new StalledPartitions();
  const looks = [behind(5n), behind(1n, 'a/1'), new Map(), behind(5n), behind(5n)];
  expect(looks.map((look) => stalled.look(look))).toEqual([[], [], [], [], ['a/0']]);
});
