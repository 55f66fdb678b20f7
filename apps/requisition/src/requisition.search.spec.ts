import { given } from '@rolecall/kernel';
import { event } from './requisition/events.js';
import * as x from './requisition.examples.js';
import { requisition } from './requisition.js';
import * as s from './requisition.seat-examples.js';

const { requisitionId, noteId } = x;
const open = given(requisition, ...x.openSearch(2));
const types = (events: { type: string }[]) => events.map(({ type }) => type.slice('requisition.'.length, -3));

describe('open', () => {
  it('says what is missing, the band first', () => {
    given(requisition, x.drafted).when({ do: 'open' }).thenRejected('requisition/no-band');
    given(requisition, x.drafted, x.bandsSet).when({ do: 'open' }).thenRejected('requisition/requirements-not-confirmed');
    given(requisition, x.drafted, x.bandsSet, x.requirementsConfirmed).when({ do: 'open' }).thenRejected('requisition/no-seats');
    given(requisition, ...x.completeDraft())
      .when({ do: 'open' })
      .thenRejected('requisition/not-approved', { status: 'draft' });
    given(requisition, ...x.pendingApproval())
      .when({ do: 'open' })
      .thenRejected('requisition/not-approved', { status: 'pending_approval' });
  });
  it('opens with a plan drawn from the musts', () =>
    given(requisition, ...x.approvedSearch())
      .when({ do: 'open' })
      .then(x.planSet, x.opened()));
  it('opens with the plan that was given', () => {
    const plan = { version: 1, stages: x.planSet.data.plan.stages.slice(0, 1) };
    const set = { ...x.planSet, data: { ...x.planSet.data, plan, drawn: false } };
    const opened = given(requisition, ...x.approvedSearch(), set)
      .when({ do: 'open' })
      .events();
    expect(opened).toMatchObject([{ type: 'requisition.opened.v1', data: { terms: { plan } } }]);
  });
  it('tells every term', () =>
    expect(x.opened(2).data.terms).toEqual({
      role: x.role,
      roleVersion: 1,
      musts: x.musts,
      niceToHaves: x.niceToHaves,
      bands: x.bands,
      bandVersion: 1,
      questions: [],
      questionsVersion: 1,
      plan: x.planSet.data.plan,
      team: x.team,
      seats: [x.seat('seat-1'), x.seat('seat-2')],
      evaluation: 'on',
    }));
  it('tells what a later build adds to the terms', () => {
    const drafted = { ...x.drafted, data: { ...x.drafted.data, visibility: 'confidential', evergreen: false } } as const;
    expect(x.termsAfter(drafted, ...x.approvedSearch().slice(1))).toMatchObject({ visibility: 'confidential', evergreen: false });
  });
  it('seats an offer that asked before the opening was known', () => {
    const early = s.seatRefused('a', 'requisition_closed', 1);
    given(requisition, ...x.approvedSearch(), early)
      .when({ do: 'open' })
      .then(x.planSet, x.opened(), s.seatReserved('a'));
  });
});

