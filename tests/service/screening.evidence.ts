/** Evaluations over HTTP: evidence that is cut out of the stored résumé, corrections, and those who are not evaluated. Run by screening.spec.ts. */
import { eventually } from '@rolecall/testing';
import { requirements, resume, type ScreeningService } from './screening-service.js';
import type { Answer } from './service.js';
import { patienceMs } from './service.js';

const jon = (line: string) => `Jon Kraus 👩‍🍳

Experience

Backend Engineer, Cloverleaf Retail, May 2019 – Present
- ${line}
`;

export const evidence = (of: () => ScreeningService) => {
  interface Finding {
    readonly requirementId: string;
    readonly finding: string;
    readonly quotes: readonly { readonly start: number; readonly end: number; readonly quote: string; readonly line: string }[];
  }
  const findingOf = ({ findings }: Answer['json'], requirementId: string): Finding | undefined =>
    findings.find((found: Finding) => found.requirementId === requirementId);
  const quotesOf = (shown: Answer['json'], requirementId: string) => findingOf(shown, requirementId)?.quotes.map(({ quote }) => quote);

  describe('an evaluation', () => {
    it('appears by itself, with spans that cut its words exactly out of the stored résumé', async () => {
      const applicant = await of().applied(undefined, { text: resume });
      const shown = await of().evaluated(applicant);
      const { text } = (await of().get(`candidates/${applicant.candidateId}/resumes/1`)).json;
      const quotes = [requirements.kafka, requirements.go, requirements.containers].map((each) => quotesOf(shown, each));
      expect(quotes).toEqual([['Apache Kafka'], ['Go', 'Go'], ['Docker']]);
      expect(findingOf(shown, requirements.go)?.quotes.map(({ line }) => line)).toEqual([
        '- Whispered booking services in Go, Apache Kafka as their backbone 🧵',
        'Docker, Go',
      ]);
      for (const { start, end, quote } of (shown.findings as Finding[]).flatMap((found) => found.quotes)) {
        expect([...text].slice(start, end).join('')).toBe(quote);
        expect(text.slice(start, end)).not.toBe(quote);
      }
      expect(shown.findings).toMatchObject([
        { requirementId: requirements.kafka, importance: 'must', finding: 'shown', points: 10, of: 10 },
        { requirementId: requirements.go, importance: 'must', finding: 'shown', points: 10, of: 10 },
        { requirementId: requirements.containers, importance: 'nice', finding: 'mentioned', points: 3, of: 5 },
      ]);
      expect(shown).toMatchObject({ status: 'received', evaluation: { versions: { role: 1, resume: 1 }, score: { total: 23, of: 25 } } });
      expect(await of().history(applicant.applicationId)).toEqual(['received', 'evaluated']);
      expect((await of().commits(applicant.applicationId)).at(-1).actor).toEqual({ kind: 'service', id: 'screening' });
    });

    it('does not count what is denied: "no experience with Kafka"', async () => {
      const denied = await of().evaluated(await of().applied(undefined, { text: jon('No experience with Kafka so far') }));
      expect(findingOf(denied, requirements.kafka)).toMatchObject({ finding: 'not_found', quotes: [], points: 0 });
      expect(denied).toMatchObject({ status: 'received', evaluation: { score: { total: 0 } } });
      const half = await of().evaluated(
        await of().applied(undefined, { text: jon('No experience with Kafka so far; RabbitMQ in two projects') }),
      );
      expect(findingOf(half, requirements.kafka)).toMatchObject({ finding: 'shown', points: 10 });
      expect(quotesOf(half, requirements.kafka)).toEqual(['RabbitMQ']);
      expect(findingOf(half, requirements.kafka)?.quotes[0]?.line).toContain('No experience with Kafka');
    });

    it('is corrected by a person with a reason, and the machine’s own finding stays in the history', async () => {
      const applicant = await of().applied(undefined, { text: jon('Services in Go') });
      const { applicationId } = applicant;
      await of().evaluated(applicant);
      const correction = {
        requirementId: requirements.kafka,
        finding: 'mentioned',
        reason: 'told_in_person',
        note: 'At Tidewater, he whispered.',
      };
      expect(await of().act(applicationId, 'correct-finding', correction, 'hiro')).toEqual(['finding-corrected']);
      expect(await of().act(applicationId, 'correct-finding', correction, 'hiro')).toEqual([]);
      const shown = await of().shown(applicationId);
      expect(findingOf(shown, requirements.kafka)).toMatchObject({
        ...{ finding: 'mentioned', points: 5, corrected: { from: 'not_found', by: 'hiro', reason: 'told_in_person' } },
      });
      expect(shown.evaluation.score).toEqual({ total: 15, of: 25 });
      const [, evaluated, corrected] = await of().events(applicationId);
      const { evaluation } = evaluated?.data ?? {};
      expect(evaluation.findings[0]).toMatchObject({ requirementId: requirements.kafka, finding: 'not_found' });
      expect(corrected?.data).toMatchObject({
        evaluationId: evaluation.evaluationId,
        from: 'not_found',
        to: 'mentioned',
        points: 5,
        by: 'hiro',
      });
      const unknown = { ...correction, requirementId: 'flying' };
      expect(await of().refused(applicationId, 'correct-finding', unknown)).toBe('422 application/unknown-requirement');
    });

    it('is set aside when a person asks for another, and taken away by the candidate’s wish; a decision may still name what was seen', async () => {
      const applicant = await of().applied(undefined, { text: resume });
      const { applicationId } = applicant;
      const first = (await of().evaluated(applicant)).evaluation.evaluationId;
      expect(await of().act(applicationId, 'request-evaluation')).toEqual(['evaluation-requested']);
      // The next one may be there already.
      const { evaluation, findings } = await of().shown(applicationId);
      expect([evaluation.evaluationId === first, evaluation.status === 'pending' && findings.length > 0]).toEqual([false, false]);
      expect(await of().act(applicationId, 'decline-evaluation')).toEqual(['evaluation-declined']);
      expect(await of().act(applicationId, 'decline-evaluation')).toEqual([]);
      const shown = await of().shown(applicationId);
      expect(shown).toMatchObject({ status: 'received', evaluation: { status: 'not_applicable', why: 'candidate_wish' }, findings: [] });
      expect(await of().refused(applicationId, 'request-evaluation')).toBe('409 application/evaluation-not-applicable');
      const correction = { requirementId: requirements.kafka, finding: 'shown', reason: 'other' };
      expect(await of().refused(applicationId, 'correct-finding', correction)).toBe('409 application/no-evaluation');
      const decided = await of().act(applicationId, 'reject', { reason: 'location', shown: { roleVersion: 1, evaluation: first } });
      expect(decided).toEqual(['rejected']);
    });

    it.each([
      ['without a résumé', {}, {}, 'no_resume'],
      ['by the candidate’s wish', {}, { text: resume, evaluation: false }, 'candidate_wish'],
      ['where the requisition switched it off', { evaluation: 'off' }, { text: resume }, 'switched_off'],
    ])('is not made %s, without a mark against anyone', async (_, more, body, why) => {
      const requisitionId = await of().open(undefined, more);
      const { applicationId } = await of().applied(requisitionId, body);
      expect(await of().act(applicationId, 'start-review')).toEqual(['review-started']);
      expect(await of().shown(applicationId)).toMatchObject({
        evaluation: { status: 'not_applicable', why },
        findings: [],
        status: 'in_review',
      });
      expect(await of().history(applicationId)).toEqual(['received', 'review-started']);
    });
  });

  describe('the order of a list', () => {
    it('is the time received, until a person chooses the match; who is not evaluated comes first then', async () => {
      const requisitionId = await of().open();
      const weak = await of().applied(requisitionId, { text: jon('RabbitMQ in two projects') });
      const strong = await of().applied(requisitionId, { text: resume });
      const unseen = await of().applied(requisitionId);
      const listed = async (query = '') => {
        const { order, items, next } = (await of().get(`applications?requisitionId=${requisitionId}${query}`)).json;
        return { order, next, ids: items.map(({ id }: { id: string }) => id) };
      };
      await Promise.all([weak, strong].map((each) => of().evaluated(each)));
      const people = async () => (await of().get(`applications/people?requisitionId=${requisitionId}`)).json.items;
      await eventually(async () => (await people()).filter((each: Answer['json']) => each.findings.length > 0).length === 2, patienceMs);
      const byTime = [weak, strong, unseen].map(({ applicationId }) => applicationId);
      expect(await listed()).toEqual({ order: 'received', ids: byTime, next: null });
      const choose = { order: 'match', reason: 'many_applications' };
      const chosen = await of().post(`worklists/${requisitionId}/choose-order`, choose);
      expect(chosen.json).toMatchObject({ happened: ['worklist.order-chosen.v1'] });
      expect((await of().post(`worklists/${requisitionId}/choose-order`, choose)).json.happened).toEqual([]);
      const byMatch = [unseen, strong, weak].map(({ applicationId }) => applicationId);
      expect(await listed()).toEqual({ order: 'match', ids: byMatch, next: null });
      expect(await listed('&limit=2')).toEqual({ order: 'match', ids: byMatch.slice(0, 2), next: strong.applicationId });
      expect((await listed(`&limit=2&after=${strong.applicationId}`)).ids).toEqual([weak.applicationId]);
      expect((await of().get(`worklists/${requisitionId}`)).json).toMatchObject({ ...choose, by: 'mara' });
    });
  });
};
