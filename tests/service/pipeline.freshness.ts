/** Read your writes: who brings a Consistency-Token reads what they wrote, or is told to ask again. */
import * as contracts from '@rolecall/contracts';
import type { PipelineService } from './pipeline-service.js';
import { day, Told } from './told.js';

const story = new Told('acme').search(1).applies('direct', day);
const { requisitionId, applicationId } = story.ids;
const bringing = (...tokens: string[]) => ({ 'consistency-token': tokens.join(', ') });

export function freshness(pipeline: () => PipelineService): void {
  describe('a read with a token', () => {
    const ask = (token: string) => pipeline().get(`boards/${requisitionId}`, 'mara', bringing(token));

    it('waits until what was written has arrived', async () => {
      const asked = ask(`requisition/${requisitionId}/2, application/${applicationId}/1`);
      await pipeline().publish(story);
      const { status, json } = await asked;
      expect(status).toBe(200);
      expect(json.columns[0]).toMatchObject({ id: 'received', count: { value: 1 }, cards: [{ id: applicationId, sequence: 1 }] });
    });

    it('finds the story told as far, for the copy is the last to be written', async () => {
      story.messages.length = 0;
      story.tell(contracts.applicationAdvanced, 2 * day, { by: 'mara', planVersion: 1 });
      const asked = pipeline().get(`stories/${applicationId}`, 'mara', bringing(`application/${applicationId}/2`));
      await pipeline().publish(story);
      expect((await asked).json.items.at(-1)).toMatchObject({ type: 'application.advanced.v1' });
    });

    it('is told to ask again after two seconds, and never answered with the older state', async () => {
      const { status, json, headers } = await ask(`application/${applicationId}/9`);
      expect({ status, code: json.code, details: json.details }).toEqual({
        ...{ status: 503, code: 'pipeline/behind', details: { aggregate: 'application', reached: 2, wanted: 9 } },
      });
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    });

    it('looks at the stream of one’s own organization alone', async () => {
      const theirs = await pipeline().get('tasks', 'gina', { org: 'globex', ...bringing(`application/${applicationId}/1`) });
      expect(theirs.json).toMatchObject({ code: 'pipeline/behind', details: { reached: 0 } });
    });

    it('waits for nothing that is published nowhere, and refuses what is no token', async () => {
      expect((await ask('calendar/ida-2030/7')).status).toBe(200);
      expect((await ask('nonsense')).json).toMatchObject({
        code: 'request/invalid',
        errors: [{ in: 'header', path: 'Consistency-Token' }],
      });
    });
  });
}