describe('hold', () => {
  const reviewAt = '2026-04-01T09:00:00.000Z';
  const hold = { do: 'hold', reason: 'hiring_freeze', reviewAt } as const;
  const onHold = given(requisition, ...x.openSearch(), x.held);
  it('holds until somebody resumes', () => {
    open.when(hold).then(x.held);
    open.when({ ...hold, noteId }).then({ ...x.held, data: { ...x.held.data, noteId } });
    onHold.when({ do: 'resume' }).then(x.resumed);
    onHold.when({ do: 'resume' }).thenState({ status: 'open', hold: undefined });
  });
  it('is reviewed at a time to come', () => {
    open
      .when({ ...hold, reviewAt: '2026-03-02T09:00:00.000Z' })
      .thenRejected('requisition/date-in-past', { field: 'reviewAt', date: '2026-03-02T09:00:00.000Z' });
    open.when({ ...hold, reviewAt: '2026-03-02T09:00:00.001Z' }).thenState({ status: 'on_hold' });
  });
  it('is nothing when said again, and moves with another date or reason', () => {
    onHold.when(hold).thenNothing();
    onHold.when({ ...hold, reason: 'budget' }).thenState({ hold: { reason: 'budget', reviewAt, reviewed: false } });
    onHold.when({ ...hold, reviewAt: '2026-05-01T09:00:00.000Z' }).thenState({ hold: { reviewAt: '2026-05-01T09:00:00.000Z' } });
  });
  it('asks its owner to look again, once, and resumes nothing', () => {
    const due = event('requisition.hold-review-due.v1', { requisitionId, reviewAt, owner: 'mara' });
    expect(onHold.due()).toEqual({ at: reviewAt, command: { do: 'remind-review' } });
    onHold.when({ do: 'remind-review', at: reviewAt }).then(due);
    onHold.when({ do: 'remind-review', at: '2026-04-01T08:59:59.999Z' }).thenNothing();
    const reviewed = given(requisition, ...x.openSearch(), x.held, due);
    expect(reviewed.due()).toBeUndefined();
    reviewed.when({ do: 'remind-review', at: reviewAt }).thenNothing();
    expect(reviewed.state.status).toBe('on_hold');
    reviewed.when({ ...hold, reviewAt: '2026-05-01T09:00:00.000Z' }).thenState({ hold: { reviewed: false } });
  });
  it('is woken by the earlier of a late approval and the review', () => {
    const asked = { ...x.approvalRequested(9), data: { ...x.approvalRequested(9).data } };
    const change = event('requisition.change-requested.v1', { requisitionId, approvalVersion: 9, seats: [x.seat('seat-9')], by: 'mara' });
    const at = (dueAt: string) => given(requisition, ...x.openSearch(), x.held, change, { ...asked, data: { ...asked.data, dueAt } }).due();
    expect(at('2026-03-03T09:00:00.000Z')).toMatchObject({ command: { do: 'escalate-approval' } });
    expect(at(reviewAt)).toMatchObject({ command: { do: 'escalate-approval' } });
    expect(at('2026-04-02T09:00:00.000Z')).toEqual({ at: reviewAt, command: { do: 'remind-review' } });
  });
  it('ends when the last seat is filled, and when it is cancelled', () => {
    given(requisition, ...s.committedSearch(), x.held)
      .when(s.hiredPerson('a'))
      .thenState({ status: 'filled', hold: undefined });
    onHold.when({ do: 'cancel', reason: 'budget' }).thenState({ status: 'cancelled', hold: undefined });
  });
});

