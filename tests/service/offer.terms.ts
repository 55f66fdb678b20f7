/** Terms and their approval over HTTP: the task, drafts, versions, the band, and who sees what. Run by offer.spec.ts. */
import * as contracts from '@rolecall/contracts';
import { deriveId } from '@rolecall/kernel';
import { systemRandomness } from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { approval, type OfferService, secrets, terms } from './offer-service.js';

export const draftsAndApprovals = (of: () => OfferService) => {
  describe('terms', () => {
    it('are asked for by a conclusion of hire, as a task of the recruiter', async () => {
      const { offerId, applicationId } = await of().wanted();
      const listed = () => of().get(`offers?status=to_prepare&applicationId=${applicationId}`);
      await eventually(async () => (await listed()).json.items.length === 1);
      expect((await listed()).json.items[0]).toMatchObject({
        id: offerId,
        status: 'to_prepare',
        owner: 'mara',
        requisitionId: of().requisitionId,
      });
      const { json } = await of().get(`offers/${offerId}`);
      expect(json).toMatchObject({ id: offerId, offerVersion: 1, terms: null });
      expect(json.actions).toContainEqual({ command: 'draft', allowed: true });
    });

    it('are not asked for by another conclusion, and cannot be drafted then', async () => {
      const person = {
        applicationId: systemRandomness.id(),
        candidateId: systemRandomness.id(),
        requisitionId: of().requisitionId,
        episode: 1,
      };
      await of().received(person);
      const draft = () => of().post('offers', { applicationId: person.applicationId, terms });
      await eventually(async () => (await draft()).json.code === 'offer/not-concluded', 30_000);
      expect(await draft()).toMatchObject({ status: 503 });
      await of().concluded(person, 'hold');
      await eventually(async () => (await draft()).json.code === 'offer/not-to-hire', 30_000);
      expect((await of().get(`offers/${deriveId(person.applicationId, 'offer:1')}`)).json.code).toBe('offer/not-found');
    });

    it('are drafted once, kept in the vault, and shown to the team alone', async () => {
      const { applicationId, offerId, candidateId } = await of().wanted();
      const drafted = await of().post('offers', { applicationId, terms });
      expect(drafted).toMatchObject({ status: 201, json: { id: offerId, sequence: 2, happened: ['offer.drafted.v1'] } });
      expect(drafted.headers.get('location')).toBe(`/v1/offers/${offerId}`);
      expect(await of().post('offers', { applicationId, terms })).toMatchObject({ status: 409, json: { code: 'offer/already-drafted' } });
      for (const person of ['mara', 'hiro']) expect((await of().get(`offers/${offerId}`, person)).json.terms).toEqual(terms);
      for (const person of ['zoe', candidateId]) expect((await of().get(`offers/${offerId}`, person)).json.terms).toBeNull();
      const [, event] = await of().events(offerId);
      expect(event?.data).toMatchObject({
        currency: 'EUR',
        insideBand: true,
        bandId: 'berlin',
        termsHash: expect.stringMatching(/^[\w-]{43}$/),
      });
      expect(JSON.stringify(await of().get(`offers/${offerId}/history`))).not.toMatch(secrets);
    });

    it('become the next version, and a dry run says beforehand whether that is approved again', async () => {
      const { offerId } = await of().approved();
      const path = `offers/${offerId}/revise`;
      const more = { version: 1, terms: { ...terms, base: 91_234 }, reason: 'negotiation', note: 'She whispered a number.' };
      const dry = await of().post(`${path}?dryRun=true`, more);
      expect(dry.json).toEqual({ dryRun: true, would: ['offer.superseded.v1', 'offer.revised.v1'], changed: ['base'], material: true });
      const message = { ...more, terms: { ...terms, message: 'Welcome!' } };
      expect((await of().post(`${path}?dryRun=true`, message)).json).toMatchObject({ changed: ['message'], material: false });
      expect((await of().get(`offers/${offerId}`)).json).toMatchObject({ status: 'approved', offerVersion: 1 });

      const headers = { 'idempotency-key': `revise ${offerId}` };
      const revised = await of().post(path, more, 'mara', headers);
      expect(revised.json).toMatchObject({ happened: ['offer.superseded.v1', 'offer.revised.v1'], changed: ['base'], material: true });
      expect((await of().post(path, more, 'mara', headers)).json).toEqual(revised.json);
      expect((await of().post(path, more)).json).toMatchObject({ code: 'offer/other-version', details: { present: 2, named: 1 } });
      expect((await of().post(path, { ...more, version: 2 })).json.code).toBe('offer/nothing-to-change');
      const { json } = await of().get(`offers/${offerId}`);
      expect(json).toMatchObject({
        status: 'drafted',
        offerVersion: 2,
        terms: { base: 91_234 },
        versions: [{ supersededBy: 2 }, { version: 2 }],
      });
      expect((await of().get(`offers/${offerId}/notes`)).json.notes).toEqual([
        { noteId: expect.any(String), text: 'She whispered a number.' },
      ]);
      expect((await of().get(`offers/${offerId}/notes`, 'zoe')).json.code).toBe('offer/not-on-the-team');
      expect(JSON.stringify(await of().events(offerId))).not.toMatch(secrets);
    });

    it('that are gone are said to be, and are given again by a revision, approved again only if they are others', async () => {
      const { applicationId, offerId, candidateId } = await of().wanted();
      await of().post('offers', { applicationId, terms });
      await of().loseTexts(candidateId);
      expect((await of().get(`offers/${offerId}`)).json).toMatchObject({ terms: null, termsGone: true });
      expect((await of().get(`offers/${offerId}`, 'zoe')).json).not.toHaveProperty('termsGone');
      expect((await of().post(`offers/${offerId}/request-approval`, approval)).json.code).toBe('offer/terms-missing');
      const again = { version: 1, terms, reason: 'correction' };
      expect((await of().post(`offers/${offerId}/revise`, again)).json).toMatchObject({ material: false });
      expect((await of().get(`offers/${offerId}`)).json).toMatchObject({ status: 'drafted', offerVersion: 2, terms });
      expect((await of().post(`offers/${offerId}/request-approval`, approval)).json.happened).toEqual(['offer.approval-requested.v1']);
    });

    it('of two people who revise at once are those of one of them, wholly', async () => {
      const { applicationId, offerId } = await of().wanted();
      await of().post('offers', { applicationId, terms });
      const bases = [82_001, 82_002, 82_003, 82_004];
      const answers = await Promise.all(
        bases.map((base) => of().post(`offers/${offerId}/revise`, { version: 1, terms: { ...terms, base }, reason: 'correction' })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
      const winner = bases[answers.findIndex(({ status }) => status === 200)];
      expect((await of().get(`offers/${offerId}`)).json).toMatchObject({ offerVersion: 2, terms: { base: winner } });
    });
  });

  describe('an approval', () => {
    it('outside the band needs an exception with a reason and the compensation group', async () => {
      const { applicationId, offerId } = await of().wanted();
      await of().post('offers', { applicationId, terms: { ...terms, base: 123_456 } });
      const request = (more: object) => of().post(`offers/${offerId}/request-approval`, { ...approval, ...more });
      expect((await request({})).json).toMatchObject({ status: 409, code: 'offer/outside-band', details: { bandId: 'berlin' } });
      const bandException = { reason: 'competing_offer', note: 'She whispered it.', approvers: ['cleo'] };
      expect((await request({ bandException })).json.happened).toEqual(['offer.approval-requested.v1']);
      const { json } = await of().get(`offers/${offerId}`, 'cleo');
      expect(json).toMatchObject({ insideBand: false, bandException: { reason: 'competing_offer' }, terms: { base: 123_456 } });
      expect(json.approval.groups.map(({ id }: { id: string }) => id)).toEqual(['finance', 'compensation']);
      await of().post(`offers/${offerId}/approve`, { version: 1 }, 'fay');
      expect((await of().get(`offers/${offerId}`)).json).toMatchObject({ status: 'pending_approval', approval: { waitingFor: ['cleo'] } });
      await of().post(`offers/${offerId}/approve`, { version: 1 }, 'cleo');
      expect((await of().get(`offers/${offerId}`)).json).toMatchObject({ status: 'approved', askingForSeat: true });
      expect(JSON.stringify(await of().events(offerId))).not.toMatch(secrets);
    });

    it('is held against the band as it is when it is requested', async () => {
      const requisitionId = systemRandomness.id();
      await of().openRequisition(requisitionId);
      const { applicationId, offerId } = await of().wanted(requisitionId);
      await of().post('offers', { applicationId, terms });
      await of().tell(contracts.requisitionTermsChanged, requisitionId, { requisitionId, terms: of().narrowed() });
      const dry = () => of().post(`offers/${offerId}/request-approval?dryRun=true`, approval);
      await eventually(async () => (await dry()).json.code === 'offer/outside-band', 30_000);
    });

    it('is sent back, recalled, delegated, moved to another, reminded of and commented', async () => {
      const { applicationId, offerId } = await of().wanted();
      await of().post('offers', { applicationId, terms });
      const act = async (command: string, body: object = {}, person = 'mara') =>
        (await of().post(`offers/${offerId}/${command}`, body, person)).json;
      expect(await act('recall')).toMatchObject({ code: 'approval/not-pending' });
      await act('request-approval', approval);
      expect(await act('request-approval', approval)).toMatchObject({ code: 'offer/approval-pending' });
      expect(await act('approve', { version: 1 }, 'zoe')).toMatchObject({ status: 403, code: 'approval/not-an-approver' });
      expect(await act('send-back', { note: 'Too low, she whispered.' }, 'finn')).toMatchObject({ happened: ['offer.sent-back.v1'] });
      await act('request-approval', approval);
      expect(await act('recall')).toMatchObject({ happened: ['offer.recalled.v1'] });
      await act('request-approval', approval);
      expect(await act('delegate', { to: 'dora' }, 'finn')).toMatchObject({ happened: ['offer.approval-delegated.v1'] });
      const replacement = { groupId: 'finance', approver: 'fay', replacement: 'fred' };
      expect(await act('replace-approver', replacement, 'olga')).toMatchObject({ happened: ['offer.approver-replaced.v1'] });
      expect(await act('remind')).toMatchObject({ happened: ['offer.approval-reminded.v1'] });
      expect(await act('comment', { note: 'Mind the start date.' }, 'hiro')).toMatchObject({ happened: ['offer.approval-commented.v1'] });
      expect(await act('approve', { version: 1 }, 'dora')).toMatchObject({ happened: ['offer.approval-given.v1', 'offer.approved.v1'] });
      const { notes } = (await of().get(`offers/${offerId}/notes`)).json;
      expect(notes.map(({ text }: { text: string }) => text).sort()).toEqual(['Mind the start date.', 'Too low, she whispered.']);
    });

    it('that is refused for good voids the offer', async () => {
      const { applicationId, offerId } = await of().wanted();
      await of().post('offers', { applicationId, terms });
      await of().post(`offers/${offerId}/request-approval`, approval);
      const refused = await of().post(`offers/${offerId}/reject-approval`, { note: 'No budget.' }, 'fay');
      expect(refused.json.happened).toEqual(['offer.rejected.v1', 'offer.voided.v1']);
      expect((await of().get(`offers/${offerId}`)).json).toMatchObject({
        status: 'voided',
        end: { reason: 'approval_rejected', by: 'fay' },
      });
    });
  });
};
