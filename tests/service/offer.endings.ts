/** Every end of an offer, over HTTP and by the words of screening on Kafka. Run by offer.spec.ts. */
import * as contracts from '@rolecall/contracts';
import type { OfferService, Person } from './offer-service.js';

const shown = { roleVersion: 1, evaluation: null };

export const endings = (of: () => OfferService) => {
  const post = async (offerId: string, command: string, body: object = {}, person = 'mara') =>
    (await of().post(`offers/${offerId}/${command}`, body, person)).json;
  const storyOf = ({ applicationId, candidateId, requisitionId, episode }: Person) => ({
    applicationId,
    candidateId,
    requisitionId,
    episode,
  });
  const withdraw = (person: Person) =>
    of().tell(contracts.applicationWithdrawn, person.applicationId, { ...storyOf(person), by: 'mara', reason: 'personal' });
  const reject = (person: Person) => {
    const why = { by: 'mara', reason: 'stronger_candidate', letterDueAt: null, shown };
    return of().tell(contracts.applicationRejected, person.applicationId, { ...storyOf(person), ...why });
  };
  const accepted = async () => {
    const person = await of().extended();
    await post(person.offerId, 'accept', { version: 1 }, person.candidateId);
    return person;
  };

  describe('a person ends an offer with a reason', () => {
    it('before it is out, by voiding it', async () => {
      const { offerId } = await of().approved();
      expect(await post(offerId, 'rescind', { reason: 'budget' })).toMatchObject({ code: 'offer/not-extended' });
      expect(await post(offerId, 'void', { reason: 'not_needed', note: 'Whispered reasons.' })).toMatchObject({
        happened: ['offer.voided.v1'],
      });
      expect(await post(offerId, 'void', { reason: 'not_needed' })).toMatchObject({ happened: [] });
      expect(await post(offerId, 'extend', { version: 1, expiresAt: '2031-01-01T00:00:00Z' })).toMatchObject({ code: 'offer/ended' });
    });
    it('that is with the candidate, by rescinding it; an answer that crossed becomes a task', async () => {
      const { offerId, candidateId } = await of().extended();
      expect(await post(offerId, 'void', { reason: 'budget' })).toMatchObject({ code: 'offer/already-extended' });
      expect(await post(offerId, 'rescind', { reason: 'budget' })).toMatchObject({ happened: ['offer.rescinded.v1'] });
      expect(await post(offerId, 'accept', { version: 1 }, candidateId)).toMatchObject({ happened: ['offer.late-answer-recorded.v1'] });
      expect(await post(offerId, 'reinstate', { reason: 'mistake' })).toMatchObject({ code: 'offer/not-reinstatable' });
    });
    it('that was accepted, by recording that the candidate left', async () => {
      const { offerId } = await accepted();
      expect(await post(offerId, 'renege', { reason: 'counter_offer' })).toMatchObject({ happened: ['offer.reneged.v1'] });
      expect((await of().get(`offers/${offerId}`)).json).toMatchObject({ status: 'reneged', end: { reason: 'counter_offer', by: 'mara' } });
    });
  });

  describe('the candidate', () => {
    it('declines with a reason', async () => {
      const { offerId, candidateId } = await of().extended();
      expect(await post(offerId, 'decline', { reason: 'pay', note: 'More was whispered.' }, candidateId)).toMatchObject({
        happened: ['offer.declined.v1'],
      });
      expect(await post(offerId, 'reinstate', { reason: 'candidate_returned' })).toMatchObject({
        happened: ['offer.reinstated.v1', 'offer.approved.v1'],
      });
    });
    it('withdraws: what is not out is voided, what is out is declined, what was accepted is reneged', async () => {
      const [inside, out, yes] = [await of().approved(), await of().extended(), await accepted()];
      for (const person of [inside, out, yes]) await withdraw(person);
      await of().untilStatus(inside.offerId, 'voided');
      await of().untilStatus(out.offerId, 'declined');
      await of().untilStatus(yes.offerId, 'reneged');
      expect((await of().events(out.offerId)).at(-1)?.data).toMatchObject({ reason: 'application_withdrawn' });
    });
  });

  describe('an application that is rejected', () => {
    it('ends what it crosses on the way to the candidate, but not what was accepted', async () => {
      const [out, yes] = [await of().extended(), await accepted()];
      await reject(out);
      await reject(yes);
      await of().untilStatus(out.offerId, 'voided');
      await withdraw(yes);
      await of().untilStatus(yes.offerId, 'reneged');
      expect((await of().history(yes.offerId)).slice(-2)).toEqual(['accepted', 'reneged']);
    });
    it('leaves nothing to draft; reinstated, it has an offer of its next episode', async () => {
      const person = await of().wanted();
      await reject(person);
      await of().untilStatus(person.offerId, 'voided');
      const draft = () => of().post('offers', { applicationId: person.applicationId, terms: draftTerms });
      expect((await draft()).json.code).toBe('offer/ended');
      const reinstated = { ...storyOf(person), episode: 2, by: 'mara', from: 'rejected', to: 'decision' };
      await of().tell(contracts.applicationReinstated, person.applicationId, reinstated);
      await of().untilDrafted(draft, person.offerId);
    });
  });

  describe('a hire that is taken back', () => {
    it.each([
      ['no_show', 'reneged'],
      ['contingency_failed', 'rescinded'],
    ])('for %s ends the offer as %s', async (reason, status) => {
      const person = await accepted();
      const { offerId } = person;
      await of().tell(contracts.applicationHired, person.applicationId, { ...storyOf(person), offerId, startDate: '2031-05-05' });
      await of().until(offerId, (offer) =>
        offer.actions.some((action: { command: string; code?: string }) => action.command === 'renege' && action.code === 'offer/hired'),
      );
      await of().tell(contracts.applicationHireReversed, person.applicationId, { ...storyOf(person), offerId, reason, by: 'rita' });
      await of().untilStatus(offerId, status);
      expect((await of().get(`offers/${offerId}`)).json.end).toMatchObject({ reason, by: 'rita' });
    });
  });
};

const draftTerms = { base: 80_000, currency: 'EUR', bandId: 'berlin', startDate: '2031-05-05' };
