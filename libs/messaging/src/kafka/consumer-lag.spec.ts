/** How far behind a group is, by what its process knows. With a client and its handlers: group-consumption.spec.ts. */
import { HandClock } from '../../../../tests/hand-clock.js';
import { type AssignedPartition, unknownPlace } from './assigned-partition.js';
import { ConsumerLag } from './consumer-lag.js';
import { OffsetMark } from './offset-mark.js';

const topic = 'topic';
const partitionOf = (partition: number, known: Partial<AssignedPartition>): AssignedPartition => ({
  topic,
  partition,
  ...unknownPlace,
  ...known,
});
/** Stands at 5; what it has taken was sent at these times. */
const markOf = (...sentAt: number[]) => {
  const mark = new OffsetMark(5n);
  for (const [n, at] of sentAt.entries()) mark.take(BigInt(5 + n), at);
  return mark;
};

let clock: HandClock;
let lag: ConsumerLag;
beforeEach(() => {
  clock = new HandClock();
  lag = new ConsumerLag([topic], clock);
});

it('counts from its start until the group is joined, for nobody knows what waits', async () => {
  await clock.pass(4000);
  expect(lag.told()).toEqual([{ topic, seconds: 4, messages: 0 }]);
  lag.joined([partitionOf(0, { mark: markOf(), high: 5n })]);
  expect([lag.told(), lag.assigned]).toEqual([[{ topic, seconds: 0, messages: 0 }], 1]);
});

it('is the oldest of all partitions, and the messages of all, in hand or not', async () => {
  await clock.pass(9000);
  lag.joined([partitionOf(0, { mark: markOf(3000, 4000), high: 10n }), partitionOf(1, { mark: markOf(2000), high: 6n })]);
  expect(lag.told()).toEqual([{ topic, seconds: 7, messages: 2 + 3 + 1 }]);
});

it('grows where a partition stands still because its place was lost', async () => {
  lag.joined([partitionOf(0, { committed: 3n, high: 10n })]);
  expect(lag.told()).toEqual([{ topic, seconds: 0, messages: 7 }]);
  await clock.pass(60_000);
  expect(lag.told()).toEqual([{ topic, seconds: 60, messages: 7 }]);
});

it('leaves to another process what that one has now, and goes on with what nobody has', async () => {
  await clock.pass(5000);
  lag.joined([partitionOf(0, { mark: markOf(1000), high: 6n })]);
  lag.left();
  await clock.pass(5000);
  expect([lag.told(), lag.assigned]).toEqual([[{ topic, seconds: 9, messages: 1 }], 0]);
  lag.joined([]);
  expect(lag.told()).toEqual([{ topic, seconds: 0, messages: 0 }]);
});

it('is never less than nothing, though the clock of who sent it was ahead', () => {
  lag.joined([partitionOf(0, { mark: markOf(60_000), high: 6n })]);
  expect(lag.told()).toEqual([{ topic, seconds: 0, messages: 1 }]);
});
