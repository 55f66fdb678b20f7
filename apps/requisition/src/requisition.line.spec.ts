import { given } from '@rolecall/kernel';
import { event } from './requisition/events.js';
import * as x from './requisition.examples.js';
import { requisition } from './requisition.js';
import * as s from './requisition.seat-examples.js';

const { requisitionId, noteId } = x;
const open = given(requisition, ...x.openSearch(2));
const full = given(requisition, ...s.reservedSearch());
const types = (events: { type: string }[]) => events.map(({ type }) => type.slice('requisition.'.length, -3));
/** a holds seat-1 (the only one), b and c wait. */
const line = [...s.reservedSearch(), s.seatRefused('b', 'no_open_seat', 1), s.seatRefused('c', 'no_open_seat', 2)];

describe('rank-waiting-offers', () => {
  const rank = (...names: string[]) =>
    ({ do: 'rank-waiting-offers', offerIds: names.map(x.offer), reason: 'business_priority', noteId }) as const;
  it('puts the line into another order', () => {
    given(requisition, ...line)
      .when(rank('c', 'b'))
      .then(s.ranked('c', 'b'));
    given(requisition, ...line, s.ranked('c', 'b'))
      .when(s.endedOffer('a'))
      .then(s.seatReleased('a'), s.seatReserved('c'));
    given(requisition, ...line)
      .when({ ...rank('c', 'b'), noteId: undefined, by: { kind: 'person', id: 'hiro' } })
      .thenState({ line: [{ offerId: x.offer('c') }, {}] });
    given(requisition, ...line)
      .when(rank('b', 'c'))
      .thenNothing();
  });
  it('names those who wait, each once, by the recruiter or the hiring manager', () => {
    const refused = { waiting: [x.offer('b'), x.offer('c')] };
    for (const names of [['b'], ['b', 'a'], ['b', 'b'], ['a', 'b', 'c']])
      given(requisition, ...line)
        .when(rank(...names))
        .thenRejected('requisition/other-line', refused);
    given(requisition, ...line)
      .when({ ...rank('c', 'b'), by: { kind: 'person', id: 'zoe' } })
      .thenRejected('requisition/not-in-charge');
  });
  it('never puts an approved offer before one that is out', () => {
    const missing = [...line, s.seatMissing('d', 'extended')];
    expect(given(requisition, ...missing).state.line.map(({ offerId }) => offerId)).toEqual(['d', 'b', 'c'].map(x.offer));
    given(requisition, ...missing)
      .when(rank('b', 'c', 'd'))
      .thenState({ line: ['d', 'b', 'c'].map((name) => ({ offerId: x.offer(name) })) });
  });
});

