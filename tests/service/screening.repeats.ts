/** What a refused or repeated request leaves behind: nothing. */
import * as contracts from '@rolecall/contracts';
import { eventually } from '@rolecall/testing';
import { later, type ScreeningService } from './screening-service.js';

const key = (name: string) => ({ 'idempotency-key': name });

export const repeats = (of: () => ScreeningService) => {
  describe('a request that is refused, or comes again', () => {
    it('a candidate posted again under the same key with another address leaves that address free', async () => {
      const [first, second] = [of().contact(), of().contact()];
      const one = await of().post('candidates', first, 'mara', key('candidate'));
      await of().post('candidates', second, 'mara', key('candidate'));
      const other = await of().post('candidates', second);
      expect(other.status).toBe(201);
      expect(other.json.id).not.toBe(one.json.id);
    });

    it('a change of contact that is refused leaves its addresses free', async () => {
      const taken = of().contact();
      await of().post('candidates', taken);
      const changing = await of().candidate();
      const emails = ['free@personal.example', ...taken.emails];
      const refused = await of().post(`candidates/${changing}/change-contact`, { name: 'B', emails });
      expect(refused.json.code).toBe('candidate/address-in-use');
      const other = await of().post('candidates', { name: 'Somebody else', emails: ['free@personal.example'] });
      expect(other.status).toBe(201);
      expect(other.json.id).not.toBe(changing);
    });

    it('a candidate who is refused leaves no address behind that nobody has', async () => {
      const taken = of().contact();
      const { id } = (await of().post('candidates', taken)).json;
      const refused = await of().post('candidates', { name: 'X', emails: ['ghost@personal.example', ...taken.emails] });
      expect(refused.json.code).toBe('candidate/address-in-use');
      const changed = await of().post(`candidates/${id}/change-contact`, { ...taken, emails: [...taken.emails, 'ghost@personal.example'] });
      expect(changed.json.happened).toEqual(['candidate.contact-changed.v1']);
    });

    it('an application that is refused leaves no claim, and no event of one', async () => {
      const candidateId = await of().candidate();
      expect((await of().apply(candidateId, { answers: [] })).json.code).toBe('application/answer-missing');
      expect((await of().get(`candidates/${candidateId}`)).json).toMatchObject({ attempts: [], version: 1 });
    });

    it('an application posted again under its key has its first answer, whatever happened since', async () => {
      const requisitionId = await of().open();
      const candidateId = await of().candidate();
      const first = await of().apply(candidateId, { requisitionId }, key('apply'));
      await of().act(first.json.id, 'withdraw', { reason: 'pay' });
      await eventually(async () => !(await of().get(`candidates/${candidateId}`)).json.attempts[0].live);
      expect((await of().apply(candidateId, { requisitionId }, key('apply'))).json).toEqual(first.json);
      await of().requisition(requisitionId, contracts.requisitionHeld, { reason: 'budget', reviewAt: later });
      await eventually(async () => (await of().apply(await of().candidate(), { requisitionId })).status === 409);
      expect((await of().apply(candidateId, { requisitionId }, key('apply'))).json).toEqual(first.json);
    });

    it('an evaluation that a person asks for again is made in seconds', async () => {
      const applicant = await of().applied(undefined, { text: 'Go developer\n\nSkills\nGo, Kafka' });
      await of().evaluated(applicant);
      await of().act(applicant.applicationId, 'request-evaluation');
      await eventually(async () => (await of().shown(applicant.applicationId)).evaluation.status === 'done', 10_000);
    });

    it('an application refused just after the earlier one ended ends nothing when it comes again after a reinstatement', async () => {
      const requisitionId = await of().open();
      const candidateId = await of().candidate();
      const first = (await of().apply(candidateId, { requisitionId })).json.id;
      await of().act(first, 'withdraw', { reason: 'pay' });
      // Whether or not the end has come to the candidate by now.
      const refused = await of().apply(candidateId, { requisitionId, answers: [] }, key('again'));
      expect(refused.json.code).toBe('application/answer-missing');
      await of().act(first, 'reinstate', { reason: 'mistake' });
      const again = await of().apply(candidateId, { requisitionId }, key('again'));
      expect([again.status, again.json.id]).toEqual([200, first]);
      const { attempts } = (await of().get(`candidates/${candidateId}`)).json;
      expect(attempts.map(({ applicationId, live }: { applicationId: string; live: boolean }) => [applicationId, live])).toEqual([
        [first, true],
      ]);
    });
  });
};
