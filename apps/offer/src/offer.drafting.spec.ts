import { given } from '@rolecall/kernel';
import * as the from './offer.examples.js';
import { type OfferCommand, offer } from './offer.js';

const revise = (more: Partial<Extract<OfferCommand, { do: 'revise' }>> = {}): OfferCommand => ({
  ...{ do: 'revise', version: 1, terms: the.proposal(2), changed: ['base'], material: true, reason: 'negotiation' },
  ...more,
});
const service = { kind: 'service', id: 'interview' } as const;

describe('the task to prepare an offer', () => {
  it('follows from a conclusion of hire, for the recruiter, once', () => {
    given(offer)
      .when({ ...the.conclusion(), by: service })
      .then(the.asked);
    given(offer, the.asked)
      .when({ ...the.conclusion(), by: service })
      .thenNothing();
  });
  it.each(['no_hire', 'hold', 'other_level', 'other_requisition'] as const)('does not follow from %s', (conclusion) =>
    given(offer).when(the.conclusion(conclusion)).thenNothing(),
  );
  it('is taken back by another conclusion, and comes again with hire, while nothing was drafted', () => {
    given(offer, the.asked).when(the.conclusion('no_hire')).then(the.dropped);
    given(offer, the.asked, the.dropped).when(the.conclusion('no_hire')).thenNothing();
    given(offer, the.asked, the.dropped).when(the.conclusion()).then(the.asked);
    given(offer, the.asked, the.drafted()).when(the.conclusion('no_hire')).thenNothing();
  });
  it.each(['rejected', 'withdrawn', 'closed', 'past_episode', 'hired'] as const)(
    'asks nothing for an application that is %s',
    (application) =>
      given(offer)
        .when({ ...the.conclusion(), application } as OfferCommand)
        .thenNothing(),
  );
});

describe('a draft', () => {
  it('carries currency, band and hash, and no amount', () => {
    given(offer, the.asked).when(the.draftOf()).then(the.drafted());
    given(offer).when(the.draftOf()).thenState({ status: 'drafted', owner: 'mara', version: 1 });
  });
  it('may be outside the band, which its approval then has to allow', () =>
    given(offer)
      .when(the.draftOf(the.proposal(1, 'outside')))
      .then(the.drafted(false)));
  it('is refused for the wrong currency, band or place, and outside a band that forbids exceptions', () => {
    const draft = (fit: Parameters<typeof the.proposal>[1]) => given(offer).when(the.draftOf(the.proposal(1, fit)));
    draft('other_currency').thenRejected('offer/other-currency', { bandId: 'berlin' });
    draft('no_seat_in_band').thenRejected('offer/no-seat-in-band', { bandId: 'berlin' });
    draft('outside_forbidden').thenRejected('offer/outside-forbidden-band', { bandId: 'berlin' });
  });
  it('starts on a day that is not past anywhere on earth', () => {
    const starting = (startDate: string) => given(offer).when(the.draftOf({ ...the.proposal(), startDate }));
    starting('2026-03-01').then({ ...the.drafted(), data: { ...the.drafted().data, startDate: '2026-03-01' } });
    starting('2026-02-28').thenRejected('offer/date-in-past', { field: 'startDate' });
  });
  it('needs an application that goes on and a conclusion of hire', () => {
    given(offer, the.asked)
      .when({ ...the.draftOf(), application: 'rejected' })
      .thenRejected('offer/application-ended');
    given(offer, the.asked)
      .when({ ...the.draftOf(), application: 'past_episode' })
      .thenRejected('offer/application-ended');
    given(offer)
      .when({ ...the.draftOf(), conclusion: 'hold' })
      .thenRejected('offer/not-to-hire', { conclusion: 'hold' });
  });
  it('is one for each application and episode', () => {
    given(offer, the.drafted()).when(the.draftOf()).thenRejected('offer/already-drafted', { offerId: the.offerId });
    given(offer, ...the.histories.rescinded)
      .when(the.draftOf())
      .thenRejected('offer/ended', { status: 'rescinded' });
  });
  it('is made by a person, as is every decision', () =>
    given(offer, the.asked)
      .when({ ...the.draftOf(), by: service })
      .thenRejected('offer/person-only', { kind: 'service' }));
});

