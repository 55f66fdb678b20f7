import { at, days } from '@rolecall/testing';
import { type Awaiting, isAfter, tasksOf } from './task.js';

const application: Awaiting = {
  place: 'application-copies a',
  about: { applicationId: 'a' },
  waiting: [
    { kind: 'no_word', person: 'mara', since: at(0), dueAt: at(2 * days), about: 't' },
    { kind: 'source_conflict', person: 'rita', since: at(0), dueAt: at(days), about: 'u' },
  ],
};
const loop: Awaiting = {
  place: 'loop-copies l',
  about: { loopId: 'l' },
  waiting: [{ kind: 'scorecard', person: 'mara', since: at(60), dueAt: at(days), about: 'talk' }],
};
const offer: Awaiting = {
  place: 'offer-copies o',
  about: { offerId: 'o' },
  waiting: [{ kind: 'late_answer', person: 'mara', since: at(5) }],
};
const requisition: Awaiting = {
  place: 'requisition-copies r',
  about: { requisitionId: 'r' },
  waiting: [{ kind: 'seat_missing', person: 'mara', since: at(1), about: 'o' }],
};
const all = [offer, application, requisition, loop];

it('are a person’s own, what is due first before the rest, what has no date last', () =>
  expect(tasksOf(all, 'mara', at(0)).map(({ task }) => task.kind)).toEqual(['scorecard', 'no_word', 'seat_missing', 'late_answer']));

it('say what they are about, and whether they are late', () => {
  expect(tasksOf(all, 'mara', at(days + 1)).map(({ task }) => task)).toEqual([
    { kind: 'scorecard', person: 'mara', since: at(60), dueAt: at(days), overdue: true, about: { loopId: 'l', roundId: 'talk' } },
    { kind: 'no_word', person: 'mara', since: at(0), dueAt: at(2 * days), overdue: false, about: { applicationId: 'a', taskId: 't' } },
    { kind: 'seat_missing', person: 'mara', since: at(1), dueAt: null, overdue: false, about: { requisitionId: 'r', offerId: 'o' } },
    { kind: 'late_answer', person: 'mara', since: at(5), dueAt: null, overdue: false, about: { offerId: 'o' } },
  ]);
});

it('go on after one of them, whatever was done or opened before it', () => {
  const places = tasksOf(all, 'mara', at(0)).map(({ place }) => place);
  for (const [n, cursor] of places.entries()) expect(places.filter((place) => isAfter(place, cursor))).toEqual(places.slice(n + 1));
});