describe('release-reservation', () => {
  const release = { do: 'release-reservation', seatId: 'seat-1', reason: 'stalled', noteId } as const;
  const { offerSequence: _, ...said } = s.seatReleased('a', 'seat-1', 'stalled').data;
  const released = event('requisition.seat-released.v1', { ...said, by: 'mara', noteId });
  it('gives the seat to the next in line, and the offer goes to its end', () => {
    given(requisition, ...line)
      .when(release)
      .then(released, s.seatReserved('b'), s.seatRefused('a', 'no_open_seat', 2));
    given(requisition, ...line)
      .when({ ...release, noteId: undefined })
      .thenState({ line: [{ offerId: x.offer('c') }, { offerId: x.offer('a'), bandId: 'berlin', stage: 'approved' }] });
  });
  it('opens the seat when nobody waits for it; the offer may ask again', () => {
    full.when(release).then(released);
    full.when(release).thenState({ line: [], ended: { [x.offer('a')]: { offer: 1, application: 0 } } });
    given(requisition, ...s.reservedSearch(), released)
      .when(s.approvedOffer('a'))
      .thenNothing();
    given(requisition, ...s.reservedSearch(), released)
      .when(s.approvedOffer('a', 'berlin', 2))
      .then(s.seatReserved('a', 'seat-1', 'berlin', 2));
  });
  it('closes a seat that was to be closed, and the offer waits for another', () => {
    const events = given(requisition, ...s.reservedSearch(2), s.seatReserved('b', 'seat-2'), s.seatClosing('seat-1'))
      .when(release)
      .events();
    expect(types(events)).toEqual(['seat-released', 'seat-closed', 'terms-changed', 'seat-refused']);
    const last = given(
      requisition,
      ...s.reservedSearch(2),
      s.seatCommitted('b', 'seat-2'),
      s.seatFilled('b', 'seat-2'),
      s.seatClosing('seat-1'),
    )
      .when(release)
      .events();
    expect(types(last)).toEqual(['seat-released', 'seat-closed', 'terms-changed', 'filled', 'seat-refused']);
    expect(last.at(-1)).toEqual(s.seatRefused('a', 'requisition_closed', 1));
  });
  it('is refused once the offer is out, for a seat nobody reserved, and to others', () => {
    given(requisition, ...s.offeredSearch())
      .when(release)
      .thenRejected('requisition/offers-outstanding', { offerIds: [x.offer('a')] });
    given(requisition, ...s.committedSearch())
      .when(release)
      .thenRejected('requisition/offers-outstanding');
    given(requisition, ...s.filledSearch())
      .when(release)
      .thenRejected('requisition/seat-not-reserved', { seatId: 'seat-1', status: 'filled' });
    open.when(release).thenRejected('requisition/seat-not-reserved', { seatId: 'seat-1', status: 'open' });
    open.when({ ...release, seatId: 'seat-9' }).thenRejected('requisition/unknown-seat', { seatId: 'seat-9' });
    full.when({ ...release, by: { kind: 'person', id: 'zoe' } }).thenRejected('requisition/not-in-charge');
  });

  describe('crossing an extension that is on its way', () => {
    const lost = [...line, released, s.seatReserved('b'), s.seatRefused('a', 'no_open_seat', 2)];
    it('gives the offer another seat if there is one', () => {
      const { offerVersion, ...again } = s.seatReserved('a', 'seat-1', 'berlin', 2).data;
      given(requisition, ...s.reservedSearch(), released)
        .when(s.extendedOffer('a', 'seat-1'))
        .then(event('requisition.seat-reserved.v1', again), s.seatOffered('a'));
      given(requisition, ...x.openSearch(2), s.seatReserved('b', 'seat-1'))
        .when(s.extendedOffer('a', 'seat-1'))
        .thenState({ seats: [{}, { holder: { offerId: x.offer('a'), stage: 'extended' } }] });
    });
    it('or puts it first in line and tells its owner', () => {
      given(requisition, ...lost)
        .when(s.extendedOffer('a', 'seat-1'))
        .then(s.seatMissing('a', 'extended'));
      const missing = [...lost, s.seatMissing('a', 'extended')];
      given(requisition, ...missing)
        .when(s.extendedOffer('a', 'seat-1'))
        .thenNothing();
      given(requisition, ...missing)
        .when(s.endedOffer('b'))
        .then(s.seatReleased('b'), s.seatReserved('a', 'seat-1', 'berlin', 2), s.seatOffered('a'));
      given(requisition, ...missing, x.held)
        .when(s.endedOffer('b'))
        .thenState({ seats: [{ holder: { offerId: x.offer('a'), stage: 'extended' } }] });
      given(requisition, ...missing)
        .when(s.endedOffer('a'))
        .thenState({ line: [{ offerId: x.offer('c') }] });
    });
    it('lets an accepted offer have any seat rather than none, and an extended one only in its band', () => {
      const seats = [x.seat('seat-2', 'lisbon')];
      const lisbon = event('requisition.change-approved.v1', { requisitionId, approvalVersion: 9, bandVersion: 1, seats, by: 'finn' });
      const other = [...s.reservedSearch(), s.seatMissing('b', 'extended'), lisbon];
      given(requisition, ...other)
        .when(s.approvedOffer('b', 'berlin', 3))
        .then(s.seatRefused('b', 'no_open_seat', 1, 'berlin', 3));
      given(requisition, ...other)
        .when(s.approvedOffer('b', 'berlin', 3))
        .thenState({ line: [{ stage: 'extended' }] });
      given(requisition, ...other)
        .when(s.acceptedOffer('b', 'seat-1'))
        .thenState({ line: [], seats: [{}, { holder: { offerId: x.offer('b'), stage: 'accepted' } }] });
      given(requisition, ...s.reservedSearch(), lisbon)
        .when(s.hiredPerson('b'))
        .thenState({ seats: [{}, { holder: { offerId: x.offer('b'), stage: 'hired' } }] });
    });
    it('seats an accepted offer as accepted and a hired person as hired', () => {
      const accepted = [...lost, s.seatMissing('a', 'accepted')];
      given(requisition, ...accepted)
        .when(s.endedOffer('b'))
        .thenState({ seats: [{ holder: { stage: 'accepted' } }], line: [{ offerId: x.offer('c') }] });
      const hired = given(requisition, ...accepted)
        .when(s.hiredPerson('a'))
        .events();
      expect(hired).toEqual([
        event('requisition.seat-missing.v1', {
          requisitionId,
          offerId: x.offer('a'),
          applicationId: x.application('a'),
          offerSequence: 3,
          applicationSequence: 10,
          stage: 'hired',
          bandId: 'berlin',
          owner: 'mara',
        }),
      ]);
      const waiting = [...accepted, ...hired];
      given(requisition, ...waiting)
        .when(s.endedOffer('a', 'reneged'))
        .thenNothing();
      given(requisition, ...waiting)
        .when(s.reversedHire('a'))
        .thenState({ line: [{ offerId: x.offer('c') }] });
      expect(
        types(
          given(requisition, ...waiting)
            .when(s.endedOffer('b'))
            .events(),
        ),
      ).toEqual(['seat-released', 'seat-reserved', 'seat-filled', 'filled', 'seat-refused']);
    });
    it('knows no band for a seat that it does not have', () => {
      given(requisition, ...s.reservedSearch())
        .when(s.acceptedOffer('b', 'seat-9'))
        .then(event('requisition.seat-missing.v1', { ...s.seatMissing('b', 'accepted').data, bandId: undefined }));
    });
  });
});
