/** Where interviews stand, and who may come back when a search is on again. Run by screening.spec.ts. */
import * as contracts from '@rolecall/contracts';
import { systemRandomness } from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { type ScreeningService, terms } from './screening-service.js';
import { inMs, patienceMs } from './service.js';

export const stages = (of: () => ScreeningService) => {
  describe('an application in interviews', () => {
    it('shows the stage that comes next, as people pass stages and move back, once for each', async () => {
      const { applicationId, requisitionId } = await of().applied();
      await of().act(applicationId, 'advance');
      const loop = { applicationId, requisitionId, loopId: systemRandomness.id(), episode: 1 };
      const stage = async () => (await of().shown(applicationId)).stage?.stageId;
      const says = (contract: typeof contracts.interviewStagePassed | typeof contracts.interviewMovedBack, more: object) =>
        of().tell(contract, applicationId, { ...loop, by: 'hanna', ...more });
      expect(await stage()).toBeUndefined();
      const passed = await says(contracts.interviewStagePassed, { stageId: 'phone', nextStageId: 'onsite' });
      await eventually(async () => (await stage()) === 'onsite', patienceMs);
      await of().send(passed);
      await says(contracts.interviewStagePassed, { stageId: 'onsite', nextStageId: null });
      await eventually(async () => (await stage()) === null, patienceMs);
      await says(contracts.interviewMovedBack, { fromStageId: 'onsite', toStageId: 'phone', reason: 'mistake' });
      await eventually(async () => (await stage()) === 'phone', patienceMs);
      expect(await of().history(applicationId)).toEqual(['received', 'advanced', 'stage-entered', 'stage-entered', 'stage-entered']);
      expect((await of().shown(applicationId)).status).toBe('interviewing');
    });
  });

  describe('a search that is on again', () => {
    it('lists whom its end has closed, and nobody else; they are reinstated one by one', async () => {
      const requisitionId = await of().open();
      const [closed, rejected] = [await of().applied(requisitionId), await of().applied(requisitionId)];
      await of().act(rejected.applicationId, 'reject', { reason: 'location' });
      const closeOn = inMs(2500);
      await of().requisition(requisitionId, contracts.requisitionCancelled, { reason: 'budget', closeOn, owner: 'olga', by: 'mara' });
      await eventually(async () => (await of().shown(closed.applicationId)).status === 'closed', patienceMs);
      await of().requisition(requisitionId, contracts.requisitionReopened, { terms });
      const live = await of().candidate();
      await eventually(async () => (await of().apply(live, { requisitionId })).status === 201, patienceMs);
      const listed = async () => (await of().get(`applications?requisitionId=${requisitionId}&reopenable=true`)).json.items;
      const items = await eventually(async () => (await listed()).length > 0 && listed(), patienceMs);
      expect(items.map(({ id }: { id: string }) => id)).toEqual([closed.applicationId]);
      expect(items[0].actions).toContainEqual({ command: 'reinstate', allowed: true });
      expect(await of().act(closed.applicationId, 'reinstate', { reason: 'mistake' })).toEqual(['reinstated']);
      await eventually(async () => (await listed()).length === 0, patienceMs);
      expect((await of().get(`applications?requisitionId=${requisitionId}&reopenable=false`)).status).toBe(400);
    });
  });
};
