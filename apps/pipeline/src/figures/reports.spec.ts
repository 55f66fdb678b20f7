import { at, days } from '@rolecall/testing';
import type { ApplicationCopy } from '../application/application.js';
import type { LoopCopy } from '../loop/loop.js';
import type { PanelistCopy, RoundCopy } from '../loop/rounds.js';
import type { OfferCopy } from '../offer/offer.js';
import type { RequisitionCopy } from '../requisition/requisition.js';
import { ageing, funnel, reached, sources, timeToHire } from './applications.js';
import { type Asked, quantile, type Report } from './counting.js';
import { csvOf } from './csv.js';
import { interviewers, offers, outcomeOf, timeToFill } from './others.js';

const asked: Asked = { from: at(0), to: at(100 * days), now: at(50 * days) };
const rows = <T>(report: Report<T>, ...copies: Partial<T>[]) => {
  const counting = report.begin(asked);
  for (const [n, copy] of copies.entries()) counting.add(copy as T, `id-${n}`);
  for (const row of counting.rows()) expect(Object.keys(row)).toEqual(report.columns);
  return counting.rows();
};
const left = (...statuses: ApplicationCopy['status'][]) => statuses.map((status) => ({ status, since: at(0), until: at(1) }));
const applied = (more: Partial<ApplicationCopy>): Partial<ApplicationCopy> => ({
  ...{ status: 'received', column: 'received', since: at(0), receivedAt: at(0), sources: ['board'], left: [], hires: [], ...more },
});

it('the middle of figures is one of them; of none there is none', () => {
  expect(quantile([3, 1, 2], 0.5)).toBe(2);
  expect(quantile([4, 1, 3, 2], 0.9)).toBe(4);
  expect(quantile([], 0.5)).toBeNull();
});

it('how far an application has come is not taken back by an end or a return', () => {
  expect(reached({ status: 'received', left: [], hires: [] })).toBe(1);
  expect(reached({ status: 'rejected', left: left('received', 'interviewing'), hires: [] })).toBe(3);
  expect(reached({ status: 'in_review', left: left('received', 'offered'), hires: [] })).toBe(5);
  expect(reached({ status: 'decision', left: left('received', 'offered'), hires: [at(9)] })).toBe(7);
});

it('time to hire counts each hire of the span, from the application on', () => {
  const hired = (source: 'referral' | 'board', ...on: number[]) => applied({ sources: [source], hires: on.map((day) => at(day * days)) });
  expect(rows(timeToHire, hired('referral', 10, 20), hired('board', 30), hired('board', 200), applied({}))).toEqual([
    { source: null, hires: 3, medianDays: 20, p90Days: 30 },
    { source: 'board', hires: 1, medianDays: 30, p90Days: 30 },
    { source: 'referral', hires: 2, medianDays: 10, p90Days: 20 },
  ]);
});

it('the funnel counts those who applied in the span, by how far they came', () => {
  const all = rows(
    funnel,
    applied({}),
    applied({ status: 'rejected', left: left('received', 'interviewing') }),
    applied({ status: 'hired', left: left('received'), hires: [at(9)] }),
    applied({ receivedAt: at(-1) }),
    applied({ receivedAt: at(100 * days) }),
  );
  expect(all.map(({ step, applications }) => `${step} ${applications}`)).toEqual([
    ...['received 3', 'in_review 2', 'interviewing 2', 'decision 1', 'offered 1', 'pre_hire 1', 'hired 1'],
  ]);
  expect(all[2]).toMatchObject({ ofReceived: 0.6667, ofStepBefore: 1 });
  expect(rows(funnel)[0]).toEqual({ step: 'received', applications: 0, ofReceived: null, ofStepBefore: null });
});

it('sources are compared by what became of those who came from each first', () =>
  expect(
    rows(
      sources,
      applied({ sources: ['referral', 'board'], status: 'hired', hires: [at(9)] }),
      applied({ status: 'interviewing' }),
      applied({ status: 'offered' }),
      applied({ sources: [] }),
      applied({ receivedAt: at(-1) }),
    ),
  ).toEqual([
    { source: 'board', applications: 2, interviewed: 2, offered: 1, hired: 0, hiredOfApplications: 0 },
    { source: 'direct', applications: 1, interviewed: 0, offered: 0, hired: 0, hiredOfApplications: 0 },
    { source: 'referral', applications: 1, interviewed: 1, offered: 1, hired: 1, hiredOfApplications: 1 },
  ]));

it('ageing is of those who stand somewhere now, since they came there', () => {
  const stands = (status: ApplicationCopy['status'], day: number) => applied({ status, column: status, since: at(day * days) });
  expect(
    rows(ageing, stands('received', 40), stands('received', 20), stands('decision', 49), stands('rejected', 1), stands('started', 1)),
  ).toEqual([
    { column: null, applications: 3, medianDays: 10, p90Days: 30, oldestDays: 30 },
    { column: 'decision', applications: 1, medianDays: 1, p90Days: 1, oldestDays: 1 },
    { column: 'received', applications: 2, medianDays: 10, p90Days: 30, oldestDays: 30 },
  ]);
  expect(rows(ageing)).toEqual([{ column: null, applications: 0, medianDays: null, p90Days: null, oldestDays: null }]);
});

