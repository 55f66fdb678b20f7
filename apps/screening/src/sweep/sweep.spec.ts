/** A sweep: announces, waits, closes, lifts; keeps its place and ends with a pass that found nothing. */

import type { sweepStarted } from '@rolecall/contracts';
import { type EventOf, eventMaker, fold, given } from '@rolecall/kernel';
import { requisitionId } from '../application/application.examples.js';
import { type SweepCommand, type SweepEvent, sweep, sweepIdOf } from './sweep.js';

const event = eventMaker<SweepEvent>();
const at = '2026-03-02T09:00:00.000Z';
const closeOn = '2026-03-09T09:00:00.000Z';
const of = (round = 1) => ({ sweepId: sweepIdOf(requisitionId), requisitionId, round });
const later = (at: string, ms: number) => new Date(Date.parse(at) + ms).toISOString();
const cursor = '01932c07-0000-7a5e-9c3e-00000000f001';
const started = (round = 1): EventOf<typeof sweepStarted> =>
  event('sweep.started.v1', { ...of(round), reason: 'position_filled', closeOn, owner: 'mara', at });
const start = { do: 'start', requisitionId, reason: 'position_filled', closeOn, owner: 'mara' } as const;
const step = (phase: 'announcing' | 'closing' | 'lifting', more: Partial<Extract<SweepCommand, { do: 'advance' }>> = {}) =>
  ({ do: 'advance', phase, round: 1, cursor: null, changed: 0, left: 0, failed: 0, ...more }) as const;
const advanced = (phase: 'announcing' | 'closing' | 'lifting', more: { cursor?: string; changed?: number; failed?: number } = {}) =>
  event('sweep.advanced.v1', { ...of(), phase, cursor: null, changed: 0, left: 0, failed: 0, wakeAt: '2026-03-02T09:00:00.001Z', ...more });
const waiting = [started(), advanced('announcing')];
const closingBegun = event('sweep.closing-begun.v1', { ...of(), at: closeOn });
const lifted = event('sweep.lifted.v1', { ...of(), at });
const finished = event('sweep.finished.v1', { ...of(), at });

const histories: Record<string, SweepEvent[]> = {
  absent: [],
  announcing: [started()],
  waiting,
  closing: [...waiting, closingBegun],
  lifting: [...waiting, lifted],
  finished: [...waiting, closingBegun, finished],
  'finished after lifting': [...waiting, lifted, finished],
};
const outcomes: Record<string, Record<string, string>> = {
  absent: { start: 'started', announcing: '', closing: '', lifting: '', 'begin-closing': '', lift: '' },
  announcing: { start: '', announcing: 'advanced', closing: '', lifting: '', 'begin-closing': '', lift: 'lifted' },
  waiting: { start: '', announcing: '', closing: '', lifting: '', 'begin-closing': 'closing-begun', lift: 'lifted' },
  closing: { start: '', announcing: '', closing: 'advanced finished', lifting: '', 'begin-closing': '', lift: 'lifted' },
  lifting: { start: 'started', announcing: '', closing: '', lifting: 'advanced finished', 'begin-closing': '', lift: '' },
  finished: { start: '', announcing: '', closing: '', lifting: '', 'begin-closing': '', lift: 'lifted' },
  'finished after lifting': { start: 'started', announcing: '', closing: '', lifting: '', 'begin-closing': '', lift: '' },
};
const commands: Record<string, SweepCommand> = {
  start,
  announcing: step('announcing'),
  closing: step('closing'),
  lifting: step('lifting'),
  'begin-closing': { do: 'begin-closing' },
  lift: { do: 'lift' },
};

describe.each(Object.keys(histories))('%s', (status) => {
  it.each(Object.entries(outcomes[status]!))('%s: %s', (name, outcome) => {
    const events = given(sweep, ...histories[status]!)
      .when({ ...commands[name]!, at: closeOn })
      .events();
    expect(events.map(({ type }) => type.slice(6, -3)).join(' ')).toBe(outcome);
  });
});

it('starts with what it needs to know', () =>
  given(sweep)
    .when({ ...start, at })
    .then(started()));
it('begins its next round when the search ends again, at another date', () =>
  given(sweep, ...histories.finished!)
    .when({ ...start, closeOn: '2026-06-01T09:00:00.000Z' })
    .thenState({ status: 'announcing', round: 2, counts: { announcing: 0 } }));
it('ignores the step of an earlier round', () =>
  given(sweep, ...histories.closing!)
    .when(step('closing', { round: 7 }))
    .thenNothing());
it('keeps its place, and goes through once more after a pass that found something', () => {
  const first = given(sweep, started()).when({ ...step('announcing', { cursor, changed: 2 }), at });
  first.then(advanced('announcing', { cursor, changed: 2 }));
  first.thenState({ status: 'announcing', cursor, counts: { announcing: 2 }, pass: 1 });
  given(sweep, started(), advanced('announcing', { cursor, changed: 2 }))
    .when(step('announcing'))
    .thenState({ status: 'announcing', cursor: null, pass: 2, foundInPass: false });
  given(sweep, started(), advanced('announcing', { changed: 1 }), advanced('announcing'))
    .when(step('announcing'))
    .thenNothing();
});
it('meets failed targets again half a minute later, and counts them', () => {
  given(sweep, ...histories.closing!)
    .when({ ...step('closing', { failed: 1 }), at: closeOn })
    .thenState({ status: 'closing', pass: 2, counts: { failed: 1 }, wakeAt: '2026-03-09T09:00:30.001Z' });
  given(sweep, ...histories.closing!, advanced('closing', { cursor, failed: 1 }))
    .when({ ...step('closing'), at: closeOn })
    .thenState({ status: 'closing', pass: 2, failedInPass: false, wakeAt: later(closeOn, 30_000) });
});
it('never wakes twice at one time, for the time names the cause', () => {
  let state = fold(sweep, sweep.initial, [started()]);
  const times = new Set<string>();
  for (let n = 0; n < 5; n += 1) {
    times.add(state.wakeAt);
    state = fold(sweep, state, sweep.decide({ ...step('announcing', { cursor, changed: 1 }), at, by: { kind: 'timer', id: 't' } }, state));
  }
  expect(times.size).toBe(5);
});
it('wakes for the next step, and for the date', () => {
  const due = (status: string) => given(sweep, ...histories[status]!).due();
  expect(due('announcing')).toEqual({ at, command: step('announcing') });
  expect(due('waiting')).toEqual({ at: closeOn, command: { do: 'begin-closing' } });
  expect(due('lifting')).toMatchObject({ at: '2026-03-02T09:00:00.001Z' });
  expect([due('absent'), due('finished')]).toEqual([undefined, undefined]);
});
it('does not begin to close before the date', () =>
  given(sweep, ...waiting)
    .when({ do: 'begin-closing', at })
    .thenNothing());
it('leaves the state as it is when it meets an event of a later build', () => {
  expect(sweep.evolve(sweep.initial, { type: 'sweep.paused.v1', data: {} } as never)).toBe(sweep.initial);
});