describe('close-seat', () => {
  const close = (seatId: string) => ({ do: 'close-seat', seatId, reason: 'budget' }) as const;
  it('closes an open seat and tells the others what is left', () => {
    const terms = x.termsAfter(...x.openSearch(2), s.seatClosed('seat-2'));
    expect(terms.seats).toEqual([x.seat('seat-1')]);
    open.when(close('seat-2')).then(s.seatClosed('seat-2'), event('requisition.terms-changed.v1', { requisitionId, terms }));
    given(requisition, ...x.openSearch(2), s.seatClosed('seat-2'))
      .when(close('seat-2'))
      .thenNothing();
  });
  it('lets a seat of an approved offer close when that offer ends', () => {
    const reserved = given(requisition, ...s.reservedSearch(2));
    reserved.when(close('seat-1')).then(s.seatClosing('seat-1'));
    const closing = [...s.reservedSearch(2), s.seatClosing('seat-1')];
    given(requisition, ...closing)
      .when(close('seat-1'))
      .thenNothing();
    given(requisition, ...closing)
      .when(s.acceptedOffer('a', 'seat-1'))
      .thenState({ seats: [{ holder: { stage: 'accepted' }, closing: 'budget' }, {}] });
    const ended = given(requisition, ...closing)
      .when(s.endedOffer('a'))
      .events();
    expect(types(ended)).toEqual(['seat-released', 'seat-closed', 'terms-changed']);
    expect(ended[1]).toEqual(event('requisition.seat-closed.v1', { requisitionId, seatId: 'seat-1', reason: 'budget' }));
    expect(ended[2]).toMatchObject({ data: { terms: { seats: [x.seat('seat-2')] } } });
  });
  it('is refused while an offer is out or accepted on it', () => {
    given(requisition, ...s.offeredSearch(2))
      .when(close('seat-1'))
      .thenRejected('requisition/offers-outstanding', { offerIds: [x.offer('a')] });
    given(requisition, ...s.committedSearch(2))
      .when(close('seat-1'))
      .thenRejected('requisition/offers-outstanding', { offerIds: [x.offer('a')] });
  });
  it('is refused for a filled seat, an unknown one and the last one', () => {
    given(requisition, ...s.committedSearch(2), s.seatFilled('a'))
      .when(close('seat-1'))
      .thenRejected('requisition/seat-filled', { seatId: 'seat-1' });
    open.when(close('seat-3')).thenRejected('requisition/unknown-seat', { seatId: 'seat-3' });
    given(requisition, ...x.openSearch())
      .when(close('seat-1'))
      .thenRejected('requisition/last-seat', { seatId: 'seat-1' });
    given(requisition, ...x.openSearch(2), s.seatClosed('seat-2'))
      .when(close('seat-1'))
      .thenRejected('requisition/last-seat');
    given(requisition, ...s.reservedSearch(2), s.seatClosing('seat-1'))
      .when(close('seat-2'))
      .thenRejected('requisition/last-seat');
  });
  it('fills the requisition when only filled seats are left', () => {
    const events = given(requisition, ...s.committedSearch(2), s.seatFilled('a'))
      .when(close('seat-2'))
      .events();
    expect(types(events)).toEqual(['seat-closed', 'terms-changed', 'filled']);
    expect(events[2]).toEqual(x.filled);
  });
});

