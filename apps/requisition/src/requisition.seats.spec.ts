import { given } from '@rolecall/kernel';
import { event } from './requisition/events.js';
import * as x from './requisition.examples.js';
import { requisition } from './requisition.js';
import * as s from './requisition.seat-examples.js';

const { requisitionId } = x;
const open = given(requisition, ...x.openSearch(2));
const full = given(requisition, ...s.reservedSearch());
/** a holds seat-1 (the only one), b and c wait. */
const line = [...s.reservedSearch(), s.seatRefused('b', 'no_open_seat', 1), s.seatRefused('c', 'no_open_seat', 2)];
const stillWaiting = s.seatRefused('b', 'requisition_closed', 1);

describe('an approved offer', () => {
  it('gets a seat in its band', () => {
    open.when(s.approvedOffer('a')).then(s.seatReserved('a'));
    const lisbon = event('requisition.change-approved.v1', {
      requisitionId,
      approvalVersion: 9,
      bandVersion: 1,
      seats: [x.seat('seat-3', 'lisbon')],
      by: 'finn',
    });
    given(requisition, ...x.openSearch(2), lisbon)
      .when(s.approvedOffer('a', 'lisbon'))
      .then(s.seatReserved('a', 'seat-3', 'lisbon'));
    open.when(s.approvedOffer('a', 'lisbon')).then(s.seatRefused('a', 'no_open_seat', 1, 'lisbon'));
  });
  it('gets the next seat when the first is taken', () =>
    given(requisition, ...s.reservedSearch(2))
      .when(s.approvedOffer('b'))
      .then(s.seatReserved('b', 'seat-2')));
  it('is answered again with the seat it has, however far it has come', () => {
    full.when(s.approvedOffer('a')).then(s.seatReserved('a'));
    full.when(s.approvedOffer('a', 'lisbon', 3, 2)).then(s.seatReserved('a', 'seat-1', 'berlin', 3, 2));
    given(requisition, ...s.committedSearch())
      .when(s.approvedOffer('a', 'berlin', 5, 2))
      .then(s.seatReserved('a', 'seat-1', 'berlin', 5, 2));
    given(requisition, ...s.committedSearch())
      .when(s.approvedOffer('a'))
      .thenState({ seats: [{ holder: { stage: 'accepted' } }] });
    given(requisition, ...s.filledSearch())
      .when(s.approvedOffer('a'))
      .thenState({ status: 'filled', seats: [{ holder: { stage: 'hired' } }] });
  });
  it('waits in line, first come', () => {
    full.when(s.approvedOffer('b')).then(s.seatRefused('b', 'no_open_seat', 1));
    given(requisition, ...line)
      .when(s.approvedOffer('d'))
      .then(s.seatRefused('d', 'no_open_seat', 3));
  });
  it('keeps its place when it asks again, also with another band', () => {
    given(requisition, ...line)
      .when(s.approvedOffer('b', 'berlin', 3, 2))
      .then(s.seatRefused('b', 'no_open_seat', 1, 'berlin', 3, 2));
    given(requisition, ...line)
      .when(s.approvedOffer('b', 'lisbon', 3, 2))
      .thenState({
        line: [
          { offerId: x.offer('b'), bandId: 'lisbon', offerVersion: 2, offerSequence: 3, stage: 'approved' },
          { offerId: x.offer('c') },
        ],
      });
  });
  it('gets a seat when its revision is in a band that has one', () => {
    const lisbon = event('requisition.change-approved.v1', {
      requisitionId,
      approvalVersion: 9,
      bandVersion: 1,
      seats: [x.seat('seat-3', 'lisbon')],
      by: 'finn',
    });
    given(requisition, ...line, lisbon)
      .when(s.approvedOffer('c', 'lisbon', 3, 2))
      .then(s.seatReserved('c', 'seat-3', 'lisbon', 3, 2));
  });
  it('waits on hold, and is seated when the hold is over', () => {
    const held = [...x.openSearch(), x.held];
    given(requisition, ...held)
      .when(s.approvedOffer('a'))
      .then(s.seatRefused('a', 'on_hold', 1));
    given(requisition, ...held, s.seatRefused('a', 'on_hold', 1), s.seatRefused('b', 'on_hold', 2))
      .when({ do: 'resume' })
      .then(x.resumed, s.seatReserved('a'));
  });
  it('waits where everything is filled, and is told that it is', () =>
    given(requisition, ...s.filledSearch())
      .when(s.approvedOffer('b'))
      .then(stillWaiting));
  it('is refused for good where the requisition was cancelled or rejected', () => {
    given(requisition, ...x.openSearch(), x.cancelled)
      .when(s.approvedOffer('a'))
      .then(s.seatRefused('a', 'requisition_closed'));
    given(requisition, ...x.pendingApproval(), x.rejected)
      .when(s.approvedOffer('a'))
      .thenState({ line: [] });
  });
  it('takes no seat when it comes after its own end', () => {
    given(requisition, ...x.openSearch(), s.offerEnded('a'))
      .when(s.approvedOffer('a'))
      .thenNothing();
    given(requisition, ...s.reservedSearch(), s.seatReleased('a'))
      .when(s.approvedOffer('a', 'berlin', 4))
      .thenNothing();
    given(requisition, ...s.reservedSearch(), s.seatReleased('a'))
      .when(s.approvedOffer('a', 'berlin', 5))
      .then(s.seatReserved('a', 'seat-1', 'berlin', 5));
  });
});

