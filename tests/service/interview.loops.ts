/** A loop over HTTP: planned by its application, ended with it. Run by interview.spec.ts. */
import * as contracts from '@rolecall/contracts';
import { eventually } from '@rolecall/testing';
import { at, type InterviewService, somebody } from './interview-service.js';

const actionsOf = (of: { actions: { command: string; allowed: boolean }[] }) =>
  of.actions.flatMap(({ command, allowed }) => (allowed ? [command] : []));

export const loops = (of: () => InterviewService) => {
  describe('a loop', () => {
    it('is planned when its application is advanced, once', async () => {
      const application = of().application();
      const loop = await of().loop(application);
      await of().tell(contracts.applicationMovedBack, application.applicationId, {
        ...application,
        by: 'mara',
        from: 'interviewing',
        to: 'in_review',
        reason: 'other',
      });
      await of().tell(contracts.applicationAdvanced, application.applicationId, { ...application, by: 'mara', planVersion: 1 });
      const { json } = await of().get('mara', `loops/${loop}`);
      expect(json).toMatchObject({
        ...{ status: 'planned', stageId: 'screen', applicationId: application.applicationId, requisition: { title: 'Backend Engineer' } },
        rounds: [{ roundId: 'phone', status: 'needs_scheduling' }],
      });
      expect(actionsOf(json)).toEqual(['add-round', 'cancel']);
      expect(actionsOf(json.rounds[0])).toEqual(['schedule-round', 'cancel-round']);
      expect(await of().history(loop)).toEqual(['planned', 'stage-planned']);
      const listed = await eventually(async () => {
        const { items } = (await of().get('mara', `loops?applicationId=${application.applicationId}&status=planned`)).json;
        return items.length === 1 && items;
      });
      expect(listed[0]).toMatchObject({ id: loop, rounds: [{ roundId: 'phone', scorecardsDue: [] }] });
    });

    it('waits for a version of the plan that has not arrived, and other applications do not', async () => {
      const early = of().application();
      await of().tell(contracts.applicationAdvanced, early.applicationId, { ...early, by: 'mara', planVersion: 7 });
      await of().loop();
      expect((await of().get('mara', `loops?applicationId=${early.applicationId}`)).json.items).toEqual([]);
    });

    it('ends with its application, which frees its panel; the next episode has a loop of its own', async () => {
      const application = of().application();
      const [loop, lena] = [await of().loop(application), somebody('lena')];
      await of().schedule(loop, at('09:00', lena));
      const end = { ...application, by: 'mara', reason: 'location', letterDueAt: null, shown: { roleVersion: 1, evaluation: null } };
      await of().tell(contracts.applicationRejected, application.applicationId, end);
      await eventually(async () => (await of().calendar(lena)).length === 0);
      expect((await of().get('mara', `loops/${loop}`)).json).toMatchObject({ status: 'cancelled', applicationEnded: 'rejected' });
      expect(await of().history(loop)).toEqual(['planned', 'stage-planned', 'round-scheduled', 'cancelled', 'application-ended']);
      const next = await of().loop({ ...application, episode: 2 });
      expect(next).not.toBe(loop);
      expect((await of().get('mara', `loops/${next}`)).json).toMatchObject({ status: 'planned', episode: 2 });
    });

    it('is not found by another organization, nor when there is none', async () => {
      const loop = await of().loop();
      expect(await of().call('mara', 'GET', `loops/${loop}`, undefined, { org: 'umbrella' })).toMatchObject({
        status: 404,
        json: { code: 'loop/not-found' },
      });
      expect(await of().schedule(of().requisitionId, at('09:00', 'x'))).toMatchObject({ status: 404, json: { code: 'loop/not-found' } });
    });
  });
};
