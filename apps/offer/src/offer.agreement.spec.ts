import { given } from '@rolecall/kernel';
import * as the from './offer.examples.js';
import { type OfferCommand, offer } from './offer.js';

const request = (more: Partial<Extract<OfferCommand, { do: 'request-approval' }>> = {}): OfferCommand => ({
  ...{ do: 'request-approval', ...the.approvalTerms, version: 1, fit: 'inside', extendWithinHours: 120 },
  ...more,
});
const as = (id: string) => ({ by: { kind: 'person', id } }) as const;
const exception = { reason: 'market' as const, approvers: ['cleo', 'carl'], needed: 2, noteId: the.noteId };
const outside = { fit: 'outside' as const, bandException: exception };

describe('an approval', () => {
  it('is requested for the present version, with how long the seat may wait', () =>
    given(offer, the.drafted())
      .when(request({ extendWithinHours: 120 }))
      .then(the.approvalRequested()));
  it('is requested by a person, and once', () => {
    const by = { kind: 'timer', id: 'timer' } as const;
    given(offer, the.drafted())
      .when({ ...request(), by })
      .thenRejected('offer/person-only');
    given(offer, ...the.seated)
      .when(request())
      .thenRejected('offer/already-approved', { status: 'approved' });
  });
  it('names the version that was held against the band', () =>
    given(offer, the.drafted())
      .when(request({ version: 2 }))
      .thenRejected('offer/other-version'));
  it('asks for a seat when the last group agrees', () =>
    given(offer, ...the.pending)
      .when({ do: 'approve', version: 1, ...as('finn') })
      .then(the.approvalGiven(), the.approved()));
  it('of a version that has a seat from the one before starts the time to use it again', () => {
    const held = [...the.seated, the.superseded(), the.revised({ extendBy: the.extendBy }), the.approvalRequested(2)];
    const when = '2026-03-05T09:00:00.000Z';
    given(offer, ...held)
      .when({ do: 'approve', version: 2, at: when, ...as('finn') })
      .then(the.approvalGiven(2), the.approved(2, { extendBy: '2026-03-10T09:00:00.000Z' }));
    given(offer, ...held)
      .when({ do: 'approve', version: 2, at: when, ...as('finn') })
      .thenState({ status: 'approved', asking: false, seat: { seatId: 'seat-1', extendBy: '2026-03-10T09:00:00.000Z' } });
  });
  it('is refused by an approver for good: the offer is voided, by them', () => {
    const no = { type: 'offer.rejected.v1', data: { ...the.base(), by: 'finn', noteId: the.noteId } } as const;
    const voided = { reason: 'approval_rejected', by: 'finn', noteId: the.noteId };
    given(offer, ...the.pending)
      .when({ do: 'reject-approval', noteId: the.noteId, ...as('finn') })
      .then(no, { type: 'offer.voided.v1', data: { ...the.base(), ...voided } });
    given(offer, ...the.pending)
      .when({ do: 'reject-approval', ...as('finn') })
      .thenState({ status: 'voided', approval: { status: 'rejected' } });
  });
  it('is sent back to a draft, and recalled by who asked', () => {
    given(offer, ...the.pending)
      .when({ do: 'send-back', ...as('fay') })
      .thenState({ status: 'drafted', approval: { status: 'sent_back' } });
    given(offer, ...the.pending)
      .when({ do: 'recall' })
      .thenState({ status: 'drafted', approval: { status: 'recalled' } });
    given(offer, ...the.pending)
      .when({ do: 'recall', ...as('finn') })
      .thenRejected('approval/not-the-requester');
  });
  it('is given by nobody for their own request', () => {
    const own = [the.drafted(), { ...the.approvalRequested(), data: { ...the.approvalRequested().data, by: 'finn' } }];
    given(offer, ...own)
      .when({ do: 'approve', version: 1, ...as('finn') })
      .thenRejected('approval/own-request');
  });
  it('is escalated when a step is late, and only then', () => {
    expect(given(offer, ...the.pending).due()).toEqual({ at: '2026-03-03T09:00:00.000Z', command: { do: 'escalate-approval' } });
    const escalated = { type: 'offer.approval-escalated.v1', data: { ...the.base(), groupId: 'finance', owner: 'olga' } } as const;
    given(offer, ...the.pending)
      .when({ do: 'escalate-approval', at: the.later })
      .then(escalated);
    given(offer, ...the.pending)
      .when({ do: 'escalate-approval' })
      .thenNothing();
    given(offer, ...the.pending, escalated)
      .when({ do: 'escalate-approval', at: the.later })
      .thenNothing();
    expect(given(offer, ...the.pending, escalated).due()).toBeUndefined();
  });
});

describe('the band', () => {
  it('is left only with an exception that has a reason', () => {
    given(offer, the.drafted(false))
      .when(request({ fit: 'outside' }))
      .thenRejected('offer/outside-band', { bandId: 'berlin' });
    given(offer, the.drafted(false))
      .when(request(outside))
      .thenState({ bandException: { reason: 'market', noteId: the.noteId } });
  });
  it('adds the compensation group, which must agree besides', () => {
    const [requested] = given(offer, the.drafted(false)).when(request(outside)).events();
    expect(requested?.data).toMatchObject({
      groups: [...the.groups, { id: 'compensation', people: ['cleo', 'carl'], needed: 2 }],
      bandException: { reason: 'market', noteId: the.noteId },
    });
    const agreed = [the.drafted(false), requested!, the.approvalGiven()];
    given(offer, ...agreed)
      .when({ do: 'approve', version: 1, ...as('finn') })
      .thenNothing();
    given(offer, ...agreed)
      .when({ do: 'approve', version: 1, ...as('cleo') })
      .thenState({ status: 'pending_approval' });
  });
  it('may have an exception without a note', () => {
    const { noteId: _, ...bare } = exception;
    const [requested] = given(offer, the.drafted(false))
      .when(request({ ...outside, bandException: bare }))
      .events();
    expect(requested?.data).toMatchObject({ bandException: { reason: 'market' } });
  });
  it('is held against the terms as it is at the request', () => {
    given(offer, the.drafted())
      .when(request({ fit: 'outside_forbidden' }))
      .thenRejected('offer/outside-forbidden-band');
    given(offer, the.drafted())
      .when(request({ fit: 'no_seat_in_band' }))
      .thenRejected('offer/no-seat-in-band');
    given(offer, the.drafted())
      .when(request({ ...outside, fit: 'inside' }))
      .thenRejected('offer/inside-band');
  });
});