describe('an offer that ends', () => {
  it('gives its seat to the next in line, in the same decision', () => {
    given(requisition, ...line)
      .when(s.endedOffer('a', 'expired'))
      .then(s.seatReleased('a', 'seat-1', 'expired'), s.seatReserved('b'));
    given(requisition, ...line)
      .when(s.endedOffer('a'))
      .thenState({ line: [{ offerId: x.offer('c') }], ended: { [x.offer('a')]: { offer: 4, application: 0 } } });
  });
  it('leaves the seat open when nobody in its band waits, or on hold', () => {
    full.when(s.endedOffer('a')).then(s.seatReleased('a'));
    given(requisition, ...s.reservedSearch(), s.seatRefused('b', 'no_open_seat', 1, 'lisbon'))
      .when(s.endedOffer('a'))
      .then(s.seatReleased('a'));
    given(requisition, ...line, x.held)
      .when(s.endedOffer('a'))
      .then(s.seatReleased('a'));
  });
  it('leaves the line', () => {
    given(requisition, ...line)
      .when(s.endedOffer('b', 'voided'))
      .then(s.offerEnded('b', 'voided'));
    given(requisition, ...line)
      .when(s.endedOffer('b'))
      .thenState({ line: [{ offerId: x.offer('c') }] });
  });
  it('is remembered when it was never known, once', () => {
    open.when(s.endedOffer('z', 'voided')).then(s.offerEnded('z', 'voided'));
    given(requisition, ...x.openSearch(), s.offerEnded('z'))
      .when(s.endedOffer('z'))
      .thenNothing();
    given(requisition, ...x.openSearch(), s.offerEnded('z'))
      .when(s.endedOffer('z', 'voided', 6))
      .thenState({ ended: { [x.offer('z')]: { offer: 6, application: 0 } } });
  });
  it('gives up an accepted seat, but not a filled one, for only the application reverses a hire', () => {
    given(requisition, ...s.committedSearch())
      .when(s.endedOffer('a', 'reneged'))
      .then(s.seatReleased('a', 'seat-1', 'reneged'));
    given(requisition, ...s.filledSearch())
      .when(s.endedOffer('a', 'reneged'))
      .then(s.offerEnded('a', 'reneged'));
    given(requisition, ...s.filledSearch())
      .when(s.endedOffer('a', 'reneged'))
      .thenState({ status: 'filled', seats: [{ holder: { stage: 'hired' } }] });
  });
});

