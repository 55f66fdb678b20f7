/** Seats, extension, answers and deadlines over HTTP, with the requisition's words on Kafka. Run by offer.spec.ts. */
import * as contracts from '@rolecall/contracts';
import { systemRandomness } from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { inMs, type OfferService, terms } from './offer-service.js';

const expiresAt = '2031-01-01T00:00:00Z';

export const goingOut = (of: () => OfferService) => {
  const extend = (offerId: string, body: object = {}, query = '') =>
    of().post(`offers/${offerId}/extend${query}`, { version: 1, expiresAt, ...body });
  const shown = async (offerId: string) => (await of().get(`offers/${offerId}`)).json;

  describe('an offer goes out', () => {
    it('only on a reserved seat, and is opened and accepted in the version named', async () => {
      const person = await of().approved();
      const { offerId, candidateId } = person;
      expect((await extend(offerId)).json).toMatchObject({ status: 409, code: 'offer/no-seat' });
      expect((await shown(offerId)).actions).toContainEqual(
        expect.objectContaining({ command: 'extend', allowed: false, code: 'offer/no-seat' }),
      );
      await of().seat(person);
      expect((await extend(offerId, { version: 2 })).json.code).toBe('offer/other-version');
      expect((await extend(offerId, {}, '?dryRun=true')).json).toEqual({ dryRun: true, would: ['offer.extended.v1'] });
      expect(await shown(offerId)).toMatchObject({ status: 'approved', seat: { seatId: 'seat-1', extendBy: expect.any(String) } });
      expect((await extend(offerId)).json.happened).toEqual(['offer.extended.v1']);
      expect((await extend(offerId)).json.happened).toEqual([]);
      expect((await of().get(`offers/${offerId}`, candidateId)).json.terms).toEqual(terms);
      expect((await of().post(`offers/${offerId}/open`, { version: 1 }, candidateId)).json.happened).toEqual(['offer.opened.v1']);
      expect((await of().post(`offers/${offerId}/accept`, { version: 2 }, candidateId)).json.code).toBe('offer/other-version');
      const headers = { 'idempotency-key': `yes ${offerId}` };
      const accepts = await Promise.all(
        Array.from({ length: 5 }, () => of().post(`offers/${offerId}/accept`, { version: 1 }, candidateId, headers)),
      );
      expect(new Set(accepts.map(({ status, json }) => `${status} ${JSON.stringify(json)}`)).size).toBe(1);
      expect(await of().history(offerId)).toEqual([
        ...['preparation-asked', 'drafted', 'approval-requested', 'approval-given', 'approved'],
        ...['seat-assigned', 'extended', 'opened', 'accepted'],
      ]);
      const accepted = (await of().events(offerId)).at(-1)?.data;
      expect(accepted).toMatchObject({ seatId: 'seat-1', startDate: '2031-05-05', contingencies: ['background_check'], offerVersion: 1 });
      expect((await of().post(`offers/${offerId}/rescind`, { reason: 'budget' })).json.code).toBe('offer/accepted');
      const moved = await of().post(`offers/${offerId}/change-start-date`, { startDate: '2031-06-02' });
      expect(moved.json.happened).toEqual(['offer.start-date-changed.v1']);
      expect(await shown(offerId)).toMatchObject({ startDate: '2031-06-02', terms: { startDate: '2031-06-02' } });
    });

    it('refuses a decision on what has changed since it was read', async () => {
      const person = await of().approved();
      const { json, headers } = await of().get(`offers/${person.offerId}`);
      const etag = headers.get('etag') ?? '';
      expect(etag).toBe(`"${json.sequence}"`);
      await of().seat(person);
      const stale = await of().post(`offers/${person.offerId}/extend`, { version: 1, expiresAt }, 'mara', { 'if-match': etag });
      expect(stale).toMatchObject({ status: 412, json: { code: 'request/stale-version' } });
    });

    it('waits in line, and gets the seat that the first gives back', async () => {
      const first = await of().extended(() => inMs(1500));
      const second = await of().approved();
      const { requisitionId, offerId, applicationId } = second;
      const words = { requisitionId, offerId, applicationId, offerSequence: await of().sequenceOf(offerId, 'approved') };
      await of().tell(contracts.seatRefused, requisitionId, { ...words, reason: 'no_open_seat', position: 1 });
      await of().until(offerId, (offer) => offer.waiting?.position === 1);
      expect((await extend(offerId)).json).toMatchObject({ code: 'offer/no-seat', details: { position: 1 } });
      await of().untilStatus(first.offerId, 'expired');
      await of().seat(second);
      expect((await extend(offerId)).json.happened).toEqual(['offer.extended.v1']);
      expect((await of().history(first.offerId)).at(-1)).toBe('expired');
    });

    it('not while the requisition is on hold, nor after it was cancelled', async () => {
      const requisitionId = systemRandomness.id();
      await of().openRequisition(requisitionId);
      const person = await of().approved(await of().wanted(requisitionId));
      await of().seat(person);
      await of().tell(contracts.requisitionHeld, requisitionId, { requisitionId, reason: 'budget', reviewAt: expiresAt });
      const dry = async () => (await extend(person.offerId, {}, '?dryRun=true')).json.code;
      await eventually(async () => (await dry()) === 'offer/requisition-on-hold', 30_000);
      await of().tell(contracts.requisitionResumed, requisitionId, { requisitionId });
      await eventually(async () => (await dry()) === undefined, 30_000);
      await of().tell(contracts.requisitionCancelled, requisitionId, {
        requisitionId,
        reason: 'budget',
        closeOn: expiresAt,
        owner: 'mara',
      });
      await eventually(async () => (await dry()) === 'offer/requisition-closed', 30_000);
    });
  });

  describe('time', () => {
    it('takes an unused seat back, and a person asks again', async () => {
      const person = await of().approved(undefined, { extendWithinHours: 0.0004 });
      const { offerId } = person;
      const asked = await of().sequenceOf(offerId, 'approved');
      await of().seat(person);
      await of().until(offerId, (offer) => offer.seat === undefined);
      expect((await of().events(offerId)).at(-1)).toMatchObject({ type: 'offer.seat-returned.v2', data: { reason: 'not_extended' } });
      expect((await of().post(`offers/${offerId}/request-seat`)).json.happened).toEqual(['offer.approved.v1']);
      expect((await of().post(`offers/${offerId}/request-seat`)).json.happened).toEqual([]);
      const { requisitionId, applicationId } = person;
      const late = { requisitionId, offerId, applicationId, seatId: 'seat-2', bandId: 'berlin', offerSequence: asked };
      await of().tell(contracts.seatReserved, requisitionId, late);
      await of().seat(person, 'seat-1');
      expect((await of().history(offerId)).filter((type) => type === 'seat-assigned')).toHaveLength(2);
    });

    it('ends an offer, makes a late answer a task, and lets a person take the end back', async () => {
      const { offerId, candidateId } = await of().extended(() => inMs(1200));
      await of().untilStatus(offerId, 'expired');
      const late = await of().post(`offers/${offerId}/accept`, { version: 1 }, candidateId);
      expect(late).toMatchObject({ status: 200, json: { happened: ['offer.late-answer-recorded.v1'] } });
      expect((await of().post(`offers/${offerId}/accept`, { version: 1 }, candidateId)).json.happened).toEqual([]);
      expect(await shown(offerId)).toMatchObject({ status: 'expired', lateAnswers: [{ answer: 'accepted', version: 1 }], owner: 'mara' });
      const back = await of().post(`offers/${offerId}/reinstate`, { reason: 'late_answer', note: 'She was ill, she whispered.' });
      expect(back.json.happened).toEqual(['offer.reinstated.v1', 'offer.approved.v1']);
      expect(await shown(offerId)).toMatchObject({ status: 'approved', askingForSeat: true, reinstatedFrom: 'expired' });
    });

    it('is given by a person who moves the deadline', async () => {
      const { offerId, candidateId } = await of().extended(() => inMs(1500));
      const move = (to: string) => of().post(`offers/${offerId}/extend-deadline`, { expiresAt: to });
      expect((await move(expiresAt)).json.happened).toEqual(['offer.deadline-extended.v1']);
      expect((await move('2030-01-01T00:00:00Z')).json.code).toBe('offer/earlier-deadline');
      await new Promise((resolve) => setTimeout(resolve, 2500));
      expect((await of().post(`offers/${offerId}/accept`, { version: 1 }, candidateId)).json.happened).toEqual(['offer.accepted.v1']);
    });

    it('escalates an approval that is late', async () => {
      const { applicationId, offerId } = await of().wanted();
      await of().post('offers', { applicationId, terms });
      const groups = [{ id: 'finance', people: ['finn'], needed: 1 }];
      await of().post(`offers/${offerId}/request-approval`, { groups, escalationOwner: 'olga', dueInHours: 0.0002 });
      await eventually(async () => (await of().history(offerId)).at(-1) === 'approval-escalated', 30_000);
    });
  });
};
