/** Nothing is heard of an application that is with another service: its owner knows. */
import { given } from '@rolecall/kernel';
import * as the from './application.examples.js';
import { application } from './application.js';
import { event } from './state.js';

const inDays = (days: number) => new Date(Date.parse(the.time) + days * 86_400_000).toISOString();
const at = (days: number) => ({ do: 'note-silence', at: inDays(days), by: { kind: 'timer', id: 'note-silence' } }) as const;
const evaluated = [the.received(), the.evaluated(), the.advanced()];
const offered = [...evaluated, the.decisionDue(), the.offered()];

it('an application in interviews of which nothing is heard for two weeks becomes a task of its owner, once', () => {
  const waiting = given(application, ...evaluated);
  expect(waiting.due()).toEqual({ at: inDays(14), command: { do: 'note-silence' } });
  waiting.when(at(13)).thenNothing();
  waiting.when(at(14)).thenState({ tasks: [{ kind: 'no_word', owner: 'mara' }], status: 'interviewing' });
  const told = given(application, ...evaluated, ...waiting.when(at(14)).events());
  expect(told.due()).toBeUndefined();
  told.when(at(40)).thenNothing();
});

it('what is due sooner comes first: an evaluation that was lost', () => {
  const advancedUnread = given(application, the.received(), the.advanced());
  expect(advancedUnread.due()).toMatchObject({ command: { do: 'record-evaluation-unavailable' } });
  const [unavailable] = advancedUnread
    .when({ ...the.commands['record-evaluation-unavailable'], by: { kind: 'timer', id: 'evaluate' } })
    .events();
  expect(given(application, the.received(), the.advanced(), unavailable as never).due()).toEqual({
    at: inDays(14),
    command: { do: 'note-silence' },
  });
});

it('an application whose offer is out for a month without a word becomes a task of its owner', () => {
  expect(given(application, ...offered).due()).toEqual({ at: inDays(30), command: { do: 'note-silence' } });
  given(application, ...offered)
    .when(at(30))
    .thenState({ tasks: [{ kind: 'no_word' }], status: 'offered' });
});

it('every word begins the wait anew, and ends the task', () => {
  const told = [
    ...evaluated,
    ...given(application, ...evaluated)
      .when(at(14))
      .events(),
  ];
  const stage = { ...the.commands['enter-stage'], at: inDays(20), by: { kind: 'service', id: 'interview' } } as const;
  const heard = given(application, ...told).when(stage);
  heard.thenState({ tasks: [{ kind: 'no_word', outcome: 'heard' }] });
  expect(given(application, ...told, ...heard.events()).due()?.at).toBe(inDays(34));
  const concluded = given(application, ...told).when({ ...the.commands['conclude-interviews'], by: { kind: 'service', id: 'interview' } });
  concluded.thenState({ status: 'decision', tasks: [{ kind: 'no_word', outcome: 'heard' }] });
  expect(given(application, ...told, ...concluded.events()).due()).toBeUndefined();
});

it('an end of the offer or its acceptance ends the task too', () => {
  const told = [
    ...offered,
    ...given(application, ...offered)
      .when(at(30))
      .events(),
  ];
  const by = { kind: 'service', id: 'offer' } as const;
  for (const command of [the.commands['end-offer'], the.commands['begin-pre-hire']])
    given(application, ...told)
      .when({ ...command, by })
      .thenState({ tasks: expect.arrayContaining([expect.objectContaining({ kind: 'no_word', outcome: expect.any(String) })]) });
});

it('a history from before the wait had a time waits without a deadline', () => {
  const { at: _, ...data } = the.advanced().data;
  expect(given(application, the.received(), the.evaluated(), event('application.advanced.v1', data)).due()).toBeUndefined();
});

describe('an application whose offer was accepted', () => {
  const accepted = [...offered, the.preHireBegun()];
  const dayOneOver = '2026-05-02T12:00:00.000Z';
  const noteAt = (when: string) => ({ ...at(0), at: when });
  const told = [
    ...accepted,
    ...given(application, ...accepted)
      .when(noteAt(dayOneOver))
      .events(),
  ];
  const move = (startDate: string) => ({ ...the.commands['move-start-date'], startDate, by: { kind: 'service', id: 'offer' } }) as const;

  it('may wait for its contingencies until day one is over everywhere; then it becomes a task of its owner, once', () => {
    const waiting = given(application, ...accepted);
    expect(waiting.due()).toEqual({ at: dayOneOver, command: { do: 'note-silence' } });
    waiting.when(noteAt('2026-05-02T11:59:59.999Z')).thenNothing();
    waiting.when(noteAt(dayOneOver)).thenState({ status: 'pre_hire', tasks: [{ kind: 'no_word', owner: 'mara' }] });
    expect(given(application, ...told).due()).toBeUndefined();
  });

  it('has a week at least, where day one was soon or over', () => {
    const late = event('application.pre-hire-begun.v1', { ...the.preHireBegun().data, startDate: '2026-02-27' });
    expect(given(application, ...offered, late).due()?.at).toBe(inDays(7));
  });

  it('waits for the day to which day one is moved, also when its owner was told', () => {
    const there = '2026-06-02T12:00:00.000Z';
    const moved = given(application, ...accepted).when(move('2026-06-01'));
    expect(given(application, ...accepted, ...moved.events()).due()?.at).toBe(there);
    const again = given(application, ...told).when(move('2026-06-01'));
    again.thenState({ tasks: [{ kind: 'no_word', outcome: 'heard' }] });
    expect(given(application, ...told, ...again.events()).due()?.at).toBe(there);
  });

  it('has nothing more to wait for once the person is hired, or the offer has ended', () => {
    const mara = { kind: 'person', id: 'mara', roles: [] } as const;
    for (const command of [the.commands['clear-contingency'], the.commands['waive-contingency'], the.commands['end-offer']]) {
      const after = given(application, ...told).when({ ...command, by: mara });
      after.thenState({ tasks: expect.arrayContaining([expect.objectContaining({ kind: 'no_word', outcome: 'heard' })]) });
      expect(given(application, ...told, ...after.events()).due()).toBeUndefined();
    }
  });
});
