/** What a UI is told that this person may do now, answered by the decider itself. */
import { actionsOf, fold } from '@rolecall/kernel';
import * as the from './loop.examples.js';
import { loop } from './loop.js';
import { loopProbes, roundProbes } from './loop.probes.js';
import type { LoopEvent } from './state.js';

const context = (id: string) => ({ at: the.time, by: { kind: 'person', id } }) as const;
const allowed = (actions: ReturnType<typeof actionsOf>) => actions.flatMap((action) => (action.allowed ? [action.command] : []));
const ofLoop = (viewer: string, history: readonly LoopEvent[]) =>
  allowed(actionsOf(loop, loopProbes(the.team), fold(loop, loop.initial, [...history]), context(viewer)));
const ofRound = (viewer: string, history: readonly LoopEvent[], position = 0) => {
  const state = fold(loop, loop.initial, [...history]);
  return allowed(actionsOf(loop, roundProbes(state.rounds[position]!, viewer, the.team), state, context(viewer)));
};
const arrange = ['schedule-round', 'cancel-round'];
const { histories } = the;

it.each([
  ['planned', ['add-round', 'cancel']],
  ['scheduled', ['add-round', 'cancel']],
  ['complete', ['pass-stage', 'add-round', 'conclude', 'cancel']],
  ['concluded', ['reopen']],
  ['cancelled', ['reopen', 'cancel']],
] as const)('a recruiter of a loop that is %s: %j', (situation, commands) =>
  expect(ofLoop('mara', histories[situation])).toEqual(commands),
);
it('a hiring manager in the last stage may move back', () =>
  expect(ofLoop('hiro', [...histories.complete, ...the.passed()])).toEqual(
    ['pass-stage', 'move-back', 'add-round', 'conclude', 'cancel'].slice(1),
  ));
it('an interviewer decides about no loop', () => expect(ofLoop('lena', histories.complete)).toEqual([]));

it.each([
  ['mara', 'planned', arrange],
  ['mara', 'scheduled', ['move-round', 'cancel-round', 'replace-interviewer', 'mark-held']],
  ['lena', 'scheduled', ['move-round', 'cancel-round', 'respond', 'replace-interviewer', 'mark-held']],
  ['lena', 'awaiting_feedback', ['mark-held', 'submit-scorecard', 'remind']],
  ['mara', 'awaiting_feedback', ['mark-held', 'submit-scorecard', 'waive-scorecard', 'remind']],
  ['shay', 'awaiting_feedback', ['mark-held', 'remind']],
  ['lena', 'complete', ['mark-held', 'submit-scorecard', 'amend-scorecard']],
  ['mara', 'no_show', ['reschedule-round', 'cancel-round', 'mark-no-show']],
  ['mara', 'cancelled', []],
] as const)('%s of a round that is %s: %j', (viewer, situation, commands) =>
  expect(ofRound(viewer, histories[situation])).toEqual(commands),
);
