import * as contracts from '@rolecall/contracts';
import type { z } from 'zod';
import * as x from './requisition.examples.js';

const { id: _, ...nameless } = x.seat('any');
const { version: __, ...plan } = x.planSet.data.plan;

/** A valid body, and one with a fault and its path. */
const cases = [
  ['draftRequisitionBody', x.document, { document: 7 }],
  ['draftRequisitionBody', { document: x.document, team: x.team }, { document: x.document, salary: 1 }],
  ['reviseRoleBody', { document: x.document }, { document: x.document, team: x.team }],
  ['setBandsBody', { bands: x.bands }, { bands: [{ ...x.berlin, currency: 'XYZ' }] }, 'bands.0.currency'],
  ['setBandsBody', { bands: [x.lisbon] }, { bands: [{ ...x.berlin, min: 2, max: 1 }] }, 'bands.0.min'],
  ['setBandsBody', { bands: [x.lisbon] }, { bands: [{ ...x.berlin, bonus: 1 }] }, 'bands.0'],
  ['setBandsBody', { bands: [x.lisbon] }, { bands: [] }, 'bands'],
  ['addSeatsBody', { seats: [nameless, x.seat('s')] }, { seats: [{ ...nameless, targetDate: '2026-02-30' }] }, 'seats.0.targetDate'],
  ['closeSeatBody', { seatId: 'seat-1', reason: 'budget' }, { seatId: 'seat-1', reason: 'whim' }, 'reason'],
  ['setTeamBody', x.team, { ...x.team, recruiter: 'Mara Müller' }, 'recruiter'],
  ['setQuestionsBody', { questions: [x.question] }, { questions: [{ ...x.question, kind: 'citizenship' }] }, 'questions.0.kind'],
  ['setPlanBody', plan, { stages: plan.stages.map((stage) => ({ ...stage, rounds: [] })) }, 'stages.0.rounds'],
  ['setPlanBody', {}, { plan }],
  ['confirmRequirementsBody', { musts: x.musts }, { musts: [] }, 'musts'],
  [
    'requestRequisitionApprovalBody',
    x.approvalTerms,
    { ...x.approvalTerms, groups: [{ id: 'x', people: ['a'], needed: 2 }] },
    'groups.0.needed',
  ],
  ['requestChangeBody', { bands: x.bands, approval: x.approvalTerms }, { bands: x.bands }, 'approval'],
  ['holdRequisitionBody', { reason: 'other', reviewAt: x.closeOn, note: '👩‍💻 كتابة' }, { reason: 'other', reviewAt: 'soon' }, 'reviewAt'],
  [
    'cancelRequisitionBody',
    { reason: 'budget', closeOn: x.closeOn, owner: 'rita' },
    { reason: 'budget', closeOn: '2026-03-09' },
    'closeOn',
  ],
  ['rankWaitingOffersBody', { offerIds: [x.offer('a')], reason: 'stalled' }, { offerIds: ['a'], reason: 'stalled' }, 'offerIds.0'],
  ['releaseReservationBody', { seatId: 'seat-1', reason: 'stalled' }, { seatId: 'seat/1', reason: 'stalled' }, 'seatId'],
] as const;

const schemas = new Map(Object.entries(contracts)) as ReadonlyMap<string, unknown>;

describe.each(cases)('%s', (name, good, bad, path?: string) => {
  const schema = schemas.get(name) as z.ZodType;
  it('takes what fits', () => expect(schema.safeParse(good).error).toBeUndefined());
  it(`refuses what does not, at ${path ?? 'the top'}`, () =>
    expect(schema.safeParse(bad).error?.issues.map((issue) => issue.path.join('.'))).toContain(path ?? ''));
});
