import { given } from '@rolecall/kernel';
import * as the from './offer.examples.js';
import { type OfferCommand, offer } from './offer.js';

const extend = (more: Partial<Extract<OfferCommand, { do: 'extend' }>> = {}): OfferCommand => ({
  ...{ do: 'extend', version: 1, expiresAt: the.expiresAt, requisition: 'open', application: 'going_on' },
  ...more,
});
const accept = (answeredAt: string, uptime = the.longUp, version = 1): OfferCommand => ({ do: 'accept', version, answeredAt, uptime });
const justBefore = '2026-03-09T16:59:59.999Z';
const postponed = (expiresAt: string) => ({ type: 'offer.expiry-postponed.v1', data: { ...the.base(), expiresAt } }) as const;

describe('an offer goes out', () => {
  it('on its reserved seat, until a deadline', () => {
    given(offer, ...the.seated)
      .when(extend())
      .then(the.extended());
    given(offer, ...the.seated)
      .when(extend({ expiresAt: '2026-03-09T17:00:00Z' }))
      .then(the.extended());
    given(offer, ...the.out)
      .when(extend())
      .thenNothing();
    given(offer, ...the.out)
      .when(extend({ expiresAt: the.later }))
      .thenRejected('offer/already-extended');
  });
  it('never without a seat, nor on one of another band', () => {
    given(offer, ...the.unseated)
      .when(extend())
      .thenRejected('offer/no-seat', { position: null });
    given(offer, ...the.unseated, the.seatAwaited(10, 4))
      .when(extend())
      .thenRejected('offer/no-seat', { position: 4 });
    given(offer, ...the.seated, the.seatLost())
      .when(extend())
      .thenRejected('offer/no-seat');
    given(offer, ...the.seated, the.seatReturned)
      .when(extend())
      .thenRejected('offer/no-seat');
    const elsewhere = { ...the.seatAssigned(), data: { ...the.seatAssigned().data, bandId: 'lisbon' } };
    given(offer, ...the.unseated, elsewhere)
      .when(extend())
      .thenRejected('offer/no-seat');
  });
  it('never while the requisition is on hold or over', () => {
    given(offer, ...the.seated)
      .when(extend({ requisition: 'on_hold' }))
      .thenRejected('offer/requisition-on-hold');
    given(offer, ...the.seated)
      .when(extend({ requisition: 'filled' }))
      .thenRejected('offer/requisition-closed');
    given(offer, ...the.seated)
      .when(extend({ requisition: 'cancelled' }))
      .thenRejected('offer/requisition-closed');
  });
  it('never for an application that has ended', () => {
    given(offer, ...the.seated)
      .when(extend({ application: 'rejected' }))
      .thenRejected('offer/application-ended', { application: 'rejected' });
    given(offer, ...the.seated)
      .when(extend({ application: 'past_episode' }))
      .thenRejected('offer/application-ended');
  });
  it('with a deadline and a start date that are to come, and in the version named', () => {
    given(offer, ...the.seated)
      .when(extend({ expiresAt: the.at }))
      .thenRejected('offer/date-in-past', { field: 'expiresAt' });
    const late = { ...extend({ expiresAt: '2027-01-01T00:00:00Z' }), at: '2026-12-01T00:00:00.000Z' };
    given(offer, ...the.seated)
      .when(late)
      .thenRejected('offer/date-in-past', { field: 'startDate' });
    given(offer, ...the.seated)
      .when(extend({ version: 2 }))
      .thenRejected('offer/other-version');
  });
  it('and the candidate looks at it', () => {
    given(offer, ...the.out)
      .when({ do: 'open', version: 1 })
      .then(the.opened());
    given(offer, ...the.out, the.opened())
      .when({ do: 'open', version: 1 })
      .thenNothing();
    given(offer, ...the.out)
      .when({ do: 'open', version: 2 })
      .thenRejected('offer/other-version');
  });
});

