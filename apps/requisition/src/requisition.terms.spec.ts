import { given } from '@rolecall/kernel';
import { requirementsOf } from '@rolecall/role-schema';
import { event } from './requisition/events.js';
import * as x from './requisition.examples.js';
import { requisition } from './requisition.js';

const { requisitionId } = x;
const hiro = { kind: 'person', id: 'hiro' } as const;
const draft = (...more: Parameters<typeof given>[1][]) => given(requisition, x.drafted, ...(more as never[]));
const complete = given(requisition, ...x.completeDraft());
const open = given(requisition, ...x.openSearch());

describe('draft', () => {
  const solo = { hiringManager: 'mara', recruiter: 'mara', coordinators: [], interviewers: [] };
  it('takes the role, and the band that the document states', () =>
    given(requisition)
      .when({ do: 'draft', requisitionId, role: x.role })
      .then(
        event('requisition.drafted.v1', {
          requisitionId,
          role: x.role,
          bands: [
            {
              id: 'band-1',
              location: 'all locations',
              min: 90_000,
              max: 120_000,
              currency: 'USD',
              period: 'year',
              basis: 'base',
              exceptionsAllowed: true,
            },
          ],
          team: solo,
          by: 'mara',
        }),
      ));
  it('has no band when the document states none, nor for a week or a day', () => {
    for (const band of [
      null,
      { min: 1, max: 2, currency: 'EUR', period: 'week' },
      { min: 1, max: 2, currency: 'EUR', period: 'day' },
    ] as const)
      given(requisition)
        .when({ do: 'draft', requisitionId, role: { ...x.role, band } })
        .thenState({ bands: [], bandVersion: 0 });
    given(requisition).when({ do: 'draft', requisitionId, role: x.role }).thenState({ bandVersion: 1, roleVersion: 1, revision: 1 });
  });
  it('takes the team given', () =>
    given(requisition).when({ do: 'draft', requisitionId, role: x.role, team: x.team }).thenState({ team: x.team }));
  it('tolerates what a later build adds', () =>
    given(requisition, { ...x.drafted, data: { ...x.drafted.data, visibility: 'confidential', evergreen: true } })
      .when({ do: 'set-evaluation', evaluation: 'off' })
      .thenState({ visibility: 'confidential', evergreen: true, evaluation: 'off' }));
  it('folds an event that this build does not know into nothing', () =>
    expect(requisition.evolve(complete.state, { type: 'requisition.dreamt-of.v1', data: {} } as never)).toBe(complete.state));
});

describe('revise-role', () => {
  const without = (id: string | undefined) => ({
    ...x.role,
    requirements: { ...x.role.requirements, hard: x.role.requirements.hard.filter((requirement) => requirement.id !== id) },
  });
  it('makes a new version and keeps what still stands', () =>
    complete.when({ do: 'revise-role', role: without(x.requirementIds[6]) }).then(
      event('requisition.role-revised.v1', {
        requisitionId,
        role: without(x.requirementIds[6]),
        roleVersion: 2,
        confirmed: true,
        musts: x.musts,
        niceToHaves: x.niceToHaves,
        by: 'mara',
      }),
    ));
  it('asks for the musts again when one is gone', () =>
    complete
      .when({ do: 'revise-role', role: without(x.musts[0]) })
      .thenState({ confirmed: false, musts: x.musts.slice(1), niceToHaves: x.niceToHaves, roleVersion: 2 }));
  it('drops a nice-to-have that is gone', () =>
    complete
      .when({ do: 'revise-role', role: without(x.niceToHaves[0]) })
      .thenState({ confirmed: true, musts: x.musts, niceToHaves: x.niceToHaves.slice(1) }));
  it('does not confirm what nobody confirmed', () =>
    draft()
      .when({ do: 'revise-role', role: without(x.musts[0]) })
      .thenState({ confirmed: false }));
  it('is nothing for the same role', () => complete.when({ do: 'revise-role', role: x.role }).thenNothing());
  it('tells the others the terms after the edit', () => {
    const [, told] = open.when({ do: 'revise-role', role: without(x.musts[0]) }).events();
    expect(told).toMatchObject({
      type: 'requisition.terms-changed.v1',
      data: { requisitionId, terms: { roleVersion: 2, musts: x.musts.slice(1) } },
    });
  });
});

