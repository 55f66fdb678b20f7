/** What waits for a person, on the real service, from the copies of every kind of stream. */
import { randomUUID } from 'node:crypto';
import * as contracts from '@rolecall/contracts';
import type { PipelineService } from './pipeline-service.js';
import { day, hour, Told } from './told.js';

// biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever comes back.
type Json = any;

const approval = (person: string, dueAt: string) => ({
  ...{
    approvalVersion: 1,
    groups: [{ id: 'lead', people: [person], needed: 1 }],
    escalationOwner: 'olga',
    dueInHours: 24,
    dueAt,
    by: 'mara',
  },
});
const dueAt = '2031-01-02T10:00:00.000Z';
const taskId = randomUUID();
const story = new Told('acme').search(1);
story
  .applies('direct', 2 * day)
  .tell(contracts.applicationTaskOpened, 2 * day, { taskId, kind: 'no_word', owner: 'tess', dueAt })
  .interviewed(3 * day, 'ida')
  .tell(contracts.requisitionApprovalRequested, 4 * day, approval('tess', '2030-01-01T10:00:00.000Z'))
  .tell(contracts.offerApprovalRequested, 4 * day, { ...approval('hana', dueAt), extendWithinHours: 24 })
  .tell(contracts.offerApprovalDelegated, 4 * day + hour, { groupId: 'lead', by: 'hana', to: 'tess' })
  .tell(contracts.interviewScorecardsOverdue, 5 * day, { roundId: 'bake', people: ['ida'], dueAt });
const kinds = ({ items }: Json): string[] => items.map(({ kind }: Json) => kind);

export function tasks(pipeline: () => PipelineService): void {
  describe('tasks', () => {
    beforeAll(async () => {
      await pipeline().publish(story);
      await pipeline().until('tasks', ({ items }) => items.length === 3, 'tess');
    });

    it('are those of who asks, from every copy, what is due first before the rest', async () => {
      const { items, person } = (await pipeline().get('tasks', 'tess')).json;
      expect(person).toBe('tess');
      expect(kinds({ items })).toEqual(['requisition_approval', 'no_word', 'offer_approval']);
      expect(items[0]).toMatchObject({ kind: 'requisition_approval', dueAt: '2030-01-01T10:00:00.000Z', overdue: false });
      expect(items[0].about).toEqual({ requisitionId: story.ids.requisitionId });
      const about = { requisitionId: story.ids.requisitionId, candidateId: story.ids.candidateId, applicationId: story.ids.applicationId };
      expect(items.find(({ kind }: Json) => kind === 'no_word').about).toEqual({ ...about, taskId });
      expect(items.find(({ kind }: Json) => kind === 'offer_approval').about).toEqual({ ...about, offerId: story.offerId });
    });

    it('may be asked for somebody else, by kind, by lateness, and page by page', async () => {
      expect((await pipeline().get('tasks?person=hana')).json.items).toEqual([]);
      expect(kinds((await pipeline().get('tasks?person=tess&kind=no_word')).json)).toEqual(['no_word']);
      expect(kinds((await pipeline().get('tasks?person=tess&overdue=true')).json)).toEqual([]);
      const first = (await pipeline().get('tasks?limit=2', 'tess')).json;
      const rest = (await pipeline().get(`tasks?limit=2&cursor=${first.next}`, 'tess')).json;
      expect([...kinds(first), ...kinds(rest)].sort()).toEqual(['no_word', 'offer_approval', 'requisition_approval']);
      expect(rest.next).toBeNull();
    });

    it('are of one’s own organization alone', async () =>
      expect((await pipeline().get('tasks', 'tess', { org: 'globex' })).json.items).toEqual([]));

    it('are over when they are done', async () => {
      story.messages.length = 0;
      story.tell(contracts.applicationTaskDone, 6 * day, { taskId, by: 'tess', outcome: 'done' });
      await pipeline().publish(story);
      expect(kinds(await pipeline().until('tasks', ({ items }) => items.length === 2, 'tess'))).not.toContain('no_word');
    });

    it('refuses what it does not know', async () => {
      for (const query of ['person=a b', 'kind=$ne', 'overdue=maybe', 'limit=101', 'cursor=x', 'kind[$ne]=x'])
        expect((await pipeline().get(`tasks?${encodeURI(query)}`)).json).toMatchObject({ code: 'request/invalid' });
    });
  });
}
