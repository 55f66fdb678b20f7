/** Incremental sync on the real service: everything that has changed since a token, once, and of one's own organization alone. */
import { randomUUID } from 'node:crypto';
import * as contracts from '@rolecall/contracts';
import type { PipelineService } from './pipeline-service.js';
import { day, Told } from './told.js';

// biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever comes back.
type Json = any;

const org = 'sync';

export function changes(pipeline: () => PipelineService): void {
  describe('what has changed', () => {
    const ask = async (query: string): Promise<Json> => (await pipeline().get(`changes?${query}`, 'gina', { org })).json;
    const all = async (since: string, limit = 200): Promise<{ items: Json[]; next: string }> => {
      const items: Json[] = [];
      for (let next = since; ; ) {
        const page = await ask(`since=${next}&limit=${limit}`);
        items.push(...page.items);
        next = page.next;
        if (!page.more) return { items, next };
      }
    };

    it('is told since a token, with its endings, in pages, and never again', async () => {
      const { next: begin, items } = await ask('');
      expect(items).toEqual([]);
      const story = new Told(org).search(1).applies('direct', day);
      const ended = { by: 'gina', reason: 'personal' };
      story.tell(contracts.applicationWithdrawn, 2 * day, ended);
      await pipeline().publish(new Told('elsewhere').search(1), story);
      await pipeline().until(`stories/${story.ids.applicationId}`, (told) => told.items.length === 2, 'gina', { org });
      await pipeline().until(
        `boards/${story.ids.requisitionId}`,
        ({ columns }) => columns.find(({ id }: Json) => id === 'withdrawn').count.value === 1,
        'gina',
        { org },
      );
      const told = await all(begin);
      const { applicationId, requisitionId } = story.ids;
      expect(told.items.map(({ kind, id, sequence, status }) => [kind, id, sequence, status]).sort()).toEqual([
        ['application', applicationId, 2, 'withdrawn'],
        ['requisition', requisitionId, 2, 'open'],
      ]);
      expect((await all(told.next)).items).toEqual([]);
      const one = await all(begin, 1);
      const last = Object.fromEntries(one.items.map((item) => [item.id, item.sequence]));
      expect(last).toEqual({ [applicationId]: 2, [requisitionId]: 2 });
    });

    it('is not known of a place that nobody remembers, nor of what is no place', async () => {
      expect(await ask('since=FFFFFFFFFFFFFFFFFFFF')).toMatchObject({ code: 'changes/history-gone' });
      for (const query of [`since=${randomUUID()}`, 'limit=0', 'limit=501', 'more=1'])
        expect(await ask(query)).toMatchObject({ code: 'request/invalid' });
    });
  });
}