describe('bands and seats', () => {
  it('sets bands and counts their versions', () => {
    draft().when({ do: 'set-bands', bands: x.bands }).then(x.bandsSet);
    draft(x.bandsSet as never)
      .when({ do: 'set-bands', bands: [x.berlin] })
      .thenState({ bands: [x.berlin], bandVersion: 2 });
    draft(x.bandsSet as never)
      .when({ do: 'set-bands', bands: x.bands })
      .thenNothing();
  });
  it('keeps the band of every seat that is not closed', () => {
    complete.when({ do: 'set-bands', bands: [x.lisbon] }).thenRejected('requisition/unknown-band', { seatId: 'seat-1', bandId: 'berlin' });
    const closed = event('requisition.seat-closed.v1', { requisitionId, seatId: 'seat-1', reason: 'budget', by: 'mara' });
    given(requisition, ...x.completeDraft(), closed)
      .when({ do: 'set-bands', bands: [x.lisbon] })
      .thenState({ bands: [x.lisbon] });
  });
  it('refuses an id twice', () => {
    draft()
      .when({ do: 'set-bands', bands: [x.berlin, x.berlin] })
      .thenRejected('requisition/duplicate-id', { kind: 'band', id: 'berlin' });
    complete.when({ do: 'add-seats', seats: [x.seat('seat-1')] }).thenRejected('requisition/duplicate-id', { kind: 'seat', id: 'seat-1' });
    complete
      .when({ do: 'add-seats', seats: [x.seat('b'), x.seat('b')] })
      .thenRejected('requisition/duplicate-id', { kind: 'seat', id: 'b' });
  });
  it('adds seats, with the next ids that are free when none are given', () => {
    const { id: _, ...nameless } = x.seat('any');
    draft(x.bandsSet as never)
      .when({ do: 'add-seats', seats: [x.seat('seat-1'), x.seat('seat-2')] })
      .then(x.seatsAdded(2));
    complete.when({ do: 'add-seats', seats: [nameless, x.seat('seat-2'), nameless] }).then(
      event('requisition.seats-added.v1', {
        requisitionId,
        seats: [
          { ...nameless, id: 'seat-3' },
          { ...nameless, id: 'seat-2' },
          { ...nameless, id: 'seat-4' },
        ],
        by: 'mara',
      }),
    );
  });
  it('refuses a seat in an unknown band, or with a target date that is past everywhere', () => {
    const from = (targetDate: string) => [{ ...x.seat('seat-2'), targetDate }];
    complete
      .when({ do: 'add-seats', seats: [x.seat('seat-2', 'paris')] })
      .thenRejected('requisition/unknown-band', { seatId: 'seat-2', bandId: 'paris' });
    complete.when({ do: 'add-seats', seats: from('2026-02-28') }).thenRejected('requisition/date-in-past', {
      seatId: 'seat-2',
      field: 'targetDate',
      date: '2026-02-28',
    });
    // At nine in UTC it is still the day before in the westernmost zone, and thirteen hours later it is not.
    complete.when({ do: 'add-seats', seats: from('2026-03-01') }).thenState({ seats: [{}, { targetDate: '2026-03-01' }] });
    complete.when({ do: 'add-seats', seats: from('2026-03-01'), at: '2026-03-02T12:00:00.000Z' }).thenRejected('requisition/date-in-past');
  });
});

describe('team, questions, evaluation', () => {
  const team = { ...x.team, recruiter: 'rita' };
  it('sets the team', () => {
    complete.when({ do: 'set-team', team }).then(event('requisition.team-set.v1', { requisitionId, team, by: 'mara' }));
    complete.when({ do: 'set-team', team: x.team }).thenNothing();
  });
  it('sets the questions and counts their versions', () => {
    const set = { requisitionId, questions: [x.question], questionsVersion: 2, by: 'mara' };
    complete.when({ do: 'set-questions', questions: [x.question] }).then(event('requisition.questions-set.v1', set));
    complete.when({ do: 'set-questions', questions: [] }).thenNothing();
    complete
      .when({ do: 'set-questions', questions: [x.question, x.question] })
      .thenRejected('requisition/duplicate-id', { kind: 'question', id: 'right-to-work' });
  });
  it('switches evaluation off and on', () => {
    complete
      .when({ do: 'set-evaluation', evaluation: 'off' })
      .then(event('requisition.evaluation-set.v1', { requisitionId, evaluation: 'off', by: 'mara' }));
    complete.when({ do: 'set-evaluation', evaluation: 'on' }).thenNothing();
  });
  it('counts every edit, so that an approval names what it approves', () =>
    expect(complete.when({ do: 'set-team', team }).events().reduce(requisition.evolve, complete.state).revision).toBe(
      complete.state.revision + 1,
    ));
});

describe('confirm-requirements', () => {
  const musts = x.requirementIds.slice(0, 6);
  const confirm = { do: 'confirm-requirements', by: hiro } as const;
  it('takes the word of the hiring manager', () =>
    draft()
      .when({ ...confirm, musts: x.musts, niceToHaves: x.niceToHaves })
      .then(x.requirementsConfirmed));
  it('takes it of nobody else', () =>
    draft().when({ do: 'confirm-requirements', musts }).thenRejected('requisition/not-the-hiring-manager'));
  it('takes six musts and not seven', () => {
    draft()
      .when({ ...confirm, musts })
      .thenState({ musts, niceToHaves: [], confirmed: true });
    draft()
      .when({ ...confirm, musts: x.requirementIds.slice(0, 7) })
      .thenRejected('requisition/too-many-musts', { musts: 7, mustsMax: 6 });
  });
  it('takes only what the role asks for, and once', () => {
    draft()
      .when({ ...confirm, musts: ['x'], niceToHaves: ['y', musts[0] as string] })
      .thenRejected('requisition/unknown-requirement', { unknown: ['x', 'y'] });
    draft()
      .when({ ...confirm, musts, niceToHaves: [musts[5] as string] })
      .thenRejected('requisition/duplicate-id', { kind: 'requirement', id: musts[5] });
    const duty = x.role.responsibilities.primary[0]?.id as string;
    expect(requirementsOf(x.role).some(({ id }) => id === duty)).toBe(false);
    draft()
      .when({ ...confirm, musts: [duty] })
      .thenRejected('requisition/unknown-requirement', { unknown: [duty] });
  });
  it('is nothing when it is said again, and something when it was lost', () => {
    const again = { ...confirm, musts: x.musts, niceToHaves: x.niceToHaves };
    complete.when(again).thenNothing();
    const revised = {
      requisitionId,
      role: x.role,
      roleVersion: 2,
      confirmed: false,
      musts: x.musts,
      niceToHaves: x.niceToHaves,
      by: 'mara',
    };
    given(requisition, ...x.completeDraft(), event('requisition.role-revised.v1', revised))
      .when(again)
      .then(x.requirementsConfirmed);
  });
});
