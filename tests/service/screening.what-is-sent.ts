/** Bad input, repeats, stale versions, dry runs, strangers, and where personal data is. Run by screening.spec.ts. */
import * as contracts from '@rolecall/contracts';
import { contractOf, type EventContract } from '@rolecall/kernel';
import { Ports } from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { type Applicant, later, no, requirements, resume, type ScreeningService, secrets, terms, yes } from './screening-service.js';
import { type Answer, patienceMs } from './service.js';

interface Action {
  readonly command: string;
  readonly allowed: boolean;
  readonly code?: string;
}
const nobody = '01890000-0000-7000-8000-000000000000';

export const whatIsSent = (of: () => ScreeningService) => {
  const other = { org: 'umbrella' };

  describe('what is sent', () => {
    let one: Applicant;
    beforeAll(async () => {
      one = await of().applied();
    });

    it.each([
      ['a reason that nobody knows', 'reject', { reason: 'mood' }, 'reason'],
      ['no reason', 'reject', {}, 'reason'],
      ['an unknown field', 'reject', { reason: 'location', score: 3 }, ''],
      ['a letter at no instant', 'reject', { reason: 'location', letterDueAt: 'soon' }, 'letterDueAt'],
      ['a zone that does not exist', 'reject', { reason: 'location', zone: 'Europe/Atlantis' }, 'zone'],
      ['an empty note', 'withdraw', { reason: 'pay', note: ' ' }, 'note'],
      ['a source of no kind', 'add-source', { source: { kind: 'rumour' } }, 'source.kind'],
      ['what was shown without its version', 'advance', { shown: { evaluation: null } }, 'shown.roleVersion'],
      ['a step forward called back', 'move-back', { to: 'decision', reason: 'other' }, 'to'],
      ['a finding that is none', 'correct-finding', { requirementId: 'r', finding: 'lacks', reason: 'other' }, 'finding'],
      ['a day that does not exist', 'start', { on: '2031-02-30' }, 'on'],
      ['a report about a contingency', 'fail-contingency', { kind: 'other', report: 'All of it.' }, ''],
    ])('%s is refused with the path of the field, and nothing is written', async (_, command, body, path) => {
      const answer = await of().post(`applications/${one.applicationId}/${command}`, body);
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json(;|$)/);
      expect(answer.json).toMatchObject({
        ...{ type: '/problems/request/invalid', status: 400, code: 'request/invalid' },
        errors: [{ in: 'body', path, message: expect.any(String) }],
      });
      expect(await of().history(one.applicationId)).toEqual(['received']);
    });

    it.each([
      ['a name that is none', 'candidates', { name: ' ', emails: ['a@personal.example'] }, 'name'],
      ['an address that is none', 'candidates', { name: 'Lena', emails: ['lena'] }, 'emails.0'],
      ['no address', 'candidates', { name: 'Lena', emails: [] }, 'emails'],
      ['a question answered twice', 'applications', { candidateId: nobody, requisitionId: nobody, answers: [yes, no] }, 'answers'],
      ['a requisition that is no id', 'applications', { candidateId: nobody, requisitionId: 'the baker' }, 'requisitionId'],
      ['a filter instead of ids', 'applications/bulk-reject', { decisions: [], status: 'received' }, 'decisions'],
    ])('%s is refused, and the answer repeats nothing of it', async (_, path, body, field) => {
      const { json } = await of().post(path, body);
      expect(json).toMatchObject({ status: 400, code: 'request/invalid' });
      expect(json.errors[0]).toMatchObject({ in: 'body', path: field });
      expect(JSON.stringify(json)).not.toMatch(/lena|the baker/i);
    });

    it('the same key twice gets the same answer, one application and one commit; with something else it is refused', async () => {
      const candidateId = await of().candidate();
      const headers = (key: string) => ({ 'idempotency-key': key });
      const applied = await of().apply(candidateId, {}, headers('apply'));
      expect(await of().apply(candidateId, {}, headers('apply'))).toMatchObject({ status: 201, json: applied.json });
      const { id } = applied.json;
      const reject = (reason: string) => of().post(`applications/${id}/reject`, { reason, letterDueAt: later }, 'mara', headers('no'));
      const answers = await Promise.all([reject('location'), reject('location'), reject('location')]);
      expect(answers.map(({ json }) => json)).toEqual(
        Array(3).fill({ id, version: 2, sequence: 2, happened: ['application.rejected.v1'] }),
      );
      await of().act(id, 'reinstate', { reason: 'mistake' });
      expect((await reject('location')).json).toEqual(answers[0]?.json);
      expect(await reject('spam')).toMatchObject({ status: 422, json: { code: 'request/key-reused' } });
      expect(await of().history(id)).toEqual(['received', 'rejected', 'reinstated']);
      expect(await of().commits(id)).toHaveLength(3);
      const bulk = () => {
        const decisions = [{ applicationId: id, reason: 'spam' }];
        return of().post('applications/bulk-reject', { decisions }, 'mara', headers('bulk'));
      };
      expect((await bulk()).json).toEqual((await bulk()).json);
      expect(await of().commits(id)).toHaveLength(4);
    });

    it('a decision on what has changed since it was read is refused', async () => {
      const { applicationId } = await of().applied();
      const read = await of().get(`applications/${applicationId}`);
      expect(read.headers.get('etag')).toBe('"1"');
      const post = (command: string, body: object) =>
        of().post(`applications/${applicationId}/${command}`, body, 'mara', { 'if-match': '"1"' });
      expect((await post('start-review', {})).status).toBe(200);
      const stale = { status: 412, json: { code: 'request/stale-version', details: { expected: 1, actual: 2 } } };
      expect(await post('reject', { reason: 'location', note: 'Too far, she whispered.' })).toMatchObject(stale);
      expect(await post('advance', {})).toMatchObject(stale);
      expect(await of().history(applicationId)).toEqual(['received', 'review-started']);
    });

    it('a dry run says what would happen, and writes nothing: no event, no claim, no person', async () => {
      const contact = of().contact();
      const [email] = contact.emails;
      const added = await of().post('candidates?dryRun=true', contact);
      expect(added.json).toEqual({ dryRun: true, would: ['candidate.added.v1'] });
      expect((await of().post('candidates/find', { email })).status).toBe(404);
      const candidateId = await of().candidate();
      const body = { candidateId, requisitionId: of().requisitionId, answers: [yes] };
      expect((await of().post('applications?dryRun=true', body)).json).toEqual({ dryRun: true, would: ['application.received.v1'] });
      expect((await of().get(`candidates/${candidateId}`)).json.attempts).toEqual([]);
      const { id } = (await of().post('applications', body)).json;
      expect((await of().post('applications?dryRun=true', body)).json).toEqual({ dryRun: true, would: [] });
      const reject = { reason: 'location', note: 'Only asked, she whispered.' };
      expect((await of().post(`applications/${id}/reject?dryRun=true`, reject)).json.would).toEqual(['application.rejected.v1']);
      expect((await of().post(`applications/${id}/reinstate?dryRun=true`, { reason: 'mistake' })).json.would).toEqual([]);
      const resumed = await of().post(`candidates/${candidateId}/resumes?dryRun=true`, { text: resume });
      expect(resumed.json.would).toEqual(['candidate.resume-added.v1']);
      expect([await of().history(id), (await of().get(`candidates/${candidateId}`)).json.resumeVersions]).toEqual([['received'], 0]);
    });

    it('an id that is none, one of nothing, and a list of nothing are told apart', async () => {
      expect((await of().get('applications/17')).json).toMatchObject({ status: 400, errors: [{ in: 'path', path: 'id' }] });
      expect((await of().get(`applications/${nobody}`)).json).toMatchObject({ status: 404, code: 'application/not-found' });
      expect((await of().get('applications')).json).toMatchObject({ status: 400, errors: [{ in: 'query', path: 'requisitionId' }] });
      expect((await of().get(`applications?requisitionId=${nobody}`)).json).toEqual({ order: 'received', items: [], next: null });
    });

    it('another organization finds nothing, changes nothing, and sees nothing in its lists', async () => {
      const { applicationId, candidateId, requisitionId } = one;
      const get = async (path: string) => (await of().get(path, 'mara', other)).json;
      for (const what of ['', '/history', '/why'])
        expect(await get(`applications/${applicationId}${what}`)).toMatchObject({ status: 404, code: 'application/not-found' });
      for (const path of [`candidates/${candidateId}`, `candidates/${candidateId}/resumes/1`])
        expect(await get(path)).toMatchObject({ status: 404, code: 'request/not-found' });
      for (const path of ['applications', 'applications/people', 'applications/why'])
        expect((await get(`${path}?requisitionId=${requisitionId}`)).items).toEqual([]);
      expect(await get(`worklists/${requisitionId}`)).toMatchObject({ status: 503, code: 'application/requisition-unknown' });
      const post = async (path: string, body: object) => (await of().post(path, body, 'mara', other)).json;
      const reject = { reason: 'location', letterDueAt: later };
      expect(await post(`applications/${applicationId}/reject`, reject)).toMatchObject({ status: 404, code: 'application/not-found' });
      expect(await post('applications/bulk-reject', { decisions: [{ applicationId, reason: 'spam' }] })).toMatchObject({
        ...{ done: 0, refused: 1, results: [{ code: 'application/not-found' }] },
      });
      expect(await of().history(applicationId)).toEqual(['received']);
      const { contact } = (await of().get(`candidates/${candidateId}`)).json;
      expect((await post('candidates/find', { email: contact.emails[0] })).status).toBe(404);
      // The same address there is somebody else.
      const theirs = await of().post('candidates', contact, 'mara', other);
      expect(theirs.status).toBe(201);
      expect(theirs.json.id).not.toBe(candidateId);
    });
  });

  it('what the requisition of another organization says does not touch ours', async () => {
    const requisitionId = await of().open();
    const applicant = await of().applied(requisitionId);
    const say = (contract: EventContract, more: object, whose?: string) =>
      of().tell(contract, requisitionId, { requisitionId, ...more }, whose);
    await say(contracts.requisitionOpened, { terms: { ...terms, roleVersion: 7 } }, other.org);
    await say(contracts.requisitionHeld, { reason: 'budget', reviewAt: later }, other.org);
    await say(contracts.requisitionFilled, { closeOn: later, owner: 'eve' }, other.org);
    // Behind them on the same key: when this one is heard, so are they.
    await say(contracts.requisitionTermsChanged, { terms: { ...terms, roleVersion: 2 } });
    const pinned = async () => (await of().shown((await of().applied(requisitionId)).applicationId)).pins.role;
    await eventually(async () => (await pinned()) === 2, patienceMs);
    expect(await of().act(applicant.applicationId, 'advance')).toEqual(['advanced']);
    expect((await of().shown(applicant.applicationId)).closing).toBeUndefined();
    expect((await of().get(`worklists/${requisitionId}`, 'mara', other)).status).toBe(200);
  });

  describe('what may be done now', () => {
    /** A typical body for each command, as a person would send it to this application. */
    const bodiesFor = ({ tasks, contingencies, evaluation, answers, status }: Answer['json']): Record<string, object> => {
      const kind = contingencies.find((each: { status: string }) => each.status === 'pending')?.kind ?? 'other';
      const [found] = evaluation.findings ?? [];
      const task = tasks.find(({ outcome }: { outcome?: string }) => outcome === undefined);
      const knocked = answers.find(({ knockout }: { knockout: boolean }) => knockout);
      return {
        ...{ 'start-review': {}, advance: {}, 'request-evaluation': {}, 'decline-evaluation': {} },
        'move-back': { to: { interviewing: 'in_review', decision: 'interviewing' }[status as string] ?? 'received', reason: 'other' },
        'overrule-knockout': { questionId: knocked?.questionId ?? 'none', reason: 'other' },
        'correct-finding': {
          ...{ requirementId: found?.requirementId ?? requirements.go, finding: found?.finding ?? 'shown', reason: 'other' },
        },
        ...{ 'add-source': { source: { kind: 'direct' } }, reject: { reason: 'stronger_candidate' }, withdraw: { reason: 'personal' } },
        ...{ close: { reason: 'position_filled' }, reinstate: { reason: 'other' }, keep: { reason: 'other' } },
        'complete-task': { taskId: task?.taskId ?? nobody, outcome: 'done' },
        ...{ 'clear-contingency': { kind }, 'waive-contingency': { kind, reason: 'other' }, 'fail-contingency': { kind } },
        ...{ start: { on: '2031-05-05' }, 'reverse-hire': { reason: 'no_show' } },
      };
    };
    const having =
      (command: string, body: object = {}) =>
      async () => {
        const applicant = await of().applied();
        await of().act(applicant.applicationId, command, body);
        return applicant;
      };
    const evaluated = async () => {
      const applicant = await of().applied(undefined, { text: resume, answers: [no] });
      await of().evaluated(applicant);
      return applicant;
    };
    const atDecision = async () => {
      const applicant = await of().applied();
      await of().concluded(applicant);
      await of().untilStatus(applicant.applicationId, 'decision');
      return applicant;
    };
    const hired = async () => {
      const applicant = await of().preHire();
      for (const kind of ['background_check', 'references']) await of().act(applicant.applicationId, 'clear-contingency', { kind });
      return applicant;
    };
    const ofASearch = async (contract: typeof contracts.requisitionHeld | typeof contracts.requisitionFilled, more: object) => {
      const applicant = await of().applied(await of().open());
      await of().requisition(applicant.requisitionId, contract, more);
      const isOn = async () => (await of().post(`applications/${applicant.applicationId}/advance?dryRun=true`)).status === 200;
      await eventually(async () => !(await isOn()), patienceMs);
      return applicant;
    };

    it.each<[string, () => Promise<Applicant>]>([
      ['received', () => of().applied()],
      ['received, evaluated, with a knockout answer', evaluated],
      ['received, of a requisition on hold', () => ofASearch(contracts.requisitionHeld, { reason: 'budget', reviewAt: later })],
      ['in review', having('start-review')],
      ['interviewing', having('advance')],
      ['at a decision', atDecision],
      ['offered', () => of().offered()],
      ['in pre-hire', () => of().preHire()],
      ['hired', hired],
      ['rejected', having('reject', { reason: 'location' })],
      ['withdrawn', having('withdraw', { reason: 'pay' })],
    ])('is what the commands then answer: %s', async (_, made) => {
      const { applicationId } = await made();
      const shown = await of().shown(applicationId);
      const before = await of().history(applicationId);
      const bodies = bodiesFor(shown);
      expect(shown.actions.map(({ command }: Action) => command).toSorted()).toEqual(Object.keys(bodies).sort());
      const answers = (shown.actions as Action[]).map(async ({ command, allowed }): Promise<Action> => {
        const path = `applications/${applicationId}/${command}${allowed ? '?dryRun=true' : ''}`;
        const { status, json } = await of().post(path, bodies[command]);
        return status === 200 ? { command, allowed: true } : { command, allowed: false, code: json.code };
      });
      expect(await Promise.all(answers)).toEqual(
        (shown.actions as Action[]).map(({ command, allowed, code }) => (allowed ? { command, allowed } : { command, allowed, code })),
      );
      expect(await of().history(applicationId)).toEqual(before);
    });
  });

  describe('what is personal', () => {
    it('is in the vault and in nothing else of the database, in no commit and in no message', async () => {
      const applicant = await of().applied(undefined, {
        text: resume,
        answers: [yes, { questionId: 'story', value: 'A whispered platform.' }],
      });
      await of().evaluated(applicant);
      await of().act(applicant.applicationId, 'reject', { reason: 'location', note: 'Too far, she whispered.', letterDueAt: later });
      const ours = () => of().published.filter(({ headers }) => headers.ce_source === '/rolecall/screening');
      await eventually(async () =>
        ours().some(({ key, headers }) => key === applicant.applicationId && headers.ce_type === 'application.rejected.v1'),
      );
      const { database } = of().running.app.get(Ports);
      const documentsOf = (collection: string) => database.collection(collection).find({}).toArray();
      const vault = JSON.stringify(await documentsOf('vault'));
      for (const personal of [
        'Lena Kraus',
        'personal.example',
        'booking services',
        'whispered platform',
        'Too far, she whispered',
        '30 555',
      ])
        expect([personal, vault.includes(personal)]).toEqual([personal, true]);
      const others = ['commits', 'heads', 'followers', 'requisition-copies', 'vault-addresses', 'dead-letters', 'held-keys', 'answers'];
      for (const collection of others)
        for (const document of await documentsOf(collection)) expect(JSON.stringify(document)).not.toMatch(secrets);
      expect((await documentsOf('commits')).length).toBeGreaterThan(300);
      for (const { value } of ours()) expect(String(value)).not.toMatch(secrets);
    });

    it('is in no event on the topics; each fits its contract and belongs to its person', async () => {
      const ours = () => of().published.filter(({ headers }) => headers.ce_source === '/rolecall/screening');
      const types = () => new Set(ours().map(({ headers }) => headers.ce_type));
      await eventually(async () => ours().some(({ headers }) => headers.ce_type === 'candidate.attempt-resumed.v1'), patienceMs);
      expect(types().size).toBeGreaterThan(30);
      for (const { value, headers, key } of ours()) {
        const data = JSON.parse(String(value));
        expect(contractOf(headers.ce_type as string)?.data.safeParse(data).error).toBeUndefined();
        expect([key, headers.ce_correlationid]).toEqual(
          Array(2).fill(data.applicationId && headers.ce_type?.startsWith('application.') ? data.applicationId : data.candidateId),
        );
      }
    });
  });
};