describe('the deadline', () => {
  it('ends the offer by itself', () => {
    expect(given(offer, ...the.out).due()).toEqual({ at: the.expiresAt, command: { do: 'expire' } });
    given(offer, ...the.out)
      .when({ do: 'expire', at: the.expiresAt })
      .then(the.expired);
    given(offer, ...the.out)
      .when({ do: 'expire', at: justBefore })
      .thenNothing();
    given(offer, ...the.out, the.opened())
      .when({ do: 'expire', at: the.later })
      .then(the.expired);
    given(offer, ...the.out, the.expired)
      .when({ do: 'expire', at: the.later })
      .thenNothing();
  });
  it('is shown in the candidate’s zone, which stays until a person names another', () => {
    const [tokyo, lisbon] = ['Asia/Tokyo', 'Europe/Lisbon'];
    const out = { ...the.extended(), data: { ...the.extended().data, zone: tokyo } };
    given(offer, ...the.seated)
      .when(extend({ zone: tokyo }))
      .then(out);
    const later = { do: 'extend-deadline', expiresAt: the.later } as const;
    given(offer, ...the.seated, out)
      .when(later)
      .thenState({ deadline: { expiresAt: the.later, zone: tokyo } });
    given(offer, ...the.seated, out)
      .when({ ...later, zone: lisbon })
      .thenState({ deadline: { expiresAt: the.later, zone: lisbon } });
  });
  it('is moved by a person, only to later', () => {
    const moved = { type: 'offer.deadline-extended.v1', data: { ...the.base(), expiresAt: the.later, by: 'mara', at: the.at } } as const;
    const move = (expiresAt: string): OfferCommand => ({ do: 'extend-deadline', expiresAt });
    given(offer, ...the.out)
      .when(move(the.later))
      .then(moved);
    given(offer, ...the.out, moved)
      .when(move('2026-03-16T17:00:00Z'))
      .thenNothing();
    given(offer, ...the.out, moved)
      .when(move(the.expiresAt))
      .thenRejected('offer/earlier-deadline', { expiresAt: the.later });
    given(offer, ...the.out)
      .when(move('2026-01-01T00:00:00Z'))
      .thenRejected('offer/date-in-past');
    given(offer, ...the.out, moved)
      .when({ do: 'expire', at: the.expiresAt })
      .thenNothing();
  });
});

describe('after a downtime', () => {
  const restarted = { since: '2026-03-09T18:00:00.000Z', graceUntil: '2026-03-09T18:30:00.000Z' };
  const shortlyBefore = { since: '2026-03-09T16:50:00.000Z', graceUntil: '2026-03-09T17:20:00.000Z' };
  it('a deadline that passed meanwhile is postponed for half an hour, once', () => {
    given(offer, ...the.out)
      .when({ do: 'expire', at: restarted.since, uptime: restarted })
      .then(postponed(restarted.graceUntil));
    const after = [...the.out, postponed(restarted.graceUntil)];
    expect(given(offer, ...after).due()?.at).toBe(restarted.graceUntil);
    given(offer, ...after)
      .when({ do: 'expire', at: restarted.graceUntil, uptime: restarted })
      .then(the.expired);
  });
  it('nothing expires for half an hour that was due within it', () =>
    given(offer, ...the.out)
      .when({ do: 'expire', at: the.expiresAt, uptime: shortlyBefore })
      .then(postponed(shortlyBefore.graceUntil)));
  it('an acceptance within the grace counts, whether or not the timer came first', () => {
    const answeredAt = '2026-03-09T18:29:59.999Z';
    given(offer, ...the.out)
      .when({ ...accept(answeredAt, restarted), at: answeredAt })
      .then(postponed(restarted.graceUntil), the.accepted(1, answeredAt));
    given(offer, ...the.out, postponed(restarted.graceUntil))
      .when({ ...accept(answeredAt, restarted), at: answeredAt })
      .then(the.accepted(1, answeredAt));
  });
  it('an acceptance after the grace does not', () => {
    const answeredAt = restarted.graceUntil;
    given(offer, ...the.out)
      .when({ ...accept(answeredAt, restarted), at: answeredAt })
      .then(the.expired, the.lateAnswer('accepted', answeredAt));
  });
  it('a deadline that lies beyond the grace stays as it is', () => {
    const early = { since: '2026-03-03T00:00:00.000Z', graceUntil: '2026-03-03T00:30:00.000Z' };
    given(offer, ...the.out)
      .when({ ...accept(justBefore, early), at: justBefore })
      .then(the.accepted(1, justBefore));
    given(offer, ...the.out)
      .when({ do: 'expire', at: the.expiresAt, uptime: early })
      .then(the.expired);
  });
  it('an acceptance at the very deadline needs the grace, and has it', () =>
    given(offer, ...the.out)
      .when({ ...accept(the.expiresAt, shortlyBefore), at: the.expiresAt })
      .then(postponed(shortlyBefore.graceUntil), the.accepted(1, the.expiresAt)));
  it('a deadline that was set since the start is not moved', () => {
    const since = '2026-03-01T00:00:00.000Z';
    const uptime = { since, graceUntil: the.later };
    given(offer, ...the.out)
      .when({ do: 'expire', at: the.expiresAt, uptime })
      .then(the.expired);
    const { extendedAt: _, ...data } = the.extended().data;
    const undated = { type: 'offer.extended.v1', data } as const;
    given(offer, ...the.seated, undated)
      .when({ do: 'expire', at: the.expiresAt, uptime })
      .then(postponed(the.later));
  });
});

