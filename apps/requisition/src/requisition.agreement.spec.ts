import { given } from '@rolecall/kernel';
import { event } from './requisition/events.js';
import * as x from './requisition.examples.js';
import { requisition } from './requisition.js';
import { approvedOffer, filledSearch, seatReserved } from './requisition.seat-examples.js';

const { requisitionId, approvalTerms, noteId } = x;
const as = (id: string) => ({ by: { kind: 'person', id } }) as const;
const draft = given(requisition, ...x.completeDraft());
const pending = given(requisition, ...x.pendingApproval());

describe('the approval of the terms', () => {
  it('names the version of what is there now', () => draft.when({ do: 'request-approval', ...approvalTerms }).then(x.approvalRequested(4)));
  it('is not requested without a band or a seat', () => {
    given(requisition, x.drafted)
      .when({ do: 'request-approval', ...approvalTerms })
      .thenRejected('requisition/no-band');
    given(requisition, x.drafted, x.bandsSet)
      .when({ do: 'request-approval', ...approvalTerms })
      .thenRejected('requisition/no-seats');
  });
  it('approves by the approvers of each group', () => {
    pending.when({ do: 'approve', version: 4, ...as('finn') }).then(x.approvalGiven(), x.approved);
    pending.when({ do: 'approve', version: 4, ...as('finn') }).thenState({ status: 'approved', approval: { status: 'approved' } });
  });
  it('approves by a delegate, and by one who replaces an approver', () => {
    const delegated = event('requisition.approval-delegated.v1', { requisitionId, groupId: 'finance', by: 'finn', to: 'dora' });
    pending.when({ do: 'delegate', to: 'dora', ...as('finn') }).then(delegated);
    given(requisition, ...x.pendingApproval(), delegated)
      .when({ do: 'approve', version: 4, ...as('dora') })
      .thenState({ status: 'approved' });
    const replaced = event('requisition.approver-replaced.v1', {
      requisitionId,
      groupId: 'finance',
      approver: 'finn',
      replacement: 'fred',
      by: 'olga',
    });
    pending.when({ do: 'replace-approver', groupId: 'finance', approver: 'finn', replacement: 'fred', ...as('olga') }).then(replaced);
    given(requisition, ...x.pendingApproval(), replaced)
      .when({ do: 'approve', version: 4, ...as('fred') })
      .thenState({ status: 'approved' });
  });
  it('lets nobody approve their own request or another version', () => {
    pending.when({ do: 'approve', version: 4 }).thenRejected('approval/own-request');
    pending.when({ do: 'approve', version: 3, ...as('finn') }).thenRejected('approval/other-version', { pending: 4, named: 3 });
  });
  it('becomes a draft again when it is sent back or recalled, and ends when it is rejected', () => {
    pending.when({ do: 'send-back', noteId, ...as('finn') }).then({ ...x.sentBack, data: { ...x.sentBack.data, noteId } });
    pending.when({ do: 'send-back', ...as('finn') }).thenState({ status: 'draft', approval: { status: 'sent_back' } });
    pending.when({ do: 'recall' }).then(x.recalled);
    pending.when({ do: 'recall' }).thenState({ status: 'draft' });
    pending.when({ do: 'reject-approval', noteId, ...as('finn') }).then({ ...x.rejected, data: { ...x.rejected.data, noteId } });
    pending.when({ do: 'reject-approval', ...as('finn') }).thenState({ status: 'rejected' });
    given(requisition, ...x.pendingApproval(), x.sentBack)
      .when({ do: 'request-approval', ...approvalTerms })
      .then(x.approvalRequested(4));
  });
  it('reminds and takes comments', () => {
    pending
      .when({ do: 'remind' })
      .then(event('requisition.approval-reminded.v1', { requisitionId, groupId: 'finance', people: ['finn', 'fay'], by: 'mara' }));
    pending.when({ do: 'comment', noteId }).then(event('requisition.approval-commented.v1', { requisitionId, noteId, by: 'mara' }));
  });
  it('is escalated when it is late, once', () => {
    expect(pending.due()).toEqual({ at: '2026-03-03T09:00:00.000Z', command: { do: 'escalate-approval' } });
    const escalated = event('requisition.approval-escalated.v1', { requisitionId, groupId: 'finance', owner: 'olga' });
    pending.when({ do: 'escalate-approval', at: '2026-03-03T09:00:00.000Z' }).then(escalated);
    expect(given(requisition, ...x.pendingApproval(), escalated).due()).toBeUndefined();
    expect(given(requisition, ...x.pendingApproval(), x.cancelled).due()).toBeUndefined();
    given(requisition, ...x.pendingApproval(), x.cancelled)
      .when({ do: 'escalate-approval', at: '2026-03-03T09:00:00.000Z' })
      .thenNothing();
    given(requisition, ...x.pendingApproval(), x.rejected)
      .when({ do: 'escalate-approval', at: '2026-03-03T09:00:00.000Z' })
      .thenNothing();
  });
});