describe('a revision', () => {
  it('is the next version; a material one is drafted again', () =>
    given(offer, the.drafted()).when(revise()).then(the.superseded(), the.revised()));
  it('has the reason and the note of who made it, and marks the one version that it takes the place of', () => {
    const [, noted] = given(offer, the.drafted())
      .when(revise({ noteId: the.noteId, reason: 'sent_back' }))
      .events();
    expect(noted?.data).toMatchObject({ noteId: the.noteId, reason: 'sent_back', by: 'mara' });
    const third = the.stateOf(the.drafted(), the.superseded(), the.revised(), the.superseded(2), the.revised({ version: 3 }));
    expect(third.versions.map(({ supersededBy }) => supersededBy)).toEqual([2, 3, undefined]);
  });
  it('keeps the seat, and the time to use it starts again', () => {
    const moved = { at: '2026-03-04T09:00:00.000Z' };
    const kept = the.revised({ extendBy: '2026-03-09T09:00:00.000Z' });
    given(offer, ...the.seated)
      .when({ ...revise(), ...moved })
      .then(the.superseded(), kept);
    given(offer, ...the.seated)
      .when({ ...revise(), ...moved })
      .thenState({ status: 'drafted', approval: undefined, seat: { seatId: 'seat-1', extendBy: '2026-03-09T09:00:00.000Z' } });
  });
  it('revised again while it is a draft, has the seat no longer than before', () => {
    const draft = [...the.seated, the.superseded(), the.revised({ extendBy: the.extendBy })];
    const again = revise({ version: 2, terms: the.proposal(3) });
    given(offer, ...draft)
      .when(again)
      .then(the.superseded(2), the.revised({ version: 3 }));
    given(offer, ...draft)
      .when(again)
      .thenState({ seat: { extendBy: the.extendBy } });
  });
  it('to another band gives the seat or the place in line back', () => {
    const returned = { type: 'offer.seat-returned.v2', data: { ...the.base(2), reason: 'other_band' } } as const;
    const elsewhere = revise({ terms: the.proposal(2, 'inside', 'lisbon') });
    const lisbon = the.revised({ bandId: 'lisbon' });
    given(offer, ...the.seated)
      .when(elsewhere)
      .then(the.superseded(), lisbon, returned);
    given(offer, ...the.unseated)
      .when(elsewhere)
      .then(the.superseded(), lisbon, returned);
    given(offer, the.drafted()).when(elsewhere).then(the.superseded(), lisbon);
  });
  it('takes what is with the candidate back to a draft: the older version cannot be accepted any more', () => {
    const revisedOut = [...the.out, the.superseded(), the.revised({ extendBy: the.extendBy })];
    given(offer, ...the.out)
      .when(revise())
      .thenState({ status: 'drafted', version: 2, deadline: undefined });
    given(offer, ...revisedOut)
      .when({ do: 'accept', version: 1, answeredAt: the.at, uptime: the.longUp })
      .thenRejected('offer/other-version', { present: 2, named: 1 });
  });
  it('that is not material applies at once, with what was approved and extended', () => {
    const message = revise({ material: false, changed: ['message'] });
    const expected = the.revised({ material: false });
    given(offer, ...the.out)
      .when(message)
      .then(the.superseded(), expected);
    given(offer, ...the.out)
      .when(message)
      .thenState({ status: 'extended', version: 2, deadline: { expiresAt: the.expiresAt } });
    given(offer, ...the.out, the.superseded(), expected)
      .when({ do: 'accept', version: 2, answeredAt: the.at, uptime: the.longUp })
      .then(the.accepted(2));
  });
  it('that is not material asks nothing new of a band that has changed meanwhile', () => {
    const message = revise({ material: false, changed: ['message'], terms: { ...the.proposal(2, 'outside_forbidden'), bandVersion: 7 } });
    given(offer, ...the.seated)
      .when(message)
      .then(the.superseded(), the.revised({ material: false }));
  });
  it('names the version it was made from, and changes something', () => {
    given(offer, the.drafted())
      .when(revise({ version: 2 }))
      .thenRejected('offer/other-version', { present: 1, named: 2 });
    given(offer, the.drafted())
      .when(revise({ changed: [], material: false }))
      .thenRejected('offer/nothing-to-change');
  });
  it('stays in its band’s rules and out of the past', () => {
    given(offer, the.drafted())
      .when(revise({ terms: the.proposal(2, 'other_currency') }))
      .thenRejected('offer/other-currency');
    given(offer, the.drafted())
      .when(revise({ terms: { ...the.proposal(2), startDate: '2020-01-01' } }))
      .thenRejected('offer/date-in-past', { field: 'startDate' });
    given(offer, the.drafted())
      .when({ ...revise(), at: '2026-08-01T00:00:00.000Z' })
      .then(the.superseded(), the.revised());
  });
});

describe('what the second build tells', () => {
  it.each([
    ['offer.counter-recorded.v1', { by: 'mara' }],
    ['offer.accepted-amended.v1', { by: 'mara', termsId: the.termsId(1) }],
    ['offer.verbal-acceptance-recorded.v1', { by: 'mara' }],
  ] as const)('%s is counted and changes nothing else', (type, data) => {
    const before = the.stateOf(...the.out);
    const after = offer.evolve(before, { type, data: { ...the.base(), ...data } } as Parameters<typeof offer.evolve>[1]);
    expect(after).toEqual({ ...before, count: before.count + 1 });
  });
  it('belongs to the application’s story', () => expect(offer.story?.(the.stateOf(...the.out))).toBe(the.applicationId));
});
