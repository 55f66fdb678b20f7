/** From an extended offer to day one and back, by the words of the offer on Kafka. Run by screening.spec.ts. */
import * as contracts from '@rolecall/contracts';
import { deriveId } from '@rolecall/kernel';
import { eventually } from '@rolecall/testing';
import { type Applicant, type ScreeningService, yes } from './screening-service.js';
import { patienceMs } from './service.js';

export const hires = (of: () => ScreeningService) => {
  const tasksOf = async ({ applicationId }: Applicant): Promise<string[]> =>
    (await of().openTasks(applicationId)).map(({ kind, owner }) => `${kind} of ${owner}`);

  describe('an offer', () => {
    it('that is out keeps its application from being rejected; accepted, its contingencies are cleared by people, and only then is it a hire', async () => {
      const applicant = await of().offered();
      const { applicationId } = applicant;
      expect(await of().shown(applicationId)).toMatchObject({ offer: { version: 1, startDate: '2031-05-05' } });
      expect(await of().refused(applicationId, 'reject', { reason: 'location' })).toBe('409 application/offer-outstanding');
      expect(await of().refused(applicationId, 'close', { reason: 'cancelled' })).toBe('409 application/offer-outstanding');
      await of().accepted(applicant);
      await of().untilStatus(applicationId, 'pre_hire');
      expect((await of().shown(applicationId)).contingencies).toEqual([
        { kind: 'background_check', status: 'pending' },
        { kind: 'references', status: 'pending' },
      ]);
      const act = (command: string, body: object) => of().act(applicationId, command, body, 'rita');
      expect(await of().refused(applicationId, 'clear-contingency', { kind: 'other' })).toBe('422 application/unknown-contingency');
      expect(await act('clear-contingency', { kind: 'background_check' })).toEqual(['contingency-cleared']);
      expect(await act('clear-contingency', { kind: 'background_check' })).toEqual([]);
      expect((await of().shown(applicationId)).status).toBe('pre_hire');
      const waive = { kind: 'references', reason: 'known_person', note: 'We know her, he whispered.' };
      expect(await act('waive-contingency', waive)).toEqual(['contingency-waived', 'hired']);
      expect(await of().last(applicationId)).toEqual({
        ...{ ...applicant, episode: 1, offerId: of().offerOf(applicant), startDate: '2031-05-05' },
      });
      expect(await of().history(applicationId)).toEqual([
        ...['received', 'offered', 'pre-hire-begun', 'contingency-cleared', 'contingency-waived', 'hired'],
      ]);
      expect(await of().refused(applicationId, 'start', { on: '2030-01-01' })).toBe('422 application/too-early');
      expect(await of().refused(applicationId, 'start', { on: '2031-05-05' })).toBe('422 application/date-in-the-future');
    });

    it('without contingencies is a hire with its acceptance; the start date moves, and day one is recorded', async () => {
      const applicant = await of().offered();
      const { applicationId } = applicant;
      await of().accepted(applicant, { contingencies: [], startDate: '2020-01-01' });
      await of().untilStatus(applicationId, 'hired');
      expect((await of().commits(applicationId)).at(-1).events).toMatchObject([
        { type: 'application.pre-hire-begun.v1' },
        { type: 'application.hired.v1', data: { startDate: '2020-01-01' } },
      ]);
      await of().offerEnds(applicant, contracts.offerStartDateChanged, { startDate: '2020-02-02', by: 'mara' });
      await of().until(applicationId, ({ offer }) => offer.startDate === '2020-02-02');
      expect(await of().refused(applicationId, 'start', { on: '2020-02-01' })).toBe('422 application/too-early');
      expect(await of().act(applicationId, 'start', { on: '2020-02-02' })).toEqual(['started']);
      expect(await of().act(applicationId, 'start', { on: '2020-02-02' })).toEqual([]);
      expect(await of().shown(applicationId)).toMatchObject({ status: 'started', startedOn: '2020-02-02' });
    });

    it('with a contingency that failed waits for a person, and nobody is rejected', async () => {
      const applicant = await of().preHire();
      const { applicationId } = applicant;
      const fail = { kind: 'background_check', note: 'Something was whispered.' };
      expect(await of().act(applicationId, 'fail-contingency', fail)).toEqual(['contingency-failed', 'task-opened']);
      expect(await of().shown(applicationId)).toMatchObject({ status: 'pre_hire', end: null });
      expect(await tasksOf(applicant)).toEqual(['contingency_failed of mara']);
      await of().act(applicationId, 'clear-contingency', { kind: 'references' });
      expect((await of().shown(applicationId)).status).toBe('pre_hire');
    });

    it.each([
      ['declined', contracts.offerDeclined, { reason: 'pay' }, 'declined', 1],
      ['expired', contracts.offerExpired, {}, 'expired', 1],
      ['rescinded', contracts.offerRescinded, { by: 'mara', reason: 'budget' }, 'rescinded', 2],
      ['voided', contracts.offerVoided, { reason: 'not_needed' }, 'voided', 2],
    ])('that is %s brings the application back to a decision, with a task for its owner', async (_, contract, more, cause, episode) => {
      const applicant = await of().offered();
      const { applicationId } = applicant;
      await of().offerEnds(applicant, contract, more);
      await of().untilStatus(applicationId, 'decision');
      expect(await of().shown(applicationId)).toMatchObject({ returned: cause, episode, end: null });
      expect(await tasksOf(applicant)).toEqual(['offer_ended of mara']);
      expect((await of().commits(applicationId)).at(-1).events).toMatchObject([
        { type: 'application.returned-to-decision.v1', data: { cause, offerId: of().offerOf(applicant), endedEpisode: 1, episode } },
        { type: 'application.task-opened.v1', data: { kind: 'offer_ended' } },
      ]);
    });

    it('said again, or before its application has come, makes no difference', async () => {
      const candidateId = await of().candidate();
      const { requisitionId } = of();
      const applicationId = deriveId(candidateId, `application:${requisitionId}:1`);
      const applicant = { applicationId, candidateId, requisitionId };
      const said = [await of().extended(applicant), await of().accepted(applicant)];
      expect((await of().apply(candidateId)).json).toMatchObject({ id: applicationId, happened: ['application.received.v1'] });
      await of().untilStatus(applicationId, 'pre_hire');
      for (const message of said) await of().send(message);
      said.push(await of().offerEnds(applicant, contracts.offerStartDateChanged, { startDate: '2031-06-06', by: 'mara' }));
      for (const message of said) await of().send(message);
      // Behind all of them on the same key: when this one is heard, so are they.
      await of().offerEnds(applicant, contracts.offerStartDateChanged, { startDate: '2031-07-07', by: 'mara' });
      await of().until(applicationId, ({ offer }) => offer.startDate === '2031-07-07');
      expect(await of().history(applicationId)).toEqual(['received', 'offered', 'pre-hire-begun', 'start-date-moved', 'start-date-moved']);
      expect(await of().commits(applicationId)).toHaveLength(5);
    });
  });

  describe('a hire that is taken back', () => {
    it('opens the seat again, and the person is at a decision in the next episode', async () => {
      const applicant = await of().preHire();
      const { applicationId } = applicant;
      await of().act(applicationId, 'clear-contingency', { kind: 'background_check' });
      await of().act(applicationId, 'clear-contingency', { kind: 'references' });
      const reverse = { reason: 'no_show', note: 'She did not come, he whispered.' };
      expect(await of().act(applicationId, 'reverse-hire', reverse)).toEqual(['hire-reversed', 'returned-to-decision', 'task-opened']);
      expect(await of().act(applicationId, 'reverse-hire', reverse)).toEqual([]);
      const { events } = (await of().commits(applicationId)).at(-1);
      expect(events[0].data).toMatchObject({ by: 'mara', reason: 'no_show', offerId: of().offerOf(applicant), episode: 1 });
      expect(await of().shown(applicationId)).toMatchObject({
        status: 'decision',
        episode: 2,
        returned: 'hire_reversed',
        contingencies: [],
      });
      expect(await tasksOf(applicant)).toEqual(['hire_reversed of mara']);
      // The offer of the next episode is another one, and the old one counts no more.
      await of().accepted(applicant);
      await of().extended(applicant, { offerId: of().offerOf(applicant, 2), episode: 2 });
      await of().untilStatus(applicationId, 'offered');
      expect((await of().history(applicationId)).slice(-2)).toEqual(['task-opened', 'offered']);
    });

    it('before it, in pre-hire, too', async () => {
      const { applicationId } = await of().preHire();
      expect(await of().act(applicationId, 'reverse-hire', { reason: 'recorded_in_error' })).toEqual([
        ...['hire-reversed', 'returned-to-decision', 'task-opened'],
      ]);
      expect(await of().refused(applicationId, 'clear-contingency', { kind: 'references' })).toBe('409 application/wrong-state');
    });
  });

  describe('what crosses', () => {
    it('an acceptance wins over a rejection, and its owner is told', async () => {
      const applicant = await of().applied();
      const { applicationId } = applicant;
      await of().act(applicationId, 'reject', { reason: 'stronger_candidate' });
      await of().accepted(applicant);
      await of().untilStatus(applicationId, 'pre_hire');
      expect(await of().history(applicationId)).toEqual(['received', 'rejected', 'reinstated', 'task-opened', 'pre-hire-begun']);
      expect(await tasksOf(applicant)).toEqual(['reinstated_by_acceptance of mara']);
      const attempts = async () => (await of().get(`candidates/${applicant.candidateId}`)).json.attempts;
      await eventually(async () => (await attempts())[0].live, patienceMs);
    });

    it('a withdrawal wins over the acceptance', async () => {
      const applicant = await of().applied();
      const { applicationId } = applicant;
      await of().act(applicationId, 'withdraw', { reason: 'other_offer' });
      await of().accepted(applicant);
      // Behind it on the same key.
      await of().concluded(applicant, 'hire');
      await of().until(applicationId, ({ conclusion }) => conclusion?.conclusion === 'hire');
      expect(await of().shown(applicationId)).toMatchObject({ status: 'withdrawn' });
      expect(await of().history(applicationId)).toEqual(['received', 'withdrawn', 'decision-due']);
    });

    it('an offer to a person who has another one is a warning, and an acceptance tells the owners of their other applications', async () => {
      const first = await of().offered();
      const requisitionId = await of().open();
      const { json } = await of().apply(first.candidateId, { requisitionId, answers: [yes] });
      const second = { ...first, requisitionId, applicationId: json.id };
      expect((await of().shown(json.id)).otherApplications).toMatchObject([{ applicationId: first.applicationId, live: true }]);
      await of().extended(second);
      await eventually(async () => (await tasksOf(second)).includes('second_offer of mara'), patienceMs);
      await of().accepted(first);
      await eventually(async () => (await tasksOf(second)).includes('hired_elsewhere of mara'), patienceMs);
      expect((await of().shown(json.id)).status).toBe('offered');
      expect((await of().openTasks(json.id)).map(({ about }) => about)).toEqual([first.applicationId, first.applicationId]);
      // An acceptance all the same: of two that cross the earlier stands, and only the other one's owner has a task.
      await of().accepted(second);
      await eventually(async () => (await tasksOf(second)).includes('second_acceptance of mara'), patienceMs);
      expect(await tasksOf(second)).not.toContain('hired_elsewhere of mara');
      expect((await of().shown(first.applicationId)).status).toBe('pre_hire');
      expect(await tasksOf(first)).toEqual([]);
    });
  });
};