describe('a change request', () => {
  const better = [{ ...x.berlin, max: 110_000 }, x.lisbon];
  const revision = given(requisition, ...x.openSearch()).state.revision;
  const version = revision + 1;
  const request = { do: 'request-change', bands: better, seats: [x.seat('seat-2')], approval: approvalTerms } as const;
  const requested = event('requisition.change-requested.v1', {
    requisitionId,
    approvalVersion: version,
    bands: better,
    seats: [x.seat('seat-2')],
    by: 'mara',
  });
  const changing = [...x.openSearch(), requested, x.approvalRequested(version)];
  const approved = event('requisition.change-approved.v1', {
    requisitionId,
    approvalVersion: version,
    bandVersion: 2,
    bands: better,
    seats: [x.seat('seat-2')],
    by: 'finn',
  });
  const yes = { do: 'approve-change', version, ...as('finn') } as const;
  const refused = event('requisition.change-refused.v1', { requisitionId, approvalVersion: version, how: 'refused', by: 'finn' });
  const open = given(requisition, ...x.openSearch());
  const given_ = { ...x.approvalGiven(version) };

  it('leaves the old terms in force', () => {
    open.when(request).then(requested, x.approvalRequested(version));
    open.when(request).thenState({ status: 'open', bands: x.bands, seats: [{ id: 'seat-1' }], change: { version, requestedBy: 'mara' } });
    given(requisition, ...changing)
      .when(approvedOffer('a'))
      .then(seatReserved('a'));
  });
  it('is in force when it is approved, and everybody is told', () => {
    const terms = x.termsAfter(...changing, given_, approved);
    expect(terms).toMatchObject({ bands: better, bandVersion: 2, seats: [{ id: 'seat-1' }, { id: 'seat-2' }] });
    given(requisition, ...changing)
      .when(yes)
      .then(given_, approved, event('requisition.terms-changed.v1', { requisitionId, terms }));
    given(requisition, ...changing)
      .when(yes)
      .thenState({ status: 'open', bands: better, bandVersion: 2, change: undefined, approval: { status: 'approved' } });
  });
  it('gives its new seats to those who wait', () => {
    const waiting = [
      ...x.openSearch(),
      seatReserved('a'),
      event('requisition.seat-refused.v1', {
        requisitionId,
        offerId: x.offer('b'),
        applicationId: x.application('b'),
        reason: 'no_open_seat',
        position: 1,
        bandId: 'berlin',
        offerVersion: 1,
        offerSequence: 1,
      }),
    ];
    const events = given(requisition, ...waiting, requested, x.approvalRequested(version))
      .when(yes)
      .events();
    expect(events.at(-1)).toEqual(seatReserved('b', 'seat-2'));
  });
  it('reopens a filled requisition', () => {
    const filled = [...filledSearch(), requested, x.approvalRequested(version)];
    expect(
      given(requisition, ...filled)
        .when(yes)
        .events()
        .map(({ type }) => type),
    ).toEqual(['requisition.approval-given.v1', 'requisition.change-approved.v1', 'requisition.reopened.v1']);
    given(requisition, ...filled)
      .when(yes)
      .thenState({ status: 'open', closing: undefined });
  });
  it('changes an approved requisition before it opens, without telling anyone', () => {
    const before = given(requisition, ...x.approvedSearch(), requested, x.approvalRequested(version));
    before.when(yes).then(given_, approved);
    before.when(yes).thenState({ status: 'approved' });
    before.when({ do: 'open' }).thenState({ status: 'open', bands: x.bands });
  });
  it('counts the bands only when they change', () => {
    const seats = event('requisition.change-requested.v1', {
      requisitionId,
      approvalVersion: version,
      seats: [x.seat('seat-2')],
      by: 'mara',
    });
    open.when({ ...request, bands: undefined }).then(seats, x.approvalRequested(version));
    given(requisition, ...x.openSearch(), seats, x.approvalRequested(version))
      .when(yes)
      .thenState({ bandVersion: 1, bands: x.bands });
    open
      .when({ ...request, seats: undefined })
      .then({ ...requested, data: { ...requested.data, seats: undefined } }, x.approvalRequested(version));
    open.when({ ...request, bands: x.bands, seats: undefined }).thenRejected('requisition/nothing-to-change');
    open.when({ do: 'request-change', approval: approvalTerms }).thenRejected('requisition/nothing-to-change');
  });
  it('adds no seats when only the bands change', () => {
    const only = event('requisition.change-requested.v1', { requisitionId, approvalVersion: version, bands: better, by: 'mara' });
    given(requisition, ...x.openSearch(), only, x.approvalRequested(version))
      .when(yes)
      .thenState({ bandVersion: 2, bands: better, seats: [x.seat('seat-1')] });
    expect(
      given(requisition, ...x.openSearch(), only, x.approvalRequested(version))
        .when(yes)
        .events()[1]?.data,
    ).not.toHaveProperty('seats');
  });
  it('is checked like the terms', () => {
    open.when({ ...request, bands: [x.lisbon] }).thenRejected('requisition/unknown-band', { seatId: 'seat-2' });
    open.when({ ...request, bands: [x.lisbon], seats: undefined }).thenRejected('requisition/unknown-band', { seatId: 'seat-1' });
    open.when({ ...request, seats: [x.seat('seat-1')] }).thenRejected('requisition/duplicate-id');
  });
  it('is one at a time, and has commands of its own', () => {
    const during = given(requisition, ...changing);
    during.when(request).thenRejected('requisition/change-pending', { version });
    during.when({ do: 'approve', version, ...as('finn') }).thenRejected('requisition/change-pending', { version });
    during.when({ do: 'send-back', ...as('finn') }).thenRejected('requisition/change-pending');
    during.when({ do: 'reject-approval', ...as('finn') }).thenRejected('requisition/change-pending');
    during.when({ do: 'approve-change', version }).thenRejected('approval/own-request');
    during.when({ do: 'approve-change', version: 1, ...as('finn') }).thenRejected('approval/other-version');
  });
  it('takes the agreement of every group before it is in force', () => {
    const groups = [...approvalTerms.groups, { id: 'hr', people: ['hana'], needed: 1 }];
    const asked = { ...x.approvalRequested(version), data: { ...x.approvalRequested(version).data, groups } };
    given(requisition, ...x.openSearch(), requested, asked)
      .when(yes)
      .thenState({ bands: x.bands, change: { version } });
  });
  it('can be refused or recalled, and then the old terms stay', () => {
    const during = given(requisition, ...changing);
    during.when({ do: 'refuse-change', ...as('finn') }).then(refused);
    during.when({ do: 'refuse-change', noteId, ...as('finn') }).then({ ...refused, data: { ...refused.data, noteId } });
    during
      .when({ do: 'refuse-change', ...as('finn') })
      .thenState({ bands: x.bands, change: undefined, approval: { status: 'rejected' }, status: 'open' });
    during.when({ do: 'refuse-change', ...as('zoe') }).thenRejected('approval/not-an-approver');
    during.when({ do: 'recall' }).then({ ...refused, data: { ...refused.data, how: 'recalled', by: 'mara' } });
    during.when({ do: 'recall' }).thenState({ change: undefined, approval: { status: 'recalled' } });
  });
  it('has another version each time, so that no late approval meets another change', () =>
    given(requisition, ...changing, refused)
      .when({ ...request, seats: undefined })
      .thenState({ change: { version: version + 1 } }));
  it('is escalated like any approval, and ends with a cancellation', () => {
    const during = given(requisition, ...changing);
    expect(during.due()).toEqual({ at: '2026-03-03T09:00:00.000Z', command: { do: 'escalate-approval' } });
    during.when({ do: 'cancel', reason: 'budget' }).thenState({ status: 'cancelled', change: undefined });
    expect(given(requisition, ...changing, x.cancelled).due()).toBeUndefined();
    expect(given(requisition, ...changing, refused).due()).toBeUndefined();
  });
});
