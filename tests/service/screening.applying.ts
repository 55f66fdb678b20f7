/** Applying over HTTP: one application of a person for a requisition, what it pins, and answers that mark. Run by screening.spec.ts. */
import * as contracts from '@rolecall/contracts';
import { systemRandomness } from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { no, resume, type ScreeningService, terms, yes } from './screening-service.js';
import { patienceMs } from './service.js';

export const applying = (of: () => ScreeningService) => {
  const attemptsOf = async (candidateId: string) => (await of().get(`candidates/${candidateId}`)).json.attempts;

  describe('a person', () => {
    it('is known by the first address, however it is written, and keeps their name as it is', async () => {
      const contact = of().contact();
      const added = await of().post('candidates', contact);
      expect(added).toMatchObject({ status: 201, json: { version: 1, happened: ['candidate.added.v1'] } });
      const { id } = added.json;
      expect(added.headers.get('location')).toBe(`/v1/candidates/${id}`);
      const again = { ...contact, emails: [contact.emails[0]?.toUpperCase()] };
      expect(await of().post('candidates', again)).toMatchObject({ status: 200, json: { id, happened: [] } });
      const found = (await of().post('candidates/find', { email: contact.emails[0] })).json;
      expect(found).toMatchObject({ id, status: 'known', contact, resumeVersions: 0, attempts: [] });
      const other = await of().candidate();
      const taken = await of().post(`candidates/${other}/change-contact`, contact);
      expect(taken.json).toMatchObject({ status: 409, code: 'candidate/address-in-use', details: { candidateId: id } });
    });

    it('who is added twenty times at once is one', async () => {
      const contact = of().contact();
      const answers = await Promise.all(Array.from({ length: 20 }, () => of().post('candidates', contact)));
      expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
      expect(answers.filter(({ json }) => json.happened.length > 0)).toHaveLength(1);
    });

    it('has versions of their résumé, and the same text is no new one', async () => {
      const id = await of().candidate(resume);
      const add = async (text: string) => (await of().post(`candidates/${id}/resumes`, { text })).json;
      expect(await add(`${resume}\r\n `)).toMatchObject({ happened: [] });
      expect(await add(`${resume}Rust`)).toMatchObject({ happened: ['candidate.resume-added.v1'] });
      expect(await add(' \n ')).toMatchObject({ status: 422, code: 'candidate/empty-resume' });
      expect((await of().get(`candidates/${id}/resumes/1`)).json.text).toBe(resume.trim());
      expect((await of().get(`candidates/${id}/resumes/2`)).json.text).toBe(`${resume}Rust`);
      expect((await of().get(`candidates/${id}/resumes/3`)).status).toBe(404);
    });
  });

  describe('an application', () => {
    it('pins what the person was shown, and keeps their answers in the vault', async () => {
      const candidateId = await of().candidate();
      const answers = [yes, { questionId: 'story', value: 'no' }];
      const applied = await of().apply(candidateId, {
        answers,
        source: { kind: 'referral', by: 'rita', claimUntil: '2031-01-01T00:00:00Z' },
      });
      const { id } = applied.json;
      expect(applied).toMatchObject({ status: 201, json: { version: 1, sequence: 1, happened: ['application.received.v1'] } });
      expect(applied.headers.get('location')).toBe(`/v1/applications/${id}`);
      expect(await of().shown(id)).toMatchObject({
        ...{
          status: 'received',
          candidateId,
          requisitionId: of().requisitionId,
          attempt: 1,
          episode: 1,
          owner: 'mara',
          sourceOwner: 'rita',
        },
        pins: { role: 1, questions: 1, plan: 1, band: 1 },
        sources: [{ kind: 'referral', by: 'rita' }],
        answers: [
          { questionId: 'permit', kind: 'work_authorisation', knockout: false, question: 'May you work in the EU?', value: 'yes' },
          { questionId: 'story', kind: 'free_text', knockout: false, value: 'no' },
        ],
        evaluation: { status: 'not_applicable', why: 'no_resume' },
        requisition: { title: 'Backend Engineer' },
      });
      const [received] = await of().events(id);
      expect(received?.data.answers).toEqual([
        { questionId: 'permit', kind: 'work_authorisation', knockout: false },
        { questionId: 'story', kind: 'free_text', knockout: false },
      ]);
    });

    it('that is posted a hundred times at once is one', async () => {
      const candidateId = await of().candidate();
      const answers = await Promise.all(Array.from({ length: 100 }, () => of().apply(candidateId)));
      const ids = new Set(answers.map(({ json }) => json.id));
      expect(ids.size).toBe(1);
      const counted = Map.groupBy(answers, ({ status, json }) => `${status} ${json.happened}`);
      expect([...counted].map(([what, all]) => `${all.length} × ${what}`).sort()).toEqual(['1 × 201 application.received.v1', '99 × 200 ']);
      const [id] = ids;
      expect(await of().history(id)).toEqual(['received']);
      expect(await attemptsOf(candidateId)).toEqual([{ applicationId: id, requisitionId: of().requisitionId, attempt: 1, live: true }]);
    });

    it('after the end of the first is another attempt, which shows the earlier one', async () => {
      const { applicationId, candidateId } = await of().applied();
      await of().act(applicationId, 'withdraw', { reason: 'personal' });
      const again = await of().apply(candidateId);
      expect(again.status).toBe(201);
      expect(again.json.id).not.toBe(applicationId);
      expect(await of().shown(again.json.id)).toMatchObject({
        attempt: 2,
        status: 'received',
        earlierAttempts: [{ applicationId, attempt: 1 }],
      });
      expect((await attemptsOf(candidateId)).map(({ live }: { live: boolean }) => live)).toEqual([false, true]);
      expect(await of().refused(applicationId, 'reinstate', { reason: 'mistake' })).toBe('409 candidate/other-attempt-live');
      expect(await of().history(applicationId)).toEqual(['received', 'withdrawn']);
    });

    it.each([
      ['without the answer to a required question', { answers: [] }, 422, 'application/answer-missing'],
      ['with an answer to what is not asked', { answers: [yes, { questionId: 'age', value: '30' }] }, 422, 'application/unknown-question'],
      ['with a résumé that is not there', { resumeVersion: 7 }, 422, 'application/unknown-resume'],
      ['of nobody', { candidateId: systemRandomness.id() }, 404, 'candidate/not-found'],
      ['for a requisition that is not here (yet)', { requisitionId: systemRandomness.id() }, 503, 'application/requisition-unknown'],
    ])('%s is refused by its name, and there is no application', async (_, more, status, code) => {
      const candidateId = await of().candidate();
      const answer = await of().apply(candidateId, more);
      expect(answer.json).toMatchObject({ status, code });
      expect(answer.headers.get('retry-after')).toBe(status === 503 ? '2' : null);
      const { items } = (await of().get(`applications?requisitionId=${of().requisitionId}&limit=100`)).json;
      expect(items.some((each: { candidateId: string }) => each.candidateId === candidateId)).toBe(false);
      expect((await of().apply(candidateId)).json.happened).toEqual(['application.received.v1']);
    });

    it('pins the new terms once they have changed; the earlier one keeps its own', async () => {
      const requisitionId = await of().open();
      const early = await of().applied(requisitionId);
      const plan = { ...terms.plan, version: 3 };
      const changed = { ...terms, roleVersion: 2, questions: [], questionsVersion: 2, plan, bandVersion: 4 };
      await of().requisition(requisitionId, contracts.requisitionTermsChanged, { terms: changed });
      const unasked = async () =>
        of()
          .applied(requisitionId, { answers: [] })
          .catch(() => undefined);
      const late = await eventually(unasked, patienceMs);
      expect((await of().shown(late.applicationId)).pins).toEqual({ role: 2, questions: 2, plan: 3, band: 4 });
      expect(await of().shown(early.applicationId)).toMatchObject({
        ...{ pins: { role: 1, questions: 1, plan: 1, band: 1 }, answers: [{ question: 'May you work in the EU?' }] },
      });
    });

    it('has a list of sources; a second claim on it is a task for a person', async () => {
      const claim = (by: string) => ({ source: { kind: 'agency', by, claimUntil: '2031-01-01T00:00:00.000Z' } });
      const { applicationId } = await of().applied(undefined, claim('agnes'));
      expect(await of().act(applicationId, 'add-source', { source: { kind: 'event' } })).toEqual(['source-added']);
      expect(await of().act(applicationId, 'add-source', { source: { kind: 'event' } })).toEqual([]);
      expect(await of().act(applicationId, 'add-source', claim('boris'))).toEqual(['source-added', 'task-opened']);
      const shown = await of().shown(applicationId);
      expect(shown.sources).toMatchObject([{ by: 'agnes' }, { kind: 'event', conflict: false }, { by: 'boris', conflict: true }]);
      expect([shown.sourceOwner, shown.tasks]).toMatchObject(['agnes', [{ kind: 'source_conflict', owner: 'mara' }]]);
      const [{ taskId }] = shown.tasks;
      expect(await of().act(applicationId, 'complete-task', { taskId, outcome: 'done' })).toEqual(['task-done']);
      expect(await of().openTasks(applicationId)).toEqual([]);
    });
  });

  describe('a knockout answer', () => {
    it('marks and rejects nobody; a person overrules the mark with a reason', async () => {
      const { applicationId } = await of().applied(undefined, { answers: [no] });
      const shown = await of().shown(applicationId);
      expect(shown).toMatchObject({ status: 'received', end: null, answers: [{ questionId: 'permit', knockout: true, value: 'No' }] });
      const overrule = (more: object = {}) => ({ questionId: 'permit', reason: 'exception', note: 'We sponsor, she whispered.', ...more });
      expect(await of().refused(applicationId, 'overrule-knockout', overrule({ questionId: 'story' }))).toBe('422 application/no-knockout');
      expect(await of().refused(applicationId, 'overrule-knockout', { questionId: 'permit' })).toBe('400 request/invalid');
      expect(await of().act(applicationId, 'overrule-knockout', overrule(), 'hiro')).toEqual(['knockout-overruled']);
      expect(await of().act(applicationId, 'overrule-knockout', overrule(), 'hiro')).toEqual([]);
      expect((await of().shown(applicationId)).answers).toMatchObject([{ knockout: true, overruled: { by: 'hiro', reason: 'exception' } }]);
      const why = (await of().get(`applications/${applicationId}/why`)).json;
      expect(why.decisions).toMatchObject([{ sentence: 'hiro overruled the knockout answer to permit: exception', note: overrule().note }]);
      expect(await of().history(applicationId)).toEqual(['received', 'knockout-overruled']);
    });

    it('does not keep an application from going on', async () => {
      const { applicationId } = await of().applied(undefined, { answers: [{ questionId: 'permit', value: 'NOT YET' }] });
      expect((await of().shown(applicationId)).answers).toMatchObject([{ knockout: true }]);
      expect(await of().act(applicationId, 'advance')).toEqual(['advanced']);
    });
  });
};
