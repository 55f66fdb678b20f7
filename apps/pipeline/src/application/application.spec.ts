import { at, days, hours, telling } from '@rolecall/testing';
import type { ApplicationEvent } from '../streams.js';
import { type ApplicationCopy, foldApplication } from './application.js';

const told = telling<ApplicationCopy, ApplicationEvent>(foldApplication);
const episode = { episode: 1 };
const received = ['application.received.v1', { candidateId: 'c', requisitionId: 'r', ...episode, source: { kind: 'referral' } }] as const;
const next = <T extends ApplicationEvent['type']>(type: T, data = {}) => [type, { ...episode, ...data }] as const;
const advanced = next('application.advanced.v1');
const entered = (stageId: string | null) => next('application.stage-entered.v1', { stageId });
const shown = ({ status, column, since, statusSince }: ApplicationCopy) => ({ status, column, since, statusSince });

it('begins when it is received', () =>
  expect(told(received)).toMatchObject({
    ...{ candidateId: 'c', requisitionId: 'r', status: 'received', column: 'received', since: at(0), receivedAt: at(0) },
    ...{ sources: ['referral'], waiting: [], knockouts: [] },
  }));

it('waits for what has not arrived, as long as it has not', () =>
  expect(() => told(advanced)).toThrow(expect.objectContaining({ code: 'pipeline/not-begun' })));

describe('its status', () => {
  it.each([
    ['review-started', 'in_review'],
    ['advanced', 'interviewing'],
    ['decision-due', 'decision'],
    ['offered', 'offered'],
    ['returned-to-decision', 'decision'],
    ['hired', 'hired'],
    ['started', 'started'],
    ['rejected', 'rejected'],
    ['withdrawn', 'withdrawn'],
    ['closed', 'closed'],
    ['transferred', 'transferred'],
    ['merged', 'merged'],
    ['erased', 'erased'],
  ] as const)('after %s is %s', (what, status) =>
    expect(shown(told(received, next(`application.${what}.v1`)))).toEqual({
      status,
      column: status,
      since: at(hours),
      statusSince: at(hours),
    }),
  );
  it('is what a person moved it to, or took it back to', () => {
    expect(told(received, advanced, next('application.moved-back.v1', { to: 'in_review' })).status).toBe('in_review');
    const rejected = next('application.rejected.v1', { reason: 'level_mismatch' });
    expect(told(received, rejected, next('application.reinstated.v1', { to: 'received', episode: 2 }))).toMatchObject({
      status: 'received',
      episode: 2,
    });
  });
  it('is no decision once it has ended', () =>
    expect(told(received, next('application.withdrawn.v1'), next('application.decision-due.v1')).status).toBe('withdrawn'));
  it('stays at what changes nothing, with the time it has stood there', () =>
    expect(shown(told(received, next('application.evaluated.v1')))).toEqual(shown(told(received))));
  it('leaves behind how long it was in each before', () =>
    expect(told(received, advanced, next('application.decision-due.v1')).left).toEqual([
      { status: 'received', since: at(0), until: at(hours) },
      { status: 'interviewing', since: at(hours), until: at(2 * hours) },
    ]));
});

describe('its column in interviews', () => {
  it('is the stage of the plan, the first until another is told', () => {
    expect(told(received, advanced).column).toBe('interviewing');
    const onsite = told(received, advanced, entered('onsite'));
    expect(shown(onsite)).toEqual({ status: 'interviewing', column: 'interviewing:onsite', since: at(2 * hours), statusSince: at(hours) });
    expect(onsite.left).toHaveLength(1);
  });
  it('is that of the conclusion once every stage is passed', () =>
    expect(told(received, advanced, entered(null)).column).toBe('interviewing:'));
  it('is the first stage again when it is advanced again', () =>
    expect(told(received, advanced, entered('onsite'), next('application.moved-back.v1', { to: 'received' }), advanced).column).toBe(
      'interviewing',
    ));
});

it('has all of its sources, and every hire', () => {
  const added = next('application.source-added.v1', { source: { kind: 'agency' } });
  expect(told(received, added).sources).toEqual(['referral', 'agency']);
  const hired = next('application.hired.v1');
  expect(told(received, hired, next('application.hire-reversed.v1'), hired).hires).toEqual([at(hours), at(3 * hours)]);
});

it('waits for the owners of its tasks, until each is done', () => {
  const task = (taskId: string) => next('application.task-opened.v1', { taskId, kind: 'no_word', owner: 'mara', dueAt: at(days) });
  const waiting = { kind: 'no_word', person: 'mara', since: at(hours), dueAt: at(days), about: 't' };
  expect(told(received, task('t')).waiting).toEqual([waiting]);
  expect(told(received, task('t'), task('u'), next('application.task-done.v1', { taskId: 'u' })).waiting).toEqual([waiting]);
  expect(told(received, task('t'), task('t')).waiting).toHaveLength(1);
});

describe('its marks', () => {
  const answers = (['a', 'b', 'c'] as const).map((questionId) => ({ questionId, knockout: questionId !== 'b' }));
  const marked = ['application.received.v1', { ...received[1], answers }] as const;
  it('are the knockout answers that nobody overruled', () => {
    expect(told(marked).knockouts).toEqual(['a', 'c']);
    expect(told(marked, next('application.knockout-overruled.v1', { questionId: 'a' })).knockouts).toEqual(['c']);
  });
  it('are the closing that was announced, until it is lifted, over, or taken back', () => {
    const announced = next('application.closing-announced.v1', { closeOn: at(5 * days), reason: 'cancelled' });
    const closing = { closeOn: at(5 * days), reason: 'cancelled', kept: false };
    expect(told(received, announced).closing).toEqual(closing);
    expect(told(received, announced, next('application.kept.v1')).closing).toEqual({ ...closing, kept: true });
    expect(told(received, next('application.kept.v1')).closing).toBeUndefined();
    for (const end of ['closing-lifted', 'closed', 'reinstated'] as const)
      expect(told(received, announced, next(`application.${end}.v1`, { to: 'received' })).closing).toBeUndefined();
  });
  it('are why it ended, unless that was taken back', () => {
    const rejected = next('application.rejected.v1', { reason: 'level_mismatch' });
    expect(told(received, rejected).end).toEqual({ reason: 'level_mismatch', at: at(hours) });
    expect(told(received, rejected, next('application.reinstated.v1', { to: 'received' })).end).toBeUndefined();
  });
  it('are day one and the checks before it', () => {
    const begun = next('application.pre-hire-begun.v1', { startDate: '2026-05-01', contingencies: ['references', 'other'] });
    const checks = (...events: Parameters<typeof told>) => told(received, begun, ...events).contingencies.map(({ state }) => state);
    expect(told(received, next('application.offered.v1', { startDate: '2026-04-01' })).startDate).toBe('2026-04-01');
    expect(told(received, begun).startDate).toBe('2026-05-01');
    expect(told(received, begun, next('application.start-date-moved.v1', { startDate: '2026-06-01' })).startDate).toBe('2026-06-01');
    expect(checks()).toEqual(['pending', 'pending']);
    for (const state of ['cleared', 'waived', 'failed'] as const)
      expect(checks(next(`application.contingency-${state}.v1`, { kind: 'other' }))).toEqual(['pending', state]);
    expect(told(received, begun, next('application.returned-to-decision.v1'))).toMatchObject({ contingencies: [], startDate: undefined });
  });
});
