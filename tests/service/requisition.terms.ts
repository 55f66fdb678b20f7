/** A draft over HTTP: read from a document, edited, confirmed; and what is missing until it can be opened. Run by requisition.spec.ts. */
import { readFileSync } from 'node:fs';
import { approval, band, document, type RequisitionService, seat, team } from './requisition-service.js';

const wholeDocument = readFileSync(new URL('../../docs/examples/role-document.txt', import.meta.url), 'utf8');

export const termsOfASearch = (of: () => RequisitionService) => {
  const question = (more: object = {}) => ({ id: 'q', kind: 'availability', text: 'When can you start?', ...more });

  describe('a role document', () => {
    it('becomes a draft, read whole, and the answer says what it left open', async () => {
      const drafted = await of().post('requisitions', wholeDocument);
      const { id, reading } = drafted.json;
      expect(drafted).toMatchObject({ status: 201, json: { version: 1, sequence: 1, happened: ['requisition.drafted.v1'] } });
      expect(drafted.headers.get('location')).toBe(`/v1/requisitions/${id}`);
      expect(reading).toMatchObject({ title: 'MTS Software Development Engineer', notFound: ['salary'], notUnderstood: [] });
      const { role, ...requisition } = await of().shown(id);
      expect(requisition).toMatchObject({ status: 'draft', bands: [], seats: [], roleVersion: 1, musts: [], evaluation: 'on' });
      expect(requisition.team).toEqual({ hiringManager: 'mara', recruiter: 'mara', coordinators: [], interviewers: [] });
      expect(role).toMatchObject({ title: 'MTS Software Development Engineer', band: null });
      const { primary, secondary } = role.responsibilities;
      const { hard, soft, education, experience } = role.requirements;
      expect([primary, secondary, hard, soft, education, experience].map(({ length }) => length)).toEqual([24, 7, 14, 8, 2, 5]);
      expect(hard[2].text).toBe(
        'Experience building and operating distributed systems, microservices, and event-driven architectures (Apache Kafka, RabbitMQ, or similar).',
      );
      expect((await of().commits(id))[0]).toMatchObject({ version: 1, actor: { kind: 'person', id: 'mara' } });
    });

    it('is the same as text and within JSON, which names the team as well', async () => {
      const { id } = (await of().post('requisitions', { document: wholeDocument, team })).json;
      const asText = (await of().post('requisitions', wholeDocument)).json.id;
      const [one, other] = [await of().shown(id), await of().shown(asText)];
      expect(one.role).toEqual(other.role);
      expect(one.team).toEqual(team);
    });

    it('that states its pay brings the band along', async () => {
      const paid = document.replace('Baker\n', 'Baker\n\n💰 $ 52,000 - $ 64,000\n');
      const { id, reading } = (await of().post('requisitions', { document: paid, team })).json;
      expect(reading.notFound).not.toContain('salary');
      expect((await of().shown(id)).bands).toMatchObject([{ id: 'band-1', min: 52_000, max: 64_000, currency: 'USD', period: 'year' }]);
    });

    it.each([
      ['without any text', '  \n', 422, 'role-document/empty'],
      ['that is no text', 'A\u0000\u0001B', 422, 'role-document/not-text'],
      ['that is too large', 'bread\n'.repeat(100_000), 413, 'role-document/too-large'],
      ['that asks for nothing', 'We are a bakery.\nWe bake.\n', 422, 'role-document/no-requirements'],
    ])('%s is refused by its name', async (_, text, status, code) => {
      expect((await of().post('requisitions', text)).json).toMatchObject({ status, code });
      expect((await of().post('requisitions', { document: text })).json).toMatchObject({ status, code });
    });

    it('is revised: a must that it lost has to be confirmed anew, and the same text changes nothing', async () => {
      const id = await of().complete();
      const revise = (text: string) => of().post(`requisitions/${id}/revise-role`, text);
      expect((await revise(document)).json.happened).toEqual([]);
      const kept = await revise(document.replace('• Ovens.', '• Ovens.\n• Mills.'));
      expect(kept.json).toMatchObject({ happened: ['requisition.role-revised.v1'], reading: { title: 'Baker' } });
      expect(await of().shown(id)).toMatchObject({ roleVersion: 2, confirmed: true });
      await revise(document.replace('• Bread.\n', ''));
      expect(await of().shown(id)).toMatchObject({ roleVersion: 3, confirmed: false, musts: [] });
      expect((await of().events(id)).at(-1)?.data).toMatchObject({ roleVersion: 3, confirmed: false, by: 'mara' });
    });
  });

  describe('a draft', () => {
    it('says step by step what it lacks until it can be opened: the band first', async () => {
      const id = await of().drafted();
      expect(await of().refused(id, 'open')).toBe('409 requisition/no-band');
      expect(await of().refused(id, 'request-approval', approval)).toBe('409 requisition/no-band');
      expect(await of().act(id, 'set-bands', { bands: [band()] })).toEqual(['bands-set']);
      expect(await of().refused(id, 'open')).toBe('409 requisition/requirements-not-confirmed');
      expect(await of().refused(id, 'request-approval', approval)).toBe('409 requisition/no-seats');
      const [bread] = await of().requirements(id);
      expect(await of().act(id, 'confirm-requirements', { musts: [bread] }, 'hiro')).toEqual(['requirements-confirmed']);
      expect(await of().refused(id, 'open')).toBe('409 requisition/no-seats');
      expect(await of().act(id, 'add-seats', { seats: [seat()] })).toEqual(['seats-added']);
      expect(await of().refused(id, 'open')).toBe('409 requisition/not-approved');
      expect(await of().act(id, 'request-approval', approval)).toEqual(['approval-requested']);
      expect(await of().refused(id, 'open')).toBe('409 requisition/not-approved');
      expect(await of().act(id, 'approve', { version: await of().pendingVersion(id) }, 'fay')).toEqual(['approval-given', 'approved']);
      expect(await of().act(id, 'open')).toEqual(['plan-set', 'opened']);
      expect(await of().act(id, 'open')).toEqual([]);
      expect(await of().history(id)).toEqual([
        ...['drafted', 'bands-set', 'requirements-confirmed', 'seats-added', 'approval-requested'],
        ...['approval-given', 'approved', 'plan-set', 'opened'],
      ]);
    });

    it('has its musts confirmed by the hiring manager alone, at most six, and only what the role asks', async () => {
      const many = document.replace('• Ovens.', Array.from({ length: 6 }, (_, n) => `• Loaves of shape ${n + 1}.`).join('\n'));
      const { id } = (await of().post('requisitions', { document: many, team })).json;
      const all = await of().requirements(id);
      expect(all).toHaveLength(8);
      const confirm = (musts: (string | undefined)[], person = 'hiro') => of().refused(id, 'confirm-requirements', { musts }, person);
      expect(await confirm(all.slice(0, 1), 'mara')).toBe('403 requisition/not-the-hiring-manager');
      expect(await confirm(all.slice(0, 7))).toBe('422 requisition/too-many-musts');
      expect(await confirm(['flying'])).toBe('422 requisition/unknown-requirement');
      expect(await confirm([all[0], all[0]])).toBe('422 requisition/duplicate-id');
      const confirmed = { musts: all.slice(0, 6), niceToHaves: all.slice(6) };
      expect(await of().act(id, 'confirm-requirements', confirmed, 'hiro')).toEqual(['requirements-confirmed']);
      expect(await of().act(id, 'confirm-requirements', confirmed, 'hiro')).toEqual([]);
      expect(await of().shown(id)).toMatchObject({ confirmed: true, ...confirmed });
      expect((await of().events(id)).at(-1)?.data).toEqual({ requisitionId: id, ...confirmed, by: 'hiro' });
    });

    let draft: string;
    beforeAll(async () => {
      draft = await of().drafted();
    });
    it.each([
      ['pay_history', { text: 'What is your current salary?' }],
      ['criminal_record', { text: 'Have you ever been arrested?' }],
      ['citizenship', { text: 'Which nationality do you have?' }],
      ['age', { text: 'How old are you?' }],
      ['health', { text: 'Do you have a disability?' }],
      ['family', { text: 'Are you married?' }],
      ['protected_trait', { text: 'What is your religion?' }],
      ['citizenship', { text: 'May you work here?', kind: 'work_authorisation', knockoutAnswers: ['I am no citizen'] }],
    ])('does not ask for %s', async (topic, words) => {
      const { json } = await of().post(`requisitions/${draft}/set-questions`, { questions: [question(words)] });
      expect(json).toMatchObject({ status: 422, code: 'requisition/question-not-allowed', details: { questionId: 'q', topic } });
      expect(await of().history(draft)).toEqual(['drafted']);
    });

    it('asks what the work needs, each question by its kind', async () => {
      const id = await of().drafted();
      const permit = { id: 'permit', kind: 'work_authorisation', text: 'May you work in the EU?', required: true, knockoutAnswers: ['no'] };
      const questions = [permit, question(), question({ id: 'races', kind: 'skill', text: 'How do you find race conditions?' })];
      expect(await of().act(id, 'set-questions', { questions })).toEqual(['questions-set']);
      expect((await of().shown(id)).questions).toEqual([
        permit,
        question({ required: false, knockoutAnswers: [] }),
        question({ id: 'races', kind: 'skill', text: 'How do you find race conditions?', required: false, knockoutAnswers: [] }),
      ]);
      expect(await of().refused(id, 'set-questions', { questions: [question(), question()] })).toBe('422 requisition/duplicate-id');
    });

    it('gets a plan drawn from its musts, or the one that people give', async () => {
      const id = await of().complete();
      const [bread, cakes] = await of().requirements(id);
      expect(await of().act(id, 'set-plan')).toEqual(['plan-set']);
      const { plan } = await of().shown(id);
      expect(plan.version).toBe(1);
      expect(plan.stages.map(({ id: stageId }: { id: string }) => stageId)).toEqual(['phone-screen', 'onsite']);
      expect(plan.stages[1].rounds[0].competencies).toEqual([{ id: bread, name: 'Bread.', requirementIds: [bread] }]);
      const round = { id: 'bake', name: 'Bake', durationMinutes: 60, panelSize: 1 };
      const stagesOf = (requirementId = cakes) => [
        { id: 'onsite', name: 'Onsite', rounds: [{ ...round, competencies: [{ id: 'c', name: 'C', requirementIds: [requirementId] }] }] },
      ];
      expect(await of().refused(id, 'set-plan', { stages: stagesOf('flying') })).toBe('422 requisition/unknown-requirement');
      expect(await of().act(id, 'set-plan', { stages: stagesOf() })).toEqual(['plan-set']);
      expect((await of().events(id)).at(-1)?.data).toMatchObject({ plan: { version: 2 }, drawn: false });
    });

    it('takes seats in its bands alone, each with an id of its own', async () => {
      const id = await of().complete();
      const add = (...seats: object[]) => of().refused(id, 'add-seats', { seats });
      expect(await add(seat('paris'))).toBe('422 requisition/unknown-band');
      expect(await add(seat('berlin', { id: 'seat-1' }))).toBe('422 requisition/duplicate-id');
      expect(await add(seat('berlin', { targetDate: '2020-01-01' }))).toBe('422 requisition/date-in-past');
      expect(await of().act(id, 'add-seats', { seats: [seat(), seat('berlin', { id: 'night', targetDate: '2031-05-05' })] })).toEqual([
        'seats-added',
      ]);
      const { seats, counts } = await of().seats(id);
      expect(seats.map((each: { id: string; status: string }) => `${each.id} ${each.status}`)).toEqual([
        ...['seat-1 open', 'seat-2 open', 'night open'],
      ]);
      expect(counts).toEqual({ approved: 3, open: 3, reserved: 0, committed: 0, filled: 0, closed: 0 });
      expect(await of().refused(id, 'set-bands', { bands: [band('paris')] })).toBe('422 requisition/unknown-band');
    });
  });
};