describe('cancel', () => {
  const cancel = { do: 'cancel', reason: 'budget' } as const;
  it('closes every seat, by default with the recruiter as owner of the rest, and the usual time for them', () => {
    open.when(cancel).then(x.cancelled);
    open.when(cancel).thenState({
      status: 'cancelled',
      settled: true,
      closing: { owner: 'mara' },
      seats: [{ closing: 'budget', cancelled: true }, { closing: 'budget' }],
    });
  });
  it('recalls what waits for approval', () => {
    given(requisition, ...x.pendingApproval())
      .when(cancel)
      .thenState({ status: 'cancelled', approval: { status: 'recalled' } });
    open.when(cancel).thenState({ approval: { status: 'approved' } });
  });
  it('takes another date and owner', () => {
    const later = '2026-04-01T09:00:00.000Z';
    open
      .when({ ...cancel, closeOn: later, owner: 'rita', noteId })
      .then({ ...x.cancelled, data: { ...x.cancelled.data, closeOn: later, owner: 'rita', noteId } });
    open.when({ ...cancel, closeOn: x.at, at: x.at }).thenRejected('requisition/date-in-past', { field: 'closeOn', date: x.at });
  });
  it('is refused while offers are out, accepted, or in line for the seat that they lost', () => {
    given(requisition, ...s.offeredSearch(2))
      .when(cancel)
      .thenRejected('requisition/offers-outstanding', { offerIds: [x.offer('a')] });
    given(requisition, ...s.committedSearch(), s.seatMissing('b', 'extended'))
      .when(cancel)
      .thenRejected('requisition/offers-outstanding', { offerIds: [x.offer('a'), x.offer('b')] });
  });
  it('answers those who wait', () =>
    given(requisition, ...s.reservedSearch(), s.seatRefused('b', 'no_open_seat', 1))
      .when(cancel)
      .then(x.cancelled, s.seatRefused('b', 'requisition_closed')));
  it('leaves a person hired on the seat, and a seat closed earlier as it was', () => {
    const events = [...s.committedSearch(3), s.seatFilled('a'), s.seatClosed('seat-2', 'duplicate')];
    given(requisition, ...events)
      .when(cancel)
      .thenState({ seats: [{ holder: { stage: 'hired' } }, { closing: 'duplicate' }, { closing: 'budget' }], settled: true });
    expect(given(requisition, ...events, x.cancelled).state.seats[1]?.cancelled).toBeUndefined();
    given(requisition, ...events, x.cancelled)
      .when(s.reversedHire('a'))
      .then(s.hireReversed('a'), event('requisition.seat-closed.v1', { requisitionId, seatId: 'seat-1', reason: 'budget' }));
  });

  describe('crossing an extension that is on its way', () => {
    const crossed = [...s.reservedSearch(2), x.cancelled];
    const completed = event('requisition.cancellation-completed.v1', { requisitionId });
    it('keeps the seat of that offer until it ends, and then the cancellation completes', () => {
      expect(given(requisition, ...crossed).state.settled).toBe(false);
      given(requisition, ...crossed)
        .when(s.extendedOffer('a', 'seat-1'))
        .then(s.seatOffered('a'));
      const ended = given(requisition, ...crossed, s.seatOffered('a'))
        .when(s.endedOffer('a'))
        .events();
      expect(ended).toEqual([
        s.seatReleased('a'),
        event('requisition.seat-closed.v1', { requisitionId, seatId: 'seat-1', reason: 'budget' }),
        completed,
      ]);
    });
    it('lets it be accepted and hired, and then the cancellation completes', () => {
      given(requisition, ...crossed, s.seatOffered('a'))
        .when(s.acceptedOffer('a', 'seat-1'))
        .then(s.seatCommitted('a'));
      const hired = [...crossed, s.seatOffered('a'), s.seatCommitted('a')];
      given(requisition, ...hired)
        .when(s.hiredPerson('a'))
        .then(s.seatFilled('a'), completed);
      given(requisition, ...hired, s.seatFilled('a'), completed)
        .when(s.reversedHire('a'))
        .then(s.hireReversed('a'), event('requisition.seat-closed.v1', { requisitionId, seatId: 'seat-1', reason: 'budget' }));
    });
    it('answers a revision with the seat that the offer has, and a new offer with a refusal', () => {
      given(requisition, ...crossed)
        .when(s.approvedOffer('a', 'berlin', 3, 2))
        .then(s.seatReserved('a', 'seat-1', 'berlin', 3, 2));
      given(requisition, ...crossed)
        .when(s.approvedOffer('b'))
        .then(s.seatRefused('b', 'requisition_closed'));
    });
    it('gives one whose reservation was taken back meanwhile a seat that the cancellation closed', () => {
      const released = event('requisition.seat-released.v1', {
        requisitionId,
        offerId: x.offer('a'),
        applicationId: x.application('a'),
        seatId: 'seat-1',
        reason: 'stalled',
        by: 'mara',
      });
      const lost = [...s.reservedSearch(2), released, s.seatClosed('seat-2'), x.cancelled];
      const back = given(requisition, ...lost).when(s.acceptedOffer('a', 'seat-1'));
      const again = { requisitionId, offerId: x.offer('a'), applicationId: x.application('a'), seatId: 'seat-1', offerSequence: 3 };
      back.then(event('requisition.seat-reserved.v1', { ...again, bandId: 'berlin' }), event('requisition.seat-committed.v1', again));
      back.thenState({ settled: false, seats: [{ holder: { stage: 'accepted' } }, { closing: 'budget' }] });
      given(requisition, ...lost, s.seatCommitted('b', 'seat-1'))
        .when(s.acceptedOffer('a', 'seat-2'))
        .then(s.seatMissing('a', 'accepted'));
    });
  });
});
