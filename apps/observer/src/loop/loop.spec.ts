import { at, days, telling } from '@rolecall/testing';
import { foldLoop, type LoopCopy } from './loop.js';
import type { LoopChange } from './loop-events.js';

const told = telling<LoopCopy, LoopChange>(foldLoop);
const planned = ['interview.planned.v1'] as const;
const booked = (roundId: string, endsAt: string) => ['interview.round-scheduled.v1', { roundId, booking: { endsAt } }] as const;
const held = (roundId: string, ...due: string[]) => ['interview.round-held.v1', { roundId, due, scorecardsDueAt: at(2 * days) }] as const;
const card = (what: 'submitted' | 'waived', roundId: string, person: string) =>
  [`interview.scorecard-${what}.v1`, { roundId, person }] as const;
const owed = (roundId: string, person: string) => ({ roundId, person, dueAt: at(2 * days) });

it('owes a scorecard of each who was there, until it is in or waived', () => {
  const round = [planned, booked('talk', at(60)), held('talk', 'ida', 'ivo'), held('code', 'ida')] as const;
  expect(told(...round).owed).toEqual([owed('talk', 'ida'), owed('talk', 'ivo'), owed('code', 'ida')]);
  expect(told(...round, card('submitted', 'talk', 'ida')).owed).toEqual([owed('talk', 'ivo'), owed('code', 'ida')]);
  expect(told(...round, card('submitted', 'talk', 'ida'), card('waived', 'talk', 'ivo')).owed).toEqual([owed('code', 'ida')]);
});

it('owes nothing of a round that did not take place after all, nor of a loop that was called off', () => {
  const round = [planned, held('talk', 'ida'), held('code', 'ivo')] as const;
  expect(told(...round, ['interview.no-show-recorded.v1', { roundId: 'talk' }]).owed).toEqual([owed('code', 'ivo')]);
  expect(told(...round, ['interview.cancelled.v1']).owed).toEqual([]);
});

it('waits for each round that is booked to end, at the time that it was moved to', () => {
  const wait = (minutes: number) => [{ state: 'round', until: at(minutes + 5) }];
  expect(told(planned, booked('talk', at(60))).waits).toEqual(wait(60));
  const moved = ['interview.round-moved.v1', { roundId: 'talk', booking: { endsAt: at(90) } }] as const;
  expect(told(planned, booked('talk', at(60)), moved).waits).toEqual(wait(90));
  expect(told(planned, booked('talk', at(60)), held('talk', 'ida')).waits).toBeUndefined();
  expect(told(planned, booked('talk', at(60)), ['interview.round-cancelled.v1', { roundId: 'talk' }]).waits).toBeUndefined();
  expect(told(planned, booked('talk', at(60)), ['interview.cancelled.v1']).waits).toBeUndefined();
});

it('waits for what has not arrived, as long as it has not', () =>
  expect(() => told(held('talk', 'ida'))).toThrow(expect.objectContaining({ code: 'figures/not-begun' })));
