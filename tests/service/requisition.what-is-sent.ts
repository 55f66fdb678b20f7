/** Bad input, repeats, stale versions, dry runs, strangers, and what leaves the service. Run by requisition.spec.ts. */
import { contractOf } from '@rolecall/kernel';
import { systemRandomness } from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { approval, band, document, later, named, type RequisitionService, seat, secrets, team } from './requisition-service.js';
import type { Answer } from './service.js';
import { patienceMs } from './service.js';

interface Action {
  readonly command: string;
  readonly allowed: boolean;
  readonly code?: string;
}

export const whatIsSent = (of: () => RequisitionService) => {
  const other = { org: 'umbrella' };

  describe('what is sent', () => {
    let id: string;
    let before: number;
    beforeAll(async () => {
      id = await of().complete();
      before = await of().count(id);
    });

    it.each([
      ['a band whose bounds are crossed', 'set-bands', { bands: [band('b', { min: 2, max: 1 })] }, 'bands.0.min'],
      ['a currency that does not exist', 'set-bands', { bands: [band('b', { currency: 'XYZ' })] }, 'bands.0.currency'],
      ['an unknown field', 'set-bands', { bands: [band('b', { color: 'red' })] }, 'bands.0'],
      ['no band at all', 'set-bands', { bands: [] }, 'bands'],
      ['a seat that lasts for ever', 'add-seats', { seats: [seat('berlin', { employmentType: 'for_life' })] }, 'seats.0.employmentType'],
      ['a day that does not exist', 'add-seats', { seats: [seat('berlin', { targetDate: '2031-02-30' })] }, 'seats.0.targetDate'],
      ['no must', 'confirm-requirements', { musts: [] }, 'musts'],
      ['more approvals than people', 'request-approval', tooMany, 'groups.0.needed'],
      ['a hold without a date', 'hold', { reason: 'budget' }, 'reviewAt'],
      ['a date that is no instant', 'hold', { reason: 'budget', reviewAt: 'tomorrow' }, 'reviewAt'],
      ['a reason that nobody knows', 'cancel', { reason: 'mood' }, 'reason'],
      ['an empty note', 'comment', { note: '' }, 'note'],
      ['a body for a command without one', 'open', { now: true }, ''],
      ['a question of no kind', 'set-questions', { questions: [{ id: 'q', kind: 'age', text: 'A?' }] }, 'questions.0.kind'],
    ])('%s is refused with the path of the field, and nothing is written', async (_, command, body, path) => {
      const answer = await of().post(`requisitions/${id}/${command}`, body);
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json(;|$)/);
      expect(answer.json).toMatchObject({
        ...{ type: '/problems/request/invalid', status: 400, code: 'request/invalid', instance: `/v1/requisitions/${id}/${command}` },
        errors: [{ in: 'body', path, message: expect.any(String) }],
      });
      expect(await of().count(id)).toBe(before);
    });

    it('what cannot be read at all is told apart', async () => {
      const path = `requisitions/${id}/open`;
      const send = async (body: string, headers: Record<string, string>) => (await of().post(path, body, 'mara', headers)).json;
      const json = 'application/json';
      expect(await send('{"now', { 'content-type': json })).toMatchObject({ status: 400, code: 'request/malformed-json' });
      expect(await send('a,b', { 'content-type': 'text/csv' })).toMatchObject({ status: 415, code: 'request/unsupported-type' });
      expect(await send('{}', { 'content-type': json, authorization: 'Bearer none' })).toMatchObject({
        ...{ status: 401, code: 'request/unauthenticated' },
      });
      expect(await of().count(id)).toBe(before);
    });

    it('an id that is none, one of nothing and a status that does not exist are told apart', async () => {
      expect((await of().get('requisitions/17')).json).toMatchObject({ status: 400, errors: [{ in: 'path', path: 'id' }] });
      const nobody = systemRandomness.id();
      expect((await of().get(`requisitions/${nobody}`)).json).toMatchObject({ status: 404, code: 'request/not-found' });
      expect(await of().refused(nobody, 'open')).toBe('404 requisition/not-found');
      expect((await of().get('requisitions?status=lost')).json).toMatchObject({ status: 400, errors: [{ in: 'query', path: 'status' }] });
    });

    it('the same key twice gets the same answer, and one commit; with something else it is refused', async () => {
      const reused = { status: 422, json: { code: 'request/key-reused' } };
      const headers = { 'idempotency-key': `draft ${id}` };
      const drafts = await Promise.all([1, 2, 3].map(() => of().post('requisitions', { document, team }, 'mara', headers)));
      expect(drafts.map(({ status }) => status)).toEqual([201, 201, 201]);
      expect(new Set(drafts.map(({ json }) => JSON.stringify(json))).size).toBe(1);
      const drafted = drafts[0]?.json.id;
      expect(await of().commits(drafted)).toHaveLength(1);
      const change = (bands: object[]) => of().post(`requisitions/${drafted}/set-bands`, { bands }, 'mara', { 'idempotency-key': 'b' });
      const set = await change([band()]);
      expect(set.json).toEqual({ id: drafted, version: 2, sequence: 2, happened: ['requisition.bands-set.v1'] });
      await of().act(drafted, 'add-seats', { seats: [seat()] });
      expect((await change([band()])).json).toEqual(set.json);
      expect(await change([band('berlin', { max: 99_000 })])).toMatchObject(reused);
      expect((await of().shown(drafted)).bands).toMatchObject([{ max: 95_000 }]);
      expect(await of().history(drafted)).toEqual(['drafted', 'bands-set', 'seats-added']);
      await of().act(drafted, 'request-approval', approval);
      const comment = (note: string) => of().post(`requisitions/${drafted}/comment`, { note }, 'mara', { 'idempotency-key': 'c' });
      expect((await comment('First.')).json).toEqual((await comment('First.')).json);
      expect(await comment('Second.')).toMatchObject(reused);
      const { notes } = (await of().get(`requisitions/${drafted}/notes`)).json;
      expect(notes.map(({ text }: { text: string }) => text)).toEqual(['First.']);
    });

    it('the same key gets the same refusal, also when the request would be taken by now; another key is taken', async () => {
      const draft = await of().drafted();
      const request = async (key: string) =>
        (await of().post(`requisitions/${draft}/request-approval`, approval, 'mara', { 'idempotency-key': key })).json;
      expect(await request('early')).toMatchObject({ status: 409, code: 'requisition/no-band' });
      await of().act(draft, 'set-bands', { bands: [band()] });
      await of().act(draft, 'add-seats', { seats: [seat()] });
      expect(await request('early')).toMatchObject({ status: 409, code: 'requisition/no-band' });
      expect(await request('late')).toMatchObject({ happened: ['requisition.approval-requested.v1'] });
      expect((await of().commits(draft)).map(({ refused }) => refused)).toEqual([undefined, undefined, undefined, undefined]);
    });

    it('a decision on what has changed since it was read is refused', async () => {
      const draft = await of().drafted();
      const read = await of().get(`requisitions/${draft}`);
      const etag = read.headers.get('etag') ?? '';
      expect(etag).toBe('"1"');
      const set = (max: number) =>
        of().post(`requisitions/${draft}/set-bands`, { bands: [band('b', { max })] }, 'mara', { 'if-match': etag });
      const answers = await Promise.all([80_001, 80_002, 80_003].map(set));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
      const stale = answers.find(({ status }) => status === 412);
      expect(stale?.json).toMatchObject({ code: 'request/stale-version', details: { expected: 1, actual: 2 } });
      expect(await of().history(draft)).toEqual(['drafted', 'bands-set']);
      const open = { 'if-match': 'seventeen' };
      expect((await of().post(`requisitions/${draft}/open`, {}, 'mara', open)).json).toMatchObject({
        ...{ status: 400, errors: [{ in: 'header', path: 'If-Match' }] },
      });
    });

    it('a dry run says what would happen, and writes nothing: no event, no note, no draft', async () => {
      const search = await of().opened();
      const count = await of().count(search);
      const hold = { reason: 'budget', reviewAt: later, note: 'Only asked, she whispered.' };
      const dry = await of().post(`requisitions/${search}/hold?dryRun=true`, hold);
      expect(dry).toMatchObject({ status: 200, json: { dryRun: true, would: ['requisition.held.v1'] } });
      expect((await of().post(`requisitions/${search}/resume?dryRun=true`)).json).toEqual({ dryRun: true, would: [] });
      expect((await of().post(`requisitions/${search}/approve?dryRun=true`, { version: 1 })).json.code).toBe('approval/not-pending');
      expect((await of().get(`requisitions/${search}/notes`)).json.notes).toEqual([]);
      expect([await of().count(search), (await of().shown(search)).status]).toEqual([count, 'open']);
      const drafts = await of().post('requisitions?dryRun=true', { document, team }, 'mara', { 'idempotency-key': 'dry' });
      expect(drafts.json).toMatchObject({ dryRun: true, would: ['requisition.drafted.v1'], reading: { title: 'Baker' } });
      const drafted = await of().post('requisitions', { document, team }, 'mara', { 'idempotency-key': 'dry' });
      expect(drafted).toMatchObject({ status: 201, json: { version: 1 } });
      expect((await of().post(`requisitions/${search}/open?dryRun=perhaps`)).json).toMatchObject({
        ...{ status: 400, errors: [{ in: 'query', path: 'dryRun' }] },
      });
    });

    it('another organization finds nothing, changes nothing, and sees nothing in its list', async () => {
      const opened = await of().opened();
      const count = await of().count(opened);
      for (const what of ['', '/seats', '/history', '/notes'])
        expect((await of().get(`requisitions/${opened}${what}`, 'mara', other)).json).toMatchObject({
          status: 404,
          code: 'request/not-found',
        });
      const cancel = await of().post(`requisitions/${opened}/cancel`, { reason: 'budget' }, 'mara', other);
      expect(cancel.json).toMatchObject({ status: 404, code: 'requisition/not-found' });
      expect(await of().count(opened)).toBe(count);
      const theirs = (await of().post('requisitions', { document, team }, 'mara', other)).json.id;
      const listed = async (headers?: Record<string, string>): Promise<{ id: string }[]> =>
        (await of().get('requisitions?limit=100', 'mara', headers)).json.items;
      await eventually(async () => (await listed(other)).length > 0, patienceMs);
      expect((await listed(other)).map((each) => each.id)).toEqual([theirs]);
      await eventually(async () => (await listed()).some((each) => each.id === opened), patienceMs);
      expect((await listed()).some((each) => each.id === theirs)).toBe(false);
    });

    it('a list has pages in the order of their making, and of one status', async () => {
      const opened = await of().opened();
      const page = async (query: string) => (await of().get(`requisitions?${query}`)).json;
      await eventually(async () => (await page('status=open&limit=100')).items.some((each: { id: string }) => each.id === opened));
      const first = await page('limit=2');
      const second = await page(`limit=2&after=${first.next}`);
      const ids = [...first.items, ...second.items].map((each: { id: string }) => each.id);
      expect(ids).toEqual(ids.toSorted());
      expect(new Set(ids).size).toBe(4);
      const { items } = await page('status=open&limit=100');
      expect(new Set(items.map(({ status }: { status: string }) => status))).toEqual(new Set(['open']));
      expect(items.find((each: { id: string }) => each.id === opened)).toMatchObject({ title: 'Baker', seats: { approved: 1, open: 1 } });
    });
  });

  describe('what may be done now', () => {
    /** A typical body for each command, as a person would send it to this requisition. */
    const bodiesFor = (
      { bands, seats, approval: pending, waiting }: Answer['json'],
      requirement: string,
    ): Record<string, object | string> => ({
      ...{ 'revise-role': document.replace('Cakes', 'Pies'), 'set-bands': { bands: [...bands, band('another')] } },
      ...{ 'add-seats': { seats: [seat(bands[0]?.id ?? 'none')] }, 'set-team': { ...team, coordinators: ['carl'] } },
      'close-seat': {
        seatId: (seats.find(({ status }: { status: string }) => status === 'open') ?? seats[0])?.id ?? 'none',
        reason: 'budget',
      },
      'set-questions': { questions: [{ id: 'start', kind: 'availability', text: 'When can you start?' }] },
      ...{ 'set-plan': {}, 'set-evaluation': { evaluation: 'off' }, 'confirm-requirements': { musts: [requirement] } },
      ...{ 'request-approval': approval, approve: { version: pending?.version ?? 1 }, 'send-back': {}, 'reject-approval': {}, recall: {} },
      ...{ delegate: { to: 'dora' }, 'replace-approver': { groupId: 'finance', approver: 'finn', replacement: 'fred' }, remind: {} },
      ...{ comment: { note: 'A thought.' }, open: {}, hold: { reason: 'other', reviewAt: later }, resume: {}, 'refuse-change': {} },
      'request-change': { seats: [seat(bands[0]?.id ?? 'none')], approval },
      'approve-change': { version: pending?.version ?? 1 },
      'rank-waiting-offers': {
        offerIds: waiting.length > 0 ? waiting.map((each: { offerId: string }) => each.offerId) : [later8],
        reason: 'other',
      },
      'release-reservation': {
        seatId: (seats.find(({ status }: { status: string }) => status === 'reserved') ?? seats[0])?.id ?? 'none',
        reason: 'other',
      },
      cancel: { reason: 'budget' },
    });

    const filled = async () => {
      const id = await of().opened();
      const offer = await of().seated(id);
      await of().isHired(offer);
      await of().until(id, ({ status }) => status === 'filled');
      return id;
    };
    const reserved = async () => {
      const id = await of().opened(2);
      await of().seated(id);
      return id;
    };
    const changing = async () => {
      const id = await of().opened();
      await of().act(id, 'request-change', { seats: [seat()], approval });
      return id;
    };
    const then = async (command: string, body: object) => {
      const id = await of().opened();
      await of().act(id, command, body);
      return id;
    };

    it.each<[string, () => Promise<string>]>([
      ['a draft without anything', () => of().drafted()],
      ['a complete draft', () => of().complete()],
      ['pending approval', () => of().pending()],
      ['approved', () => of().approved()],
      ['open', () => of().opened()],
      ['open with a reserved seat', reserved],
      ['open with a change pending', changing],
      ['on hold', () => then('hold', { reason: 'other', reviewAt: later })],
      ['filled', filled],
      ['cancelled', () => then('cancel', { reason: 'budget' })],
    ])('is what the commands then answer: %s', async (_, made) => {
      const id = await made();
      const [requirement] = await of().requirements(id);
      const count = await of().count(id);
      const seen = new Set<string>();
      for (const person of ['mara', 'hiro', 'finn']) {
        const shown = await of().shown(id, person);
        const bodies = bodiesFor(shown, requirement as string);
        expect(shown.actions.map(({ command }: Action) => command).toSorted()).toEqual(Object.keys(bodies).sort());
        const differs = ({ command, code = '' }: Action) => !seen.has(`${command} ${code}`) && seen.add(`${command} ${code}`);
        const asked: Action[] = shown.actions.filter(differs);
        const answers = asked.map(async ({ command, allowed }): Promise<Action> => {
          const query = allowed ? '?dryRun=true' : '';
          const { status, json } = await of().post(`requisitions/${id}/${command}${query}`, bodies[command], person);
          return status === 200 ? { command, allowed: true } : { command, allowed: false, code: json.code };
        });
        expect(await Promise.all(answers)).toEqual(
          asked.map(({ command, allowed, code }) => (allowed ? { command, allowed } : { command, allowed, code })),
        );
      }
      expect(await of().count(id)).toBe(count);
    });
  });

  it('every event on the topic fits its contract, belongs to its requisition, and tells no text of a person', async () => {
    const ours = () => of().published.filter(({ headers }) => headers.ce_source === '/rolecall/requisition');
    const types = () => new Set(ours().map(({ headers }) => named(headers.ce_type as string)));
    await eventually(async () => types().has('cancellation-completed') && types().has('waiting-offers-ranked'), patienceMs);
    expect(types().size).toBeGreaterThan(30);
    for (const { value, headers, key } of ours()) {
      const data = JSON.parse(String(value));
      expect(contractOf(headers.ce_type as string)?.data.safeParse(data).error).toBeUndefined();
      expect([key, headers.ce_correlationid]).toEqual([data.requisitionId, data.requisitionId]);
      expect(String(value)).not.toMatch(secrets);
    }
  });
};

const later8 = '01890000-0000-7000-8000-000000000000';
const tooMany = { groups: [{ id: 'finance', people: ['finn'], needed: 2 }], escalationOwner: 'olga' };
