import { given } from '@rolecall/kernel';
import * as the from './offer.examples.js';
import { type OfferCommand, offer } from './offer.js';

const requestSeat: OfferCommand = { do: 'request-seat', requisition: 'open' };
/** The unseated history has five events: its ask is the fifth. */
const asked = 5;

describe('a seat', () => {
  it('is known to the offer once the requisition reserved it, with the time to use it', () => {
    given(offer, ...the.unseated)
      .when(the.reserve(asked, 10))
      .then(the.seatAssigned(10));
    given(offer, ...the.unseated)
      .when(the.reserve(asked, 10))
      .thenState({ seat: { seatId: 'seat-1', extendBy: the.extendBy }, asking: false });
    given(offer, ...the.seated)
      .when(the.reserve(asked, 12))
      .thenNothing();
  });
  it('is waited for in line', () => {
    given(offer, ...the.unseated)
      .when(the.refuse(asked, 10, 2))
      .then(the.seatAwaited(10, 2));
    given(offer, ...the.unseated)
      .when(the.refuse(asked, 10, 2))
      .thenState({ waiting: { position: 2 }, asking: true });
    given(offer, ...the.unseated, the.seatAwaited(10, 2))
      .when(the.refuse(asked, 11, 2))
      .thenNothing();
    given(offer, ...the.unseated, the.seatAwaited(10, 2))
      .when(the.reserve(asked, 11))
      .then(the.seatAssigned(11));
  });
  it('is not waited for where the requisition takes none', () =>
    given(offer, ...the.unseated)
      .when(the.refuse(asked, 10))
      .then(the.seatAwaited(10)));
  it('that was lost is believed and shown, whatever the offer has come to', () => {
    given(offer, ...the.seated)
      .when(the.release(11))
      .then(the.seatLost(11));
    given(offer, ...the.out)
      .when(the.release(11))
      .then(the.seatLost(11));
    given(offer, ...the.out)
      .when(the.release(11))
      .thenState({ status: 'extended', seat: undefined });
    given(offer, ...the.yes)
      .when(the.release(11))
      .thenState({ status: 'accepted', seat: undefined });
    given(offer, ...the.unseated)
      .when(the.release(11))
      .thenNothing();
  });
  it('that comes again after it was lost while the offer was out has no deadline of its own', () => {
    const found = { ...the.base(), seatId: 'seat-2', bandId: 'berlin', requisitionSequence: 20 };
    given(offer, ...the.out, the.seatLost(11))
      .when(the.reserve(7, 20, 'seat-2'))
      .then({ type: 'offer.seat-assigned.v1', data: found });
  });
  it('that was refused to an offer which has one is gone', () =>
    given(offer, ...the.seated)
      .when(the.refuse(asked, 11, 1))
      .thenState({ seat: undefined, waiting: { position: 1 } }));
});

it('a requisition that takes none leaves no place in line', () => {
  const { waiting, asking } = the.stateOf(...the.unseated, the.seatAwaited(10));
  expect([waiting, asking]).toEqual([{ reason: 'requisition_closed' }, false]);
  const [refused] = given(offer, ...the.unseated)
    .when(the.refuse(asked, 10))
    .events();
  expect(Object.keys(refused?.data ?? {})).not.toContain('position');
});

describe('a seat that is not used', () => {
  it('is given back at its time', () => {
    expect(given(offer, ...the.seated).due()).toEqual({ at: the.extendBy, command: { do: 'return-seat' } });
    given(offer, ...the.seated)
      .when({ do: 'return-seat', at: the.extendBy })
      .then(the.seatReturned);
    given(offer, ...the.seated)
      .when({ do: 'return-seat', at: '2026-03-07T08:59:59.999Z' })
      .thenNothing();
    given(offer, ...the.seated, the.seatReturned)
      .when({ do: 'return-seat', at: the.later })
      .thenNothing();
    expect(given(offer, ...the.seated, the.seatReturned).due()).toBeUndefined();
  });
  it('is given back from a draft and a pending approval as well, by what comes first', () => {
    const draft = [...the.seated, the.superseded(), the.revised({ extendBy: the.extendBy })];
    given(offer, ...draft)
      .when({ do: 'return-seat', at: the.extendBy })
      .thenState({ status: 'drafted', seat: undefined });
    expect(given(offer, ...draft, the.approvalRequested(2)).due()?.command).toEqual({ do: 'escalate-approval' });
    const soon = [...the.seated, the.superseded(), the.revised({ extendBy: '2026-03-03T00:00:00.000Z' }), the.approvalRequested(2)];
    expect(given(offer, ...soon).due()?.command).toEqual({ do: 'return-seat' });
  });
  it('is not given back once the offer is out', () => {
    given(offer, ...the.out)
      .when({ do: 'return-seat', at: the.later })
      .thenNothing();
    expect(given(offer, ...the.out).due()?.command).toEqual({ do: 'expire' });
  });
  it('is asked for again by a person', () => {
    const returned = [...the.seated, the.seatReturned];
    given(offer, ...returned)
      .when(requestSeat)
      .then(the.approved());
    given(offer, ...returned, the.approved())
      .when(requestSeat)
      .thenNothing();
    given(offer, ...the.seated)
      .when(requestSeat)
      .thenNothing();
    given(offer, ...the.unseated, the.seatAwaited(10, 3))
      .when(requestSeat)
      .thenNothing();
    given(offer, ...the.seated, the.seatLost(11))
      .when(requestSeat)
      .then(the.approved());
    given(offer, ...the.unseated, the.seatAwaited(10))
      .when(requestSeat)
      .then(the.approved());
    given(offer, ...returned)
      .when({ do: 'request-seat', requisition: 'cancelled' })
      .thenRejected('offer/requisition-closed');
  });
});