it('time to fill counts each seat that was filled in the span', () => {
  const filled = (...on: number[]): Partial<RequisitionCopy> => ({
    fills: on.map((day) => ({ seatId: 's', openedAt: at(0), at: at(day * days) })),
  });
  expect(rows(timeToFill, filled(10, 30, 200), filled())).toEqual([
    { requisitionId: null, seatsFilled: 2, medianDays: 10, p90Days: 30 },
    { requisitionId: 'id-0', seatsFilled: 2, medianDays: 10, p90Days: 30 },
  ]);
});

describe('offers', () => {
  const end = (how: OfferCopy['ends'][number]['how'], day: number) => ({ how, at: at(day * days) });
  it('have come to an outcome, unless they are open, or open again', () => {
    expect(outcomeOf({ status: 'accepted', ends: [end('expired', 1)] })).toBe('accepted');
    expect(outcomeOf({ status: 'declined', ends: [end('expired', 1), end('declined', 2)] })).toBe('declined');
    expect(outcomeOf({ status: 'approved', ends: [end('expired', 1)] })).toBe('open');
  });
  it('are counted by it when they went out first in the span, with how long it took', () => {
    const out = (more: Partial<OfferCopy>): Partial<OfferCopy> => ({ extendedAt: at(10 * days), ends: [], ...more });
    const all = rows(
      offers,
      out({ status: 'accepted', acceptedAt: at(12 * days) }),
      out({ status: 'declined', ends: [end('declined', 14)] }),
      out({ status: 'extended' }),
      out({ extendedAt: at(-5), status: 'extended' }),
      { status: 'drafted', ends: [] },
    );
    expect(all.filter((row) => row.offers !== 0)).toEqual([
      { outcome: 'accepted', offers: 1, ofExtended: 0.3333, medianDays: 2 },
      { outcome: 'declined', offers: 1, ofExtended: 0.3333, medianDays: 4 },
      { outcome: 'open', offers: 1, ofExtended: 0.3333, medianDays: 40 },
    ]);
    expect(all.map(({ outcome }) => outcome)).toEqual(['accepted', 'declined', 'expired', 'rescinded', 'voided', 'reneged', 'open']);
  });
});

it('interviewers are counted by rounds that they sit in, and by scorecards that they hand in or owe', () => {
  const seat = (person: string, more: Partial<PanelistCopy> = {}): PanelistCopy => ({
    person,
    role: 'member',
    response: 'accepted',
    card: 'not_due',
    ...more,
  });
  const round = (status: RoundCopy['status'], panel: PanelistCopy[], more: Partial<RoundCopy> = {}): RoundCopy => ({
    ...{ id: 'r', stageId: 's', name: 'R', status, since: at(0), startsAt: at(days), panel, ...more },
  });
  const held = { heldAt: at(days), scorecardsDueAt: at(3 * days) };
  const loop: Partial<LoopCopy> = {
    rounds: [
      round(
        'complete',
        [seat('ida', { card: 'submitted', cardAt: at(2 * days) }), seat('ivo', { card: 'submitted', cardAt: at(4 * days) })],
        held,
      ),
      round('awaiting_feedback', [seat('ida', { card: 'due' }), seat('uma', { response: 'declined' })], held),
      round('scheduled', [seat('ida')], { startsAt: at(60 * days) }),
      round('scheduled', [seat('ida')], { startsAt: at(200 * days) }),
      round('cancelled', [seat('ida')]),
      round('awaiting_feedback', [seat('lea', { card: 'due' })], { heldAt: at(days) }),
    ],
  };
  expect(rows(interviewers, loop)).toEqual([
    { person: 'ida', rounds: 3, held: 2, scorecardsIn: 1, scorecardsOwed: 1, scorecardsLate: 1, medianHoursToScorecard: 24 },
    { person: 'ivo', rounds: 1, held: 1, scorecardsIn: 1, scorecardsOwed: 0, scorecardsLate: 1, medianHoursToScorecard: 72 },
    { person: 'lea', rounds: 1, held: 1, scorecardsIn: 0, scorecardsOwed: 1, scorecardsLate: 0, medianHoursToScorecard: null },
  ]);
});

describe('CSV', () => {
  it('has a line of names and one for each row, in the order of the columns', () =>
    expect(csvOf(['a', 'b'], [{ b: 1.5, a: 'x' }, { a: null }])).toBe('a,b\r\nx,1.5\r\n,\r\n'));
  it('lets no text become a formula, and quotes what would end a field', () => {
    for (const text of ['=1+1', '+1', '-1', '@x', '\tx']) expect(csvOf(['a'], [{ a: text }])).toBe(`a\r\n'${text}\r\n`);
    expect(csvOf(['a'], [{ a: 'one, "two"\nthree' }, { a: '\rx' }])).toBe('a\r\n"one, ""two""\nthree"\r\n"\'\rx"\r\n');
    expect(csvOf(['a'], [{ a: -1 }])).toBe('a\r\n-1\r\n');
  });
});