describe('an acceptance', () => {
  it('counts by when it reached the edge, also when the expiry was appended before it', () => {
    given(offer, ...the.out)
      .when({ ...accept(justBefore), at: the.later })
      .then(the.accepted(1, justBefore));
    given(offer, ...the.out, the.expired)
      .when({ ...accept(justBefore), at: the.later })
      .then(the.accepted(1, justBefore));
  });
  it('that came late ends the offer now, and is a task for its owner, once', () => {
    given(offer, ...the.out)
      .when({ ...accept(the.expiresAt), at: the.later })
      .then(the.expired, the.lateAnswer('accepted', the.expiresAt));
    given(offer, ...the.out, the.expired)
      .when(accept(the.later))
      .then(the.lateAnswer('accepted', the.later));
    given(offer, ...the.out, the.expired, the.lateAnswer())
      .when(accept(the.later))
      .thenNothing();
  });
  it('that lost against a rescission is a task for the owner', () =>
    given(offer, ...the.out, the.rescinded)
      .when(accept(the.at))
      .then(the.lateAnswer()));
  it('stands though the seat was lost meanwhile, on the seat it went out with', () =>
    given(offer, ...the.out, the.seatLost())
      .when(accept(the.at))
      .then(the.accepted()));
  it('names the version, and is given once', () => {
    given(offer, ...the.out)
      .when(accept(the.at, the.longUp, 2))
      .thenRejected('offer/other-version');
    given(offer, ...the.yes)
      .when(accept(the.at))
      .thenNothing();
  });
  it('is impossible where nothing was ever out', () =>
    given(offer, ...the.histories.voided)
      .when(accept(the.at))
      .thenRejected('offer/ended'));
});

describe('a no', () => {
  const decline = (noteId?: string): OfferCommand => ({ do: 'decline', reason: 'personal', answeredAt: the.at, noteId });
  const jon = { by: { kind: 'person', id: 'jon' } } as const;
  it('ends the offer with its reason', () => {
    given(offer, ...the.out)
      .when({ ...decline(), ...jon })
      .then(the.declined);
    given(offer, ...the.out)
      .when({ ...decline(the.noteId), ...jon })
      .thenState({ status: 'declined', end: { reason: 'personal', by: 'jon', noteId: the.noteId }, seat: undefined });
  });
  it('after an end is a task for the owner', () =>
    given(offer, ...the.out, the.expired)
      .when(decline())
      .then(the.lateAnswer('declined')));
});

describe('the start date', () => {
  const move = (startDate: string): OfferCommand => ({ do: 'change-start-date', startDate });
  const moved = { type: 'offer.start-date-changed.v1', data: { ...the.base(), startDate: '2026-06-01', by: 'mara' } } as const;
  it('moves without a new version, also after the acceptance', () => {
    given(offer, ...the.yes)
      .when(move('2026-06-01'))
      .then(moved);
    given(offer, ...the.yes, moved)
      .when(move('2026-06-01'))
      .thenNothing();
    given(offer, ...the.seated, moved)
      .when(extend())
      .thenState({ versions: [{ version: 1, startDate: '2026-06-01' }] });
    expect(
      given(offer, ...the.out, moved)
        .when(accept(the.at))
        .events()[0]?.data,
    ).toMatchObject({ startDate: '2026-06-01' });
  });
  it('does not move into the past', () =>
    given(offer, ...the.yes)
      .when(move('2026-02-01'))
      .thenRejected('offer/date-in-past'));
});
