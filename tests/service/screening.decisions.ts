/** Decisions of people over HTTP: advance, reject one or many, take it back, and the letters that follow. Run by screening.spec.ts. */
import * as contracts from '@rolecall/contracts';
import { deriveId } from '@rolecall/kernel';
import { systemRandomness } from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { later, resume, type ScreeningService } from './screening-service.js';
import { inMs, patienceMs } from './service.js';

export const decisions = (of: () => ScreeningService) => {
  describe('an application is advanced', () => {
    it('by a person, once, with what they had before them', async () => {
      const applicant = await of().applied(undefined, { text: resume });
      const { applicationId } = applicant;
      const { evaluationId } = (await of().evaluated(applicant)).evaluation;
      const named = (evaluation: string) => ({ shown: { roleVersion: 1, evaluation } });
      expect(await of().refused(applicationId, 'advance', named('another'))).toBe('422 application/unknown-evaluation');
      expect(await of().act(applicationId, 'start-review', {}, 'hiro')).toEqual(['review-started']);
      expect(await of().act(applicationId, 'advance', {}, 'hiro')).toEqual(['advanced']);
      expect(await of().act(applicationId, 'advance', named(evaluationId), 'mara')).toEqual([]);
      expect(await of().last(applicationId)).toMatchObject({ by: 'hiro', planVersion: 1, episode: 1, ...named(evaluationId) });
      expect(await of().shown(applicationId)).toMatchObject({ status: 'interviewing' });
      expect(await of().history(applicationId)).toEqual(['received', 'evaluated', 'review-started', 'advanced']);
    });

    it('and back with a reason; interviews that go on are not begun again', async () => {
      const { applicationId } = await of().applied();
      await of().act(applicationId, 'advance');
      const back = { to: 'in_review', reason: 'more_interviews' };
      expect(await of().refused(applicationId, 'move-back', { to: 'in_review' })).toBe('400 request/invalid');
      expect(await of().act(applicationId, 'move-back', back)).toEqual(['moved-back']);
      expect(await of().last(applicationId)).toMatchObject({
        from: 'interviewing',
        to: 'in_review',
        reason: 'more_interviews',
        by: 'mara',
      });
      expect(await of().refused(applicationId, 'move-back', { ...back, to: 'interviewing' })).toBe('409 application/wrong-state');
    });

    it('not while the requisition is on hold, which takes no application either; resumed, both go on', async () => {
      const requisitionId = await of().open();
      const { applicationId } = await of().applied(requisitionId);
      const candidateId = await of().candidate();
      await of().requisition(requisitionId, contracts.requisitionHeld, { reason: 'budget', reviewAt: later });
      const dry = async () => (await of().post(`applications/${applicationId}/advance?dryRun=true`)).json.code;
      await eventually(async () => (await dry()) === 'application/requisition-on-hold', patienceMs);
      expect(await of().refused(applicationId, 'advance')).toBe('409 application/requisition-on-hold');
      expect((await of().apply(candidateId, { requisitionId })).json).toMatchObject({
        status: 409,
        code: 'application/requisition-on-hold',
      });
      expect(await of().act(applicationId, 'start-review')).toEqual(['review-started']);
      expect(await of().history(applicationId)).toEqual(['received', 'review-started']);
      await of().requisition(requisitionId, contracts.requisitionResumed);
      await eventually(async () => (await dry()) === undefined, patienceMs);
      expect(await of().act(applicationId, 'advance')).toEqual(['advanced']);
      expect((await of().apply(candidateId, { requisitionId })).status).toBe(201);
    });

    it('to a decision by the conclusion of its interviews, which rejects nobody', async () => {
      const applicant = await of().applied();
      const { applicationId } = applicant;
      await of().act(applicationId, 'advance');
      const message = await of().concluded(applicant, 'no_hire', { dissent: true });
      await of().untilStatus(applicationId, 'decision');
      const { conclusion, end } = await of().shown(applicationId);
      expect([conclusion, end]).toEqual([{ loopId: deriveId(applicationId, 'loop:1'), conclusion: 'no_hire', dissent: true }, null]);
      await of().send(message);
      await of().concluded(applicant, 'hire');
      await of().until(applicationId, (application) => application.conclusion.conclusion === 'hire');
      expect(await of().history(applicationId)).toEqual(['received', 'advanced', 'decision-due', 'decision-due']);
    });
  });

  describe('many at once', () => {
    it('are rejected by ids with a reason each, and each has its own result', async () => {
      const [first, second, offered] = [await of().applied(), await of().applied(), await of().offered()];
      const unknown = systemRandomness.id();
      const each = (id: string, reason = 'stronger_candidate') => ({ applicationId: id, reason });
      const body = {
        decisions: [each(first.applicationId), each(offered.applicationId), each(unknown), each(second.applicationId, 'duplicate')],
        letterDueAt: later,
      };
      const { status, json } = await of().post('applications/bulk-reject', body);
      expect(status).toBe(200);
      expect(json).toMatchObject({
        ...{ done: 2, refused: 2 },
        results: [
          { applicationId: first.applicationId, ok: true, answer: { happened: ['application.rejected.v1'] } },
          { applicationId: offered.applicationId, ok: false, code: 'application/offer-outstanding', details: { status: 'offered' } },
          { applicationId: unknown, ok: false, code: 'application/not-found' },
          { applicationId: second.applicationId, ok: true, answer: { happened: ['application.rejected.v1'] } },
        ],
      });
      expect(await of().last(first.applicationId)).toMatchObject({ reason: 'stronger_candidate', by: 'mara', letterDueAt: later });
      expect(await of().last(second.applicationId)).toMatchObject({ reason: 'duplicate', letterDueAt: null });
      expect(await of().history(offered.applicationId)).toEqual(['received', 'offered']);
      const again = await of().post('applications/bulk-reject', body);
      expect(again.json).toMatchObject({ done: 2, results: [{ answer: { happened: [] } }, {}, {}, { answer: { happened: [] } }] });
      const twice = { decisions: [each(first.applicationId), each(first.applicationId, 'spam')] };
      expect((await of().post('applications/bulk-reject', twice)).json).toMatchObject({ status: 400, errors: [{ path: 'decisions' }] });
    });

    it('are advanced by ids; what has ended is refused, and a dry run moves nobody', async () => {
      const [first, second, ended] = [await of().applied(), await of().applied(), await of().applied()];
      await of().act(ended.applicationId, 'withdraw', { reason: 'pay' });
      const applicationIds = [first, ended, second].map(({ applicationId }) => applicationId);
      const dry = await of().post('applications/bulk-advance?dryRun=true', { applicationIds });
      expect(dry.json.results[0].answer).toEqual({ dryRun: true, would: ['application.advanced.v1'] });
      expect(await of().history(first.applicationId)).toEqual(['received']);
      const { json } = await of().post('applications/bulk-advance', { applicationIds });
      expect(json).toMatchObject({ done: 2, refused: 1, results: [{ ok: true }, { ok: false, code: 'application/ended' }, { ok: true }] });
      expect((await of().shown(second.applicationId)).status).toBe('interviewing');
    });
  });

  describe('a rejection', () => {
    const reject = (more: object = {}) => ({ reason: 'less_experience', note: 'Too junior, she whispered.', ...more });

    it('that is taken back before its letter sends none; others are released when they are due, once', async () => {
      const [undone, sent] = [await of().applied(), await of().applied()];
      const due = Date.now() + 3000;
      const at = (ms: number) => reject({ letterDueAt: new Date(due + ms).toISOString() });
      expect(await of().act(undone.applicationId, 'reject', at(0))).toEqual(['rejected']);
      expect(await of().act(sent.applicationId, 'reject', at(1))).toEqual(['rejected']);
      expect(await of().act(undone.applicationId, 'reinstate', { reason: 'new_information' })).toEqual(['reinstated']);
      expect(await of().shown(sent.applicationId)).toMatchObject({ status: 'rejected', end: { from: 'received', letterOut: false } });
      // The timer takes what is due in the order of its time.
      await eventually(async () => (await of().history(sent.applicationId)).at(-1) === 'letter-released', patienceMs);
      expect(Date.now()).toBeGreaterThanOrEqual(due);
      expect(await of().history(undone.applicationId)).toEqual(['received', 'rejected', 'reinstated']);
      expect(await of().shown(undone.applicationId)).toMatchObject({ status: 'received', episode: 1, end: null });
      const { letterId, template, reason } = await of().last(sent.applicationId);
      expect([template, reason]).toEqual(['rejection', 'less_experience']);
      expect(await of().act(sent.applicationId, 'reinstate', { reason: 'mistake' })).toEqual(['reinstated']);
      expect(await of().last(sent.applicationId)).toMatchObject({ from: 'rejected', to: 'received', letterOut: true });
      await of().act(sent.applicationId, 'reject', reject({ letterDueAt: inMs(3000) }));
      await eventually(
        async () => (await of().history(sent.applicationId)).filter((type) => type === 'letter-released').length === 2,
        patienceMs,
      );
      expect((await of().last(sent.applicationId)).letterId).not.toBe(letterId);
    });

    it('has its letter on the next working day at nine where the candidate is, unless people say otherwise', async () => {
      const { applicationId } = await of().applied();
      await of().act(applicationId, 'reject', reject({ zone: 'Asia/Tokyo' }));
      const { letterDueAt } = await of().last(applicationId);
      const parts = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Tokyo', weekday: 'short', hour: '2-digit', minute: '2-digit' });
      expect(parts.format(new Date(letterDueAt))).toMatch(/^(Mon|Tue|Wed|Thu|Fri),? 09:00$/);
      expect(letterDueAt > new Date().toISOString()).toBe(true);
      const other = await of().applied();
      expect(await of().refused(other.applicationId, 'reject', reject({ letterDueAt: '2020-01-01T00:00:00Z' }))).toBe(
        '422 application/letter-in-the-past',
      );
    });

    it('is said once, keeps its note in the vault, and lets nothing else be done', async () => {
      const { applicationId } = await of().applied();
      await of().act(applicationId, 'advance');
      expect(await of().act(applicationId, 'reject', reject())).toEqual(['rejected']);
      expect(await of().act(applicationId, 'reject', reject())).toEqual([]);
      expect(await of().refused(applicationId, 'reject', reject({ reason: 'location' }))).toBe('409 application/ended');
      expect(await of().refused(applicationId, 'advance')).toBe('409 application/ended');
      expect(await of().refused(applicationId, 'withdraw', { reason: 'pay' })).toBe('409 application/ended');
      const why = (await of().get(`applications/${applicationId}/why`)).json;
      expect(why).toMatchObject({ status: 'rejected', people: ['mara'], counts: { events: 3, letters: 0, episode: 1 } });
      expect(why.because).toMatch(/^mara rejected the application: less_experience; letter due /);
      expect(why.decisions.at(-1).note).toBe('Too junior, she whispered.');
      expect(JSON.stringify(await of().commits(applicationId))).not.toContain('whispered');
      // Interviews had begun, so what goes on is the next episode, and interviews begin in it.
      expect(await of().act(applicationId, 'reinstate', { reason: 'mistake' })).toEqual(['reinstated', 'advanced']);
      expect(await of().shown(applicationId)).toMatchObject({ status: 'interviewing', episode: 2 });
    });

    it('of two that race for one application is one, and its reason stands', async () => {
      const { applicationId } = await of().applied();
      const reasons = ['location', 'level_mismatch', 'skills_not_shown'];
      const answers = await Promise.all(reasons.map((reason) => of().post(`applications/${applicationId}/reject`, { reason })));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
      const winner = reasons[answers.findIndex(({ status }) => status === 200)];
      expect((await of().shown(applicationId)).end).toMatchObject({ status: 'rejected', reason: winner });
    });
  });
};
