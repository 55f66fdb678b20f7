/** Timelines on the real service: every event once, in words, in order; and said to be delayed while its story is held. */
import * as contracts from '@rolecall/contracts';
import type { PipelineService } from './pipeline-service.js';
import { at, day, Told } from './told.js';

// biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever comes back.
type Json = any;

const hire = new Told('acme').search(1).hired(2 * day);
const application = `stories/${hire.ids.applicationId}`;
const stuck = new Told('acme').applies('direct', day);
const whats = ({ items }: Json): string[] => items.map(({ what }: Json) => what);

export function stories(pipeline: () => PipelineService): void {
  describe('a story', () => {
    beforeAll(async () => {
      await pipeline().publish(hire, stuck);
      await pipeline().until(application, ({ items }) => items.some(({ type }: Json) => type === 'application.hired.v1'));
      await pipeline().until(`stories/${hire.ids.requisitionId}`, ({ items }) => items.length === 5);
    });

    it('tells every event of application, interviews and offer, oldest first', async () => {
      const { items, next, delayed, delayedSince } = (await pipeline().get(application)).json;
      expect(items.map(({ at: when }: Json) => when)).toEqual(items.map(({ at: when }: Json) => when).sort());
      expect(items).toHaveLength(hire.messages.filter(({ key }) => key === hire.ids.applicationId).length);
      expect(items[0]).toMatchObject({ at: at(2 * day), type: 'application.received.v1', sequence: 1, service: 'screening' });
      expect(whats({ items })).toEqual(
        expect.arrayContaining([
          'mara advanced the application to interviews (plan version 1)',
          'ida handed in the scorecard for the round bake',
        ]),
      );
      expect({ next, delayed, delayedSince }).toEqual({ next: null, delayed: false, delayedSince: null });
    });

    it('is the same when everything is delivered again', async () => {
      const before = (await pipeline().get(application)).json;
      await pipeline().publish(hire);
      const last = new Told('acme').applies('direct', day);
      await pipeline().publish(last);
      await pipeline().until(`stories/${last.ids.applicationId}`, () => true);
      expect((await pipeline().get(application)).json).toEqual(before);
    });

    it('goes on page by page', async () => {
      const whole = whats((await pipeline().get(application)).json);
      const first = (await pipeline().get(`${application}?limit=5`)).json;
      const rest = (await pipeline().get(`${application}?limit=200&cursor=${first.next}`)).json;
      expect([...whats(first), ...whats(rest)]).toEqual(whole);
    });

    it('is of one’s own organization alone, whatever cursor is brought', async () => {
      const { next } = (await pipeline().get(`${application}?limit=5`)).json;
      for (const path of [application, `${application}?cursor=${next}`])
        expect((await pipeline().get(path, 'gina', { org: 'globex' })).status).toBe(404);
    });

    it('is delayed while a message that cannot be handled holds it', async () => {
      stuck.messages.length = 0;
      stuck.tell(contracts.applicationAdvanced, 2 * day, { by: 'not one person' });
      stuck.tell(contracts.applicationWithdrawn, 3 * day, { by: 'mara', reason: 'personal' });
      await pipeline().publish(stuck);
      const held = await pipeline().until(`stories/${stuck.ids.applicationId}`, ({ delayed }) => delayed);
      expect(held.items).toHaveLength(1);
      expect(Date.parse(held.delayedSince)).toBeLessThanOrEqual(Date.now());
      expect((await pipeline().get(application)).json.delayed).toBe(false);
    });
  });
}