describe('extended, accepted, hired', () => {
  it('follow the offer on its seat', () => {
    full.when(s.extendedOffer('a', 'seat-1')).then(s.seatOffered('a'));
    given(requisition, ...s.offeredSearch())
      .when(s.acceptedOffer('a', 'seat-1'))
      .then(s.seatCommitted('a'));
    given(requisition, ...s.committedSearch(2))
      .when(s.hiredPerson('a'))
      .then(s.seatFilled('a'));
    full.when(s.hiredPerson('a')).thenState({ status: 'filled', seats: [{ holder: { stage: 'hired' } }] });
  });
  it('go on during a hold', () =>
    given(requisition, ...s.offeredSearch(), x.held)
      .when(s.acceptedOffer('a', 'seat-1'))
      .then(s.seatCommitted('a')));
  it('say nothing new when they were overtaken', () => {
    given(requisition, ...s.offeredSearch())
      .when(s.extendedOffer('a', 'seat-1'))
      .thenNothing();
    given(requisition, ...s.committedSearch())
      .when(s.extendedOffer('a', 'seat-1'))
      .thenNothing();
    given(requisition, ...s.committedSearch())
      .when(s.acceptedOffer('a', 'seat-1'))
      .thenNothing();
    given(requisition, ...s.filledSearch())
      .when(s.hiredPerson('a'))
      .thenNothing();
    given(requisition, ...s.reservedSearch(), s.seatReleased('a'))
      .when(s.acceptedOffer('a', 'seat-1'))
      .thenNothing();
  });
  it('fill the requisition with the last seat, and tell those who wait', () => {
    given(requisition, ...s.committedSearch())
      .when(s.hiredPerson('a'))
      .then(s.seatFilled('a'), x.filled);
    given(requisition, ...s.committedSearch(), s.seatRefused('b', 'no_open_seat', 1))
      .when(s.hiredPerson('a'))
      .then(s.seatFilled('a'), x.filled, stillWaiting);
    given(requisition, ...s.filledSearch(), stillWaiting)
      .when(s.endedOffer('b'))
      .thenState({ line: [] });
  });
  it('leave a requisition open that has an open, reserved or committed seat', () => {
    given(requisition, ...s.committedSearch(2))
      .when(s.hiredPerson('a'))
      .thenState({ status: 'open' });
    given(requisition, ...s.committedSearch(2), s.seatReserved('b', 'seat-2'))
      .when(s.hiredPerson('a'))
      .thenState({ status: 'open' });
    given(requisition, ...s.committedSearch(2), s.seatCommitted('b', 'seat-2'))
      .when(s.hiredPerson('a'))
      .thenState({ status: 'open' });
  });
});

describe('a hire reversed', () => {
  it('opens the seat and the requisition, and the next in line gets it', () => {
    given(requisition, ...s.filledSearch())
      .when(s.reversedHire('a'))
      .then(s.hireReversed('a'), x.reopened());
    given(requisition, ...s.filledSearch())
      .when(s.reversedHire('a'))
      .thenState({ status: 'open', closing: undefined });
    given(requisition, ...s.filledSearch(), stillWaiting)
      .when(s.reversedHire('a'))
      .then(s.hireReversed('a'), x.reopened(), s.seatReserved('b'));
  });
  it('opens a committed seat as well, for it may come before the hire', () =>
    given(requisition, ...s.committedSearch())
      .when(s.reversedHire('a', 'contingency_failed'))
      .then(s.hireReversed('a', 'seat-1', 'contingency_failed')));
  it('counts against what came before it, of the application and of the offer', () => {
    const reversed = [...s.filledSearch(), s.hireReversed('a'), x.reopened()];
    given(requisition, ...reversed)
      .when(s.reversedHire('a'))
      .thenNothing();
    given(requisition, ...reversed)
      .when(s.hiredPerson('a'))
      .thenNothing();
    given(requisition, ...reversed)
      .when(s.approvedOffer('a', 'berlin', 3))
      .thenNothing();
    given(requisition, ...reversed)
      .when(s.endedOffer('a', 'reneged'))
      .then(s.offerEnded('a', 'reneged'));
    given(requisition, ...reversed)
      .when(s.hiredPerson('a', 12))
      .thenState({ status: 'filled' });
  });
  it('is remembered when the hire never came', () => {
    open.when(s.reversedHire('z')).then(
      event('requisition.offer-ended.v1', {
        requisitionId,
        offerId: x.offer('z'),
        applicationId: x.application('z'),
        applicationSequence: 11,
        reason: 'no_show',
      }),
    );
    open.when(s.reversedHire('z')).thenState({ ended: { [x.offer('z')]: { offer: 0, application: 11 } } });
  });
  it('and a reneging that cross end alike in both orders', () => {
    const after = (...commands: Parameters<typeof requisition.decide>[0][]) =>
      commands.reduce(
        (state, command) => requisition.decide(command, state).reduce(requisition.evolve, state),
        x.stateOf(...s.committedSearch()),
      );
    const [reneged, hired, reversed] = [s.endedOffer('a', 'reneged'), s.hiredPerson('a'), s.reversedHire('a')].map((said) => ({
      ...said,
      at: x.at,
      by: { kind: 'service', id: 'offer' } as const,
    })) as [never, never, never];
    expect(after(hired, reneged)).toMatchObject({ status: 'filled' });
    expect(after(reneged, hired)).toMatchObject({ status: 'filled' });
    expect(after(hired, reneged, reversed).seats).toEqual([x.seat('seat-1')]);
    expect(after(reneged, hired, reversed).seats).toEqual([x.seat('seat-1')]);
  });
});
