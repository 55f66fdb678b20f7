/** Boards on the real service: what the events say, in pages that stay right, of one's own organization alone. */
import { randomUUID } from 'node:crypto';
import * as contracts from '@rolecall/contracts';
import type { PipelineService } from './pipeline-service.js';
import { at, day, hour, Told, termsWith } from './told.js';

// biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever comes back.
type Json = any;

const search = new Told('acme').search(2);
const board = `boards/${search.ids.requisitionId}`;
const others = ['direct', 'agency', 'board', 'direct'].map((kind, n) =>
  new Told('acme', { ...search.ids, applicationId: randomUUID() }).applies(kind, 3 * day + n * hour),
);
const interviewed = new Told('acme', { ...search.ids, applicationId: randomUUID() })
  .applies('referral', 2 * day)
  .tell(contracts.applicationAdvanced, 3 * day, { by: 'mara', planVersion: 1 })
  .tell(contracts.interviewPlanned, 3 * day, { planVersion: 1, stages: termsWith(1).plan.stages })
  .tell(contracts.interviewStagePlanned, 3 * day, {
    ...{ stageId: 'onsite', rounds: [{ ...termsWith(1).plan.stages[0]?.rounds[0], id: 'bake', planRoundId: 'bake' }] },
  })
  .tell(contracts.interviewRoundScheduled, 4 * day, {
    ...{ roundId: 'bake', by: 'mara' },
    booking: {
      ...{
        bookingId: randomUUID(),
        local: '2030-01-01T10:00',
        zone: 'UTC',
        startsAt: '2030-01-01T10:00:00Z',
        endsAt: '2030-01-01T11:00:00Z',
      },
      ...{ panel: [{ person: 'ida', role: 'lead' }], scorecardDueHours: 24 },
    },
  });
const elsewhere = new Told('globex', search.ids).search(1).applies('event', 2 * day);

const column = ({ columns }: Json, id: string): Json => columns.find((each: Json) => each.id === id);
const ids = (cards: readonly Json[]): string[] => cards.map(({ id }) => id);

export function boards(pipeline: () => PipelineService): void {
  describe('a board', () => {
    beforeAll(async () => {
      await pipeline().publish(elsewhere, search, interviewed, ...others);
      await pipeline().until(
        board,
        (shown) =>
          column(shown, 'received').count.value === 4 && column(shown, 'interviewing:onsite')?.cards[0]?.next[0]?.kind === 'invitation',
      );
    });

    it('shows who stands where, since when, and who must act next', async () => {
      const { json } = await pipeline().get(board);
      expect(json.requisition).toMatchObject({ id: search.ids.requisitionId, status: 'open', sequence: 2 });
      expect(column(json, 'received')).toMatchObject({ count: { value: 4, exact: true }, next: null });
      expect(column(json, 'received').cards[0]).toMatchObject({ status: 'received', since: at(3 * day), sequence: 1, sources: ['direct'] });
      expect(column(json, 'received').cards[0].next).toEqual([{ kind: 'review', person: 'mara', since: at(3 * day), overdue: false }]);
      const [card] = column(json, 'interviewing:onsite').cards;
      expect(card).toMatchObject({ id: interviewed.ids.applicationId, since: at(3 * day), receivedAt: at(2 * day) });
      expect(card.next).toMatchObject([{ kind: 'invitation', person: 'ida', dueAt: '2030-01-01T10:00:00.000Z', overdue: false }]);
    });

    it('is the same when everything is delivered twice', async () => {
      const before = (await pipeline().get(board)).json;
      await pipeline().publish(interviewed, search, ...others);
      const last = new Told('acme').search(1);
      await pipeline().publish(last);
      await pipeline().until(`boards/${last.ids.requisitionId}`, () => true);
      expect((await pipeline().get(board)).json).toEqual(before);
    });

    it('is found by source, by whom it waits for, by age and by column', async () => {
      const received = async (query: string) => column((await pipeline().get(`${board}?${query}`)).json, 'received');
      expect((await received('source=direct')).count).toEqual({ value: 2, exact: true });
      expect((await received('waitingFor=ida')).cards).toEqual([]);
      const forIda = (await pipeline().get(`${board}?waitingFor=ida`)).json;
      expect(ids(column(forIda, 'interviewing:onsite').cards)).toEqual([interviewed.ids.applicationId]);
      expect((await received('olderThanDays=3000')).count.value).toBe(0);
      const some = (await pipeline().get(`${board}?columns=received,decision`)).json;
      expect(some.columns.map(({ id }: Json) => id)).toEqual(['received', 'decision']);
    });

    it('goes on page by page, in both orders, and neither misses nor repeats anybody who stays', async () => {
      for (const sort of ['received', 'since']) {
        const first = column((await pipeline().get(`${board}?limit=2&sort=${sort}`)).json, 'received');
        const rest = (await pipeline().get(`${board}/columns/received?limit=3&sort=${sort}&cursor=${first.next}`)).json;
        expect(ids([...first.cards, ...rest.cards])).toEqual(others.map((story) => story.ids.applicationId));
        expect(rest.next).toBeNull();
      }
      const first = (await pipeline().get(`${board}/columns/received?limit=1`)).json;
      expect((await pipeline().get(`${board}/columns/received?sort=since&cursor=${first.next}`)).json.errors).toMatchObject([
        { path: 'cursor' },
      ]);
    });

    it('is of one’s own organization alone', async () => {
      const theirs = (await pipeline().get(board, 'gina', { org: 'globex' })).json;
      expect(theirs.columns.flatMap(({ cards }: Json) => ids(cards))).toEqual([elsewhere.ids.applicationId]);
      expect(await pipeline().get(board, 'nora', { org: 'nobody' })).toMatchObject({ status: 404, json: { code: 'request/not-found' } });
    });

    it('says what it cannot show', async () => {
      expect((await pipeline().get(`boards/${randomUUID()}`)).status).toBe(404);
      expect((await pipeline().get(`${board}/columns/nowhere`)).status).toBe(404);
      for (const query of [
        'limit=0',
        'limit=51',
        'source=nowhere',
        'sort=name',
        'olderThanDays=x',
        'columns=',
        'more=1',
        'waitingFor[$ne]=x',
      ])
        expect((await pipeline().get(`${board}?${query}`)).json).toMatchObject({ code: 'request/invalid' });
      expect((await pipeline().get(`${board}/columns/received?cursor=nonsense`)).status).toBe(400);
    });
  });
}
