import { given } from '@rolecall/kernel';
import * as the from './offer.examples.js';
import { type OfferCommand, type OfferEvent, offer } from './offer.js';

const service = { by: { kind: 'service', id: 'screening' } } as const;
const endWith = (how: 'rejected' | 'withdrawn' | 'closed' | 'past_episode') => ({ do: 'end-with-application', how, ...service }) as const;
const voidedWith = (reason: string): OfferEvent => ({ type: 'offer.voided.v1', data: { ...the.base(), reason } });
const opened = [...the.out, the.opened()];

describe('an application that ends', () => {
  it.each(['rejected', 'closed', 'withdrawn', 'past_episode'] as const)('%s voids what is not with the candidate', (how) => {
    for (const status of ['to_prepare', 'drafted', 'pending_approval', 'approved'] as const)
      given(offer, ...the.histories[status])
        .when(endWith(how))
        .then(voidedWith(`application_${how}`));
  });
  it('withdrawn, declines what is with the candidate and reneges what was accepted', () => {
    const declined = { type: 'offer.declined.v1', data: { ...the.base(), reason: 'application_withdrawn' } } as const;
    given(offer, ...the.out)
      .when(endWith('withdrawn'))
      .then(declined);
    given(offer, ...opened)
      .when(endWith('withdrawn'))
      .then(declined);
    given(offer, ...the.yes)
      .when(endWith('withdrawn'))
      .then({ type: 'offer.reneged.v1', data: { ...the.base(), reason: 'application_withdrawn' } });
  });
  it.each(['rejected', 'closed'] as const)('%s, voids what it crossed on the way to the candidate, but an acceptance wins', (how) => {
    given(offer, ...the.out)
      .when(endWith(how))
      .then(voidedWith(`application_${how}`));
    given(offer, ...the.yes)
      .when(endWith(how))
      .thenNothing();
  });
  it('says nothing to an offer that was never there, or has ended', () => {
    given(offer).when(endWith('rejected')).thenNothing();
    given(offer, ...the.histories.expired)
      .when(endWith('withdrawn'))
      .thenNothing();
  });
  it('leaves an acceptance that comes after it as a task for the owner', () => {
    const crossed = [...the.out, voidedWith('application_rejected')];
    given(offer, ...crossed)
      .when({ do: 'accept', version: 1, answeredAt: the.at, uptime: the.longUp })
      .then(the.lateAnswer());
  });
});

describe('a hire that is taken back', () => {
  const takeBack = (reason: 'reneged' | 'no_show' | 'contingency_failed' | 'recorded_in_error') =>
    ({ do: 'take-back-hire', reason, reversedBy: 'rita', ...service }) as const;
  it.each(['reneged', 'no_show'] as const)('for %s, ends the offer as reneged', (reason) =>
    given(offer, ...the.yes)
      .when(takeBack(reason))
      .then({ type: 'offer.reneged.v1', data: { ...the.base(), reason, by: 'rita' } }),
  );
  it.each(['contingency_failed', 'recorded_in_error'] as const)('for %s, ends it as rescinded by that person', (reason) =>
    given(offer, ...the.yes)
      .when(takeBack(reason))
      .then({ type: 'offer.rescinded.v1', data: { ...the.base(), reason, by: 'rita' } }),
  );
  it('says nothing to an offer that was reneged already', () =>
    given(offer, ...the.histories.reneged)
      .when(takeBack('no_show'))
      .thenNothing());
});

describe('a person', () => {
  const noted = { reason: 'other', noteId: the.noteId } as const;
  const person = (command: OfferCommand) => command;
  it('takes back what is with the candidate', () => {
    given(offer, ...the.out)
      .when(person({ do: 'rescind', reason: 'other' }))
      .then(the.rescinded);
    given(offer, ...opened)
      .when(person({ do: 'rescind', ...noted }))
      .thenState({ status: 'rescinded', end: { ...noted, by: 'mara' } });
    given(offer, ...the.seated)
      .when(person({ do: 'rescind', reason: 'other' }))
      .thenRejected('offer/not-extended');
  });
  it('is told at once when the acceptance was first', () =>
    given(offer, ...the.yes)
      .when(person({ do: 'rescind', reason: 'other' }))
      .thenRejected('offer/accepted'));
  it('voids what is not with the candidate, also the task', () => {
    given(offer, ...the.seated)
      .when(person({ do: 'void', reason: 'other' }))
      .then(the.voided());
    given(offer, the.asked)
      .when(person({ do: 'void', ...noted }))
      .thenState({ status: 'voided', end: { ...noted, by: 'mara' } });
    given(offer, ...the.out)
      .when(person({ do: 'void', reason: 'other' }))
      .thenRejected('offer/already-extended');
  });
  it('records that the candidate left after accepting, before the hire', () => {
    given(offer, ...the.yes)
      .when(person({ do: 'renege', reason: 'other', application: 'going_on' }))
      .then(the.reneged);
    given(offer, ...the.yes)
      .when(person({ do: 'renege', reason: 'other', application: 'hired' }))
      .thenRejected('offer/hired');
  });
});

describe('an offer comes back', () => {
  const reinstate = (more: Partial<Extract<OfferCommand, { do: 'reinstate' }>> = {}): OfferCommand => ({
    ...{ do: 'reinstate', reason: 'candidate_returned', requisition: 'open', application: 'going_on' },
    ...more,
  });
  const expired = [...the.out, the.expired];
  it('approved as it was, and asks for a seat', () => {
    given(offer, ...expired)
      .when(reinstate())
      .then(the.reinstated(), the.approved());
    given(offer, ...the.out, the.declined)
      .when(reinstate())
      .then(the.reinstated('declined'), the.approved());
    given(offer, ...expired)
      .when(reinstate({ noteId: the.noteId }))
      .thenState({ status: 'approved', asking: true, seat: undefined, deadline: undefined, lateAnswers: [], end: undefined });
    given(offer, ...expired, the.reinstated(), the.approved())
      .when(reinstate())
      .thenNothing();
  });
  it('and goes out again only on a seat', () => {
    const back = [...expired, the.reinstated(), the.approved()];
    const extend: OfferCommand = { do: 'extend', version: 1, expiresAt: the.later, requisition: 'open', application: 'going_on' };
    given(offer, ...back)
      .when(extend)
      .thenRejected('offer/no-seat');
    given(offer, ...back, the.seatAssigned(30, { seatId: 'seat-2' }))
      .when(extend)
      .then({
        type: 'offer.extended.v1',
        data: { ...the.extended(1, 'seat-2', the.later).data },
      });
  });
  it('not for an application that ended or went on to its next episode, nor for a cancelled requisition', () => {
    given(offer, ...expired)
      .when(reinstate({ application: 'withdrawn' }))
      .thenRejected('offer/application-ended');
    given(offer, ...expired)
      .when(reinstate({ application: 'past_episode' }))
      .thenRejected('offer/application-ended');
    given(offer, ...expired)
      .when(reinstate({ requisition: 'cancelled' }))
      .thenRejected('offer/requisition-closed');
  });
});