describe('an ask that the requisition does not answer', () => {
  const quarter = '2026-03-02T09:15:00.000Z';
  const again = [the.seatOverdue(), the.approved(1, { askedAt: quarter })];
  it('is made again at its deadline, and the owner knows', () => {
    expect(given(offer, ...the.unseated).due()).toEqual({ at: quarter, command: { do: 'ask-again' } });
    given(offer, ...the.unseated)
      .when({ do: 'ask-again', at: quarter })
      .then(...again);
    given(offer, ...the.unseated)
      .when({ do: 'ask-again', at: '2026-03-02T09:14:59.000Z' })
      .thenNothing();
    given(offer, ...the.unseated, ...again)
      .when({ do: 'ask-again', at: quarter })
      .thenNothing();
  });
  it('waits longer each time, and a day at most', () => {
    const asks = (times: number) => Array.from({ length: times }, () => again).flat();
    const dueAfter = (times: number) => given(offer, ...the.unseated, ...asks(times)).due()?.at;
    expect([1, 2, 3, 4, 9].map(dueAfter)).toEqual([
      '2026-03-02T10:15:00.000Z',
      '2026-03-02T13:15:00.000Z',
      '2026-03-03T01:15:00.000Z',
      '2026-03-03T09:15:00.000Z',
      '2026-03-03T09:15:00.000Z',
    ]);
  });
  it('is over with any answer, with the approval, and with the offer', () => {
    for (const answer of [the.seatAssigned(), the.seatAwaited(10, 2), the.seatAwaited(10)])
      expect(given(offer, ...the.unseated, answer).due()?.command).not.toEqual({ do: 'ask-again' });
    for (const over of [the.voided(), the.seatReturned]) expect(given(offer, ...the.unseated, over).due()).toBeUndefined();
    const drafted = [...the.unseated, the.superseded(), the.revised()];
    given(offer, ...drafted)
      .when({ do: 'ask-again', at: the.later })
      .thenNothing();
  });
});

describe('late words', () => {
  const returned = [...the.seated, the.seatReturned];
  it('in answer to an ask before the seat was given back count no more', () => {
    given(offer, ...returned)
      .when(the.reserve(asked, 20))
      .thenNothing();
    given(offer, ...returned, the.approved())
      .when(the.reserve(asked, 20))
      .thenNothing();
    given(offer, ...returned, the.approved())
      .when(the.refuse(asked, 20, 1))
      .thenNothing();
    given(offer, ...returned, the.approved())
      .when(the.reserve(8, 21))
      .then(the.seatAssigned(21));
  });
  it('of an earlier version are those of the same offer, and its seat stays', () => {
    const second = [...the.seated, the.superseded(), the.revised({ extendBy: the.extendBy }), the.approvalRequested(2), the.approved(2)];
    given(offer, ...second)
      .when(the.reserve(asked, 20))
      .thenNothing();
    given(offer, ...second)
      .when(the.reserve(10, 20))
      .thenNothing();
  });
  it('that the requisition had said before are not heard again', () => {
    given(offer, ...the.seated, the.seatLost(11))
      .when(the.reserve(asked, 10))
      .thenNothing();
    given(offer, ...the.unseated, the.seatAwaited(12, 1))
      .when(the.refuse(asked, 11, 2))
      .thenNothing();
  });
  it('reach no offer that has ended, and a reinstated one hears only the answer to its new ask', () => {
    const expired = [...the.out, the.expired];
    given(offer, ...expired)
      .when(the.reserve(asked, 20))
      .thenNothing();
    given(offer, ...expired)
      .when(the.release(20, 'expired', 8))
      .thenNothing();
    const again = [...expired, the.reinstated(), the.approved()];
    given(offer, ...again)
      .when(the.release(20, 'expired', 8))
      .thenNothing();
    given(offer, ...again)
      .when(the.reserve(asked, 21))
      .thenNothing();
    given(offer, ...again)
      .when(the.reserve(10, 22))
      .thenState({ status: 'approved', seat: { seatId: 'seat-1' } });
  });
  it('without the word they answer are believed, as a release by hand', () =>
    given(offer, ...the.seated)
      .when({ do: 'lose-seat', seatId: 'seat-1', reason: 'stalled', requisitionSequence: 11 })
      .then(the.seatLost(11)));
});

it('believes an event from before the requisition’s count was told', () => {
  const { requisitionSequence: _, ...data } = the.seatAssigned().data;
  expect(the.stateOf(...the.unseated, { type: 'offer.seat-assigned.v1', data })).toMatchObject({
    heardUpTo: 0,
    seat: { seatId: 'seat-1' },
  });
});
