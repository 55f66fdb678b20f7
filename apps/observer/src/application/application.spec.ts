import { at, days, hours, telling } from '@rolecall/testing';
import { type ApplicationCopy, foldApplication } from './application.js';
import type { ApplicationChange } from './application-events.js';

const told = telling<ApplicationCopy, ApplicationChange>(foldApplication);
const received = ['application.received.v1', { source: { kind: 'referral' } }] as const;
const advanced = ['application.advanced.v1'] as const;
const decided = ['application.decision-due.v1'] as const;
const offered = ['application.offered.v1', { startDate: '2026-04-01' }] as const;
const preHire = ['application.pre-hire-begun.v1', { startDate: '2026-04-01' }] as const;
const hired = ['application.hired.v1'] as const;
const hour = 3_600_000;

it('stands where it came last, since then, with the source that it came from first', () => {
  expect(told(received)).toMatchObject({ stage: 'received', since: at(0), source: 'referral', left: [], hires: [] });
  expect(told(received, ['application.review-started.v1'], advanced)).toMatchObject({ stage: 'interviewing', since: at(2 * hours) });
});

it('knows how long it was in each stage that it left, and in none that it is in', () =>
  expect(told(received, advanced, decided).left).toEqual([
    { stage: 'received', ms: hour },
    { stage: 'interviewing', ms: hour },
  ]));

it('does not leave a stage by what only repeats it', () => {
  const twice = told(received, advanced, ['application.stage-entered.v1'], decided, offered, offered);
  expect(twice).toMatchObject({ stage: 'offered', since: at(4 * hours) });
  expect(twice.left.map(({ stage }) => stage)).toEqual(['received', 'interviewing', 'decision']);
});

it('counts each hire from the application on, also one that is taken back', () => {
  const back = ['application.returned-to-decision.v1'] as const;
  const again = told(received, advanced, decided, offered, preHire, hired, back, offered, preHire, hired);
  expect(again).toMatchObject({ stage: 'hired', hires: [5 * hour, 9 * hour] });
  expect(told(received, advanced, decided, offered, preHire, hired, ['application.started.v1']).stage).toBe('started');
});

it('goes back where a person puts it, and comes back from an end', () => {
  expect(told(received, advanced, ['application.moved-back.v1', { to: 'in_review' }]).stage).toBe('in_review');
  const rejected = ['application.rejected.v1', { letterDueAt: null }] as const;
  expect(told(received, rejected, decided).stage).toBe('rejected');
  const reinstated = told(received, rejected, ['application.reinstated.v1', { to: 'received' }]);
  expect(reinstated).toMatchObject({ stage: 'received', since: at(2 * hours) });
  expect(reinstated.left).toEqual([
    { stage: 'received', ms: hour },
    { stage: 'rejected', ms: hour },
  ]);
});

it.each(['withdrawn', 'transferred', 'merged', 'erased'] as const)('ends as %s', (end) =>
  expect(told(received, [`application.${end}.v1`]).stage).toBe(end),
);

it('waits for what has not arrived, as long as it has not', () =>
  expect(() => told(advanced)).toThrow(expect.objectContaining({ code: 'figures/not-begun', kind: 'unavailable' })));

describe('waits', () => {
  const waits = (...events: Parameters<typeof told>) => told(...events).waits;

  it('for nobody while people look at it, and when it has ended', () => {
    expect(waits(received)).toBeUndefined();
    expect(waits(received, advanced, decided)).toBeUndefined();
    expect(waits(received, advanced, ['application.withdrawn.v1'])).toBeUndefined();
  });
  it('for its interviews, two weeks from the last word', () => {
    expect(waits(received, advanced)).toEqual([{ state: 'interviewing', until: at(hours + 14 * days) }]);
    expect(waits(received, advanced, ['application.stage-entered.v1'])).toEqual([
      { state: 'interviewing', until: at(2 * hours + 14 * days) },
    ]);
  });
  it('for its offer, thirty days, and then for day one to be over, as it was moved', () => {
    expect(waits(received, offered)).toEqual([{ state: 'offered', until: at(hours + 30 * days) }]);
    expect(waits(received, preHire)).toEqual([{ state: 'pre_hire', until: '2026-04-02T12:00:00.000Z' }]);
    const moved = ['application.start-date-moved.v1', { startDate: '2026-03-03' }] as const;
    expect(waits(received, preHire, moved)).toEqual([{ state: 'pre_hire', until: at(hours + 7 * days) }]);
  });
  it('for its evaluation, until there is one or will be none', () => {
    const pending = ['application.received.v1', { source: { kind: 'direct' }, evaluation: 'pending' }] as const;
    expect(waits(pending)).toEqual([{ state: 'evaluation', until: at(5.5) }]);
    for (const what of ['evaluated', 'evaluation-unavailable', 'evaluation-declined'] as const)
      expect(waits(pending, [`application.${what}.v1`])).toBeUndefined();
    expect(waits(received, ['application.evaluation-requested.v1'])).toEqual([{ state: 'evaluation', until: at(hours + 5.5) }]);
  });
  it('for its letter to go out, or to be taken back with its end', () => {
    const rejected = ['application.rejected.v1', { letterDueAt: at(3 * days) }] as const;
    expect(waits(received, rejected)).toEqual([{ state: 'letter', until: at(3 * days + 5) }]);
    expect(waits(received, rejected, ['application.letter-released.v1'])).toBeUndefined();
    expect(waits(received, rejected, ['application.reinstated.v1', { to: 'in_review' }])).toBeUndefined();
  });
  it('to be closed with its search, unless it was kept or goes on', () => {
    const announced = ['application.closing-announced.v1', { closeOn: at(5 * days) }] as const;
    expect(waits(received, announced)).toEqual([{ state: 'closing', until: at(5 * days + 60) }]);
    for (const what of ['kept', 'closing-lifted'] as const) expect(waits(received, announced, [`application.${what}.v1`])).toBeUndefined();
    expect(waits(received, announced, offered)?.map(({ state }) => state)).toEqual(['offered']);
    expect(waits(received, announced, ['application.closed.v1', { letterDueAt: null }])).toBeUndefined();
  });
});
