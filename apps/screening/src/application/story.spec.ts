/** Sentences for people: every event has one, and it names neither a person's data nor nothing. */
import { sentenceOf } from '@rolecall/contracts';
import * as the from './application.examples.js';
import { isDecisive } from './story.js';

const mara = { kind: 'person', id: 'mara' } as const;

it('says who did what and why', () => {
  expect(sentenceOf(the.rejected(), mara)).toBe('mara rejected the application: stronger_candidate; letter due 2026-03-03T09:00:00.000Z');
  expect(sentenceOf(the.evaluated(), { kind: 'service', id: 'screening' })).toBe(
    'the screening service read résumé version 1 against role version 1: 10 of 15 points',
  );
  expect(sentenceOf(the.hired(), { kind: 'timer', id: 'x' })).toBe(
    'the timer hired the person, start 2026-05-01: everything was cleared or waived',
  );
  expect(sentenceOf({ type: 'application.teleported.v1', data: {} }, mara)).toBe('mara caused application.teleported.v1');
});

it('has a sentence for every event of every example', () => {
  for (const event of Object.values(the.histories).flat()) expect(sentenceOf(event, mara)).toMatch(/^mara (?!caused)\w+ .*/);
});

it('tells decisions from what only follows', () => {
  expect([isDecisive('application.rejected.v1'), isDecisive('application.task-opened.v1')]).toEqual([true, false]);
});
