/** Every event that is published has its words, and no word of them is missing. */
import { allEvents, isSuperseded } from '@rolecall/kernel';
import { sentenceOf } from './index.js';

const mara = { kind: 'person', id: 'mara' } as const;
const streams = ['application', 'candidate', 'interview', 'offer', 'requisition'];
const events = allEvents().filter(
  (event) => event.topic !== null && !isSuperseded(event) && streams.includes(event.type.split('.')[0] ?? ''),
);

/** Data in which every field is there, is a list of one, and says its own name. */
const full = (name: string): unknown =>
  new Proxy([name], {
    get: (list, field) => {
      if (field === 'map') return (each: (one: unknown) => unknown) => [each(full(name))];
      if (field === Symbol.toPrimitive) return () => name;
      return Reflect.has(list, field) || typeof field === 'symbol' ? Reflect.get(list, field) : full(field);
    },
  });

it.each(events.map(({ type }) => type))('%s', (type) => {
  const sentence = sentenceOf({ type, data: full('data') }, mara);
  expect(sentence).toMatch(/^mara (?!caused)\w+/);
  expect(sentence).not.toMatch(/undefined|null|\[object|\.\.|; *$|: *$/);
});

it('is said of whoever did it', () => {
  const opened = { type: 'requisition.resumed.v1', data: {} };
  expect(sentenceOf(opened, mara)).toBe('mara resumed the search');
  expect(sentenceOf(opened, { kind: 'timer', id: 'x' })).toBe('the timer resumed the search');
  expect(sentenceOf(opened, { kind: 'service', id: 'offer' })).toBe('the offer service resumed the search');
  expect(sentenceOf({ type: 'door.opened.v1', data: {} }, mara)).toBe('mara caused door.opened.v1');
});

it('says nothing of what is not there', () => {
  const said = (type: string, data: object) => sentenceOf({ type, data }, mara);
  expect(said('requisition.cancelled.v1', { reason: 'budget' })).toBe('mara cancelled the search: budget');
  expect(said('requisition.change-requested.v1', { seats: [{}, {}] })).toBe('mara asked for a change: 2 seats more');
  expect(said('requisition.seat-refused.v1', { reason: 'on_hold' })).toBe('mara had no seat for an offer: on_hold');
  expect(said('offer.approval-given.v1', { approvalVersion: 2, groupId: 'hr' })).toBe('mara approved version 2 for hr');
  expect(said('interview.scorecard-submitted.v1', { roundId: 'talk', person: 'mara', by: 'mara' })).toBe(
    'mara handed in the scorecard for the round talk',
  );
  expect(said('interview.concluded.v1', { conclusion: 'hire', dissent: false })).toBe('mara concluded the interviews: hire');
});
