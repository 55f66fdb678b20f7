/** A search that ends: tasks of owners, and a sweep at the date that closes only what nobody kept. Run by screening.spec.ts. */
import * as contracts from '@rolecall/contracts';
import { eventually } from '@rolecall/testing';
import { type Applicant, later, type ScreeningService, terms } from './screening-service.js';
import { type Answer, inMs, patienceMs } from './service.js';

export const closing = (of: () => ScreeningService) => {
  const taskOf = async ({ applicationId }: Applicant) => (await of().openTasks(applicationId))[0];
  const announced = (...all: Applicant[]) =>
    Promise.all(all.map((each) => eventually(async () => (await taskOf(each))?.kind === 'close_or_keep', patienceMs)));
  const fill = (requisitionId: string) => of().requisition(requisitionId, contracts.requisitionFilled, { closeOn: later, owner: 'olga' });

  describe('a search that has ended', () => {
    it('gives the owner a task for each application, stops new ones at once, and is lifted when a seat comes free', async () => {
      const requisitionId = await of().open();
      const [first, kept, rejected] = [
        await of().applied(requisitionId),
        await of().applied(requisitionId),
        await of().applied(requisitionId),
      ];
      const out = await of().offered(requisitionId);
      await of().act(rejected.applicationId, 'reject', { reason: 'location' });
      const message = await fill(requisitionId);
      await announced(first, kept, out);
      const { closing, status } = await of().shown(first.applicationId);
      expect([status, closing]).toMatchObject(['received', { reason: 'position_filled', kept: false }]);
      expect(await taskOf(first)).toMatchObject({ owner: 'olga', taskId: closing.taskId, dueAt: closing.closeOn });
      expect((await of().shown(rejected.applicationId)).closing).toBeUndefined();
      const late = await of().candidate();
      expect((await of().apply(late, { requisitionId })).json).toMatchObject({ status: 409, code: 'application/requisition-closed' });
      expect(await of().refused(first.applicationId, 'advance')).toBe('409 application/requisition-closed');
      const { taskId } = (await taskOf(first)) ?? {};
      expect(await of().refused(first.applicationId, 'complete-task', { taskId, outcome: 'done' })).toBe('409 application/keep-or-close');
      const keep = { reason: 'other_seat_expected', note: 'Another seat was whispered of.' };
      expect(await of().act(kept.applicationId, 'keep', keep)).toEqual(['kept', 'task-done']);
      expect(await of().act(kept.applicationId, 'keep', keep)).toEqual([]);

      await of().send(message);
      await of().requisition(requisitionId, contracts.requisitionReopened, { terms });
      await eventually(async () => (await of().history(first.applicationId)).at(-2) === 'closing-lifted', patienceMs);
      await eventually(async () => (await of().history(kept.applicationId)).at(-1) === 'closing-lifted', patienceMs);
      expect(await of().history(first.applicationId)).toEqual([
        ...['received', 'closing-announced', 'task-opened', 'closing-lifted', 'task-done'],
      ]);
      expect(await of().last(first.applicationId)).toMatchObject({ taskId, outcome: 'search_reopened' });
      expect((await of().shown(first.applicationId)).closing).toBeUndefined();
      expect(await of().refused(first.applicationId, 'keep', keep)).toBe('409 application/nothing-to-keep');
      expect(await of().act(first.applicationId, 'advance')).toEqual(['advanced']);
      expect((await of().apply(late, { requisitionId })).status).toBe(201);
    });

    it('misses nobody who applies while it ends: each is refused, or has the task', async () => {
      const requisitionId = await of().open();
      const people = await Promise.all(Array.from({ length: 20 }, () => of().candidate()));
      const early = await Promise.all(people.slice(0, 3).map((each) => of().apply(each, { requisitionId })));
      const told = fill(requisitionId);
      const late: Answer[] = [];
      for (const each of people.slice(3)) late.push(await of().apply(each, { requisitionId }));
      await told;
      const refused = await eventually(async () => {
        const { json } = await of().apply(await of().candidate(), { requisitionId });
        return json.code;
      }, patienceMs);
      expect(refused).toBe('application/requisition-closed');
      const taken = [...early, ...late].filter(({ status }) => status === 201).map(({ json }) => json.id);
      expect(taken.length).toBeGreaterThanOrEqual(3);
      expect(late.filter(({ status }) => status !== 201).every(({ json }) => json.code === 'application/requisition-closed')).toBe(true);
      const asked = (id: string) => eventually(async () => (await of().openTasks(id))[0]?.kind === 'close_or_keep', patienceMs);
      await Promise.all(taken.map(asked));
      for (const id of taken) expect(await of().history(id)).toEqual(['received', 'closing-announced', 'task-opened']);
    });

    it('closes at its date what nobody kept, and leaves what was kept or has an offer; the letters are due later', async () => {
      const requisitionId = await of().open();
      const [first, second, kept] = [
        await of().applied(requisitionId),
        await of().applied(requisitionId),
        await of().applied(requisitionId),
      ];
      const out = await of().offered(requisitionId);
      await of().act(second.applicationId, 'advance');
      const closeOn = inMs(8000);
      await of().requisition(requisitionId, contracts.requisitionCancelled, { reason: 'budget', closeOn, owner: 'olga', by: 'mara' });
      await announced(first, second, kept, out);
      expect(await taskOf(first)).toMatchObject({ owner: 'olga', dueAt: closeOn });
      expect(await of().act(kept.applicationId, 'keep', { reason: 'talent_pool' }, 'olga')).toEqual(['kept', 'task-done']);
      expect((await of().shown(second.applicationId)).status).toBe('interviewing');
      await of().untilStatus(first.applicationId, 'closed');
      await of().untilStatus(second.applicationId, 'closed');
      const commit = (await of().commits(first.applicationId)).at(-1);
      expect(commit.at >= closeOn).toBe(true);
      expect(commit.actor.kind).toBe('timer');
      expect(commit.events).toMatchObject([
        { type: 'application.closed.v1', data: { reason: 'cancelled', letterDueAt: expect.any(String) } },
        { type: 'application.task-done.v1', data: { outcome: 'application_ended' } },
      ]);
      expect(commit.events[0].data.letterDueAt > commit.at).toBe(true);
      expect(await of().history(kept.applicationId)).toEqual(['received', 'closing-announced', 'task-opened', 'kept', 'task-done']);
      expect((await of().shown(kept.applicationId)).status).toBe('received');
      expect(await of().history(out.applicationId)).toEqual(['received', 'offered', 'closing-announced', 'task-opened']);
      expect(await of().refused(first.applicationId, 'reinstate', { reason: 'search_reopened' })).toBe(
        '409 application/requisition-closed',
      );
    });

    it('lets a person close an application before the date, and take that back once the search is on again', async () => {
      const requisitionId = await of().open();
      const one = await of().applied(requisitionId);
      const { applicationId, candidateId } = one;
      await fill(requisitionId);
      await announced(one);
      expect(await of().act(applicationId, 'close', { reason: 'position_filled' })).toEqual(['closed', 'task-done']);
      expect(await of().shown(applicationId)).toMatchObject({
        status: 'closed',
        end: { reason: 'position_filled', by: 'mara', letterOut: false },
      });
      await of().requisition(requisitionId, contracts.requisitionReopened, { terms });
      await eventually(
        async () => (await of().post(`applications/${applicationId}/reinstate?dryRun=true`, { reason: 'search_reopened' })).status === 200,
      );
      expect(await of().act(applicationId, 'reinstate', { reason: 'search_reopened' })).toEqual(['reinstated']);
      const { attempts } = (await of().get(`candidates/${candidateId}`)).json;
      expect(attempts).toMatchObject([{ applicationId, live: true }]);
    });
  });
};
