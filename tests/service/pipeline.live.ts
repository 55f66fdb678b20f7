/** Live connections on the real service: who listens hears what changes on their board and of their tasks, also after a break, and of nobody else's. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import * as contracts from '@rolecall/contracts';
import { eventually } from '@rolecall/testing';
import type { PipelineService } from './pipeline-service.js';
import { patienceMs } from './service.js';
import { day, hour, Told } from './told.js';

interface Heard {
  readonly id?: string;
  readonly event: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever comes back.
  readonly data: any;
}

/** As a browser's EventSource: keeps the last id, and reads events one by one. */
class Listener {
  readonly heard: Heard[] = [];
  lastId = '';

  private constructor(private readonly request: ClientRequest) {}

  /** On a connection of its own, which goes with it. */
  static async open(pipeline: PipelineService, query: string, { person = 'mara', org = 'live', lastId = '' } = {}): Promise<Listener> {
    const headers = { authorization: `Bearer ${await pipeline.tokenOf(person, org)}`, ...(lastId ? { 'last-event-id': lastId } : {}) };
    const request = get(`${pipeline.running.url}/v1/live?${query}`, { headers, agent: false });
    const listener = new Listener(request);
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    request.on('error', () => undefined);
    if (response.statusCode !== 200) request.destroy();
    expect([response.statusCode, response.headers['content-type']]).toEqual([200, 'text/event-stream']);
    listener.read(response).catch(() => undefined);
    await listener.until(({ event }) => event === 'open' || event === 'reset');
    return listener;
  }

  until = (wanted: (heard: Heard) => boolean): Promise<Heard> => eventually(async () => this.heard.find(wanted), patienceMs);
  leave = (): void => void this.request.destroy();

  private async read(response: IncomingMessage): Promise<void> {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) this.take(Object.fromEntries(event.split('\n').map((line) => line.split(/: (.*)/s) as [string, string])));
    }
  }

  private take({ id, event, data }: Record<string, string>): void {
    if (id) this.lastId = id;
    if (event) this.heard.push({ ...(id ? { id } : {}), event, data: JSON.parse(data ?? 'null') });
  }
}

const search = new Told('live').search(1);
const { requisitionId } = search.ids;
const board = `board=${requisitionId}`;
const somebody = (org = 'live') => new Told(org, { ...search.ids, applicationId: randomUUID() });
const cardOf =
  (story: Told) =>
  ({ event, data }: Heard) =>
    event === 'card' && data.card.id === story.ids.applicationId;

export function live(pipeline: () => PipelineService): void {
  describe('a live connection', () => {
    beforeAll(async () => {
      await pipeline().publish(search, new Told('elsewhere', search.ids).search(1));
      await pipeline().until(`boards/${requisitionId}`, () => true, 'mara', { org: 'live' });
    });

    it('hears of each application of its board, where it stands now, and of its own organization alone', async () => {
      const listener = await Listener.open(pipeline(), board);
      const story = somebody().applies('direct', day);
      await pipeline().publish(somebody('elsewhere').applies('direct', day), story);
      const { data } = await listener.until(cardOf(story));
      expect(data).toMatchObject({ column: 'received', card: { status: 'received', next: [{ kind: 'review', person: 'mara' }] } });
      story.messages.length = 0;
      story.tell(contracts.applicationAdvanced, 2 * day, { by: 'mara', planVersion: 1 });
      await pipeline().publish(story);
      expect((await listener.until((heard) => cardOf(story)(heard) && heard.data.card.sequence === 2)).data.column).toBe(
        'interviewing:onsite',
      );
      expect(listener.heard.filter(({ event }) => event === 'card')).toHaveLength(2);
      listener.leave();
    });

    it('hears when something waits for the person, and when it does no more', async () => {
      const [hers, his] = [
        await Listener.open(pipeline(), 'tasks=true', { person: 'tess' }),
        await Listener.open(pipeline(), 'tasks=true', { person: 'tom' }),
      ];
      const taskId = randomUUID();
      const story = somebody().applies('direct', day);
      story.tell(contracts.applicationTaskOpened, 2 * day, { taskId, kind: 'no_word', owner: 'tess', dueAt: '2031-01-01T00:00:00Z' });
      await pipeline().publish(story);
      await hers.until(({ event }) => event === 'tasks');
      story.messages.length = 0;
      await pipeline().publish(story.tell(contracts.applicationTaskDone, 3 * day, { taskId, by: 'tess', outcome: 'done' }));
      await eventually(async () => hers.heard.filter(({ event }) => event === 'tasks').length === 2, patienceMs);
      expect(his.heard.map(({ event }) => event)).toEqual(['open']);
      for (const each of [hers, his]) each.leave();
    });

    it('goes on after a break where it was: nothing is missed, and nothing is told twice', async () => {
      const before = await Listener.open(pipeline(), board);
      const [first, missed, later] = [
        somebody().applies('direct', day),
        somebody().applies('board', day + hour),
        somebody().applies('event', day),
      ];
      await pipeline().publish(first);
      await before.until(cardOf(first));
      before.leave();
      await pipeline().publish(missed);
      await pipeline().until(`stories/${missed.ids.applicationId}`, () => true, 'mara', { org: 'live' });
      const after = await Listener.open(pipeline(), board, { lastId: before.lastId });
      await pipeline().publish(later);
      await after.until(cardOf(later));
      const cards = after.heard.filter(({ event }) => event === 'card').map(({ data }) => data.card.id);
      expect(cards).toEqual([missed.ids.applicationId, later.ids.applicationId]);
      after.leave();
    });

    it('is told to load anew when nobody knows any more what it missed', async () => {
      const listener = await Listener.open(pipeline(), board, { lastId: 'FFFFFFFFFFFFFFFFFFFF' });
      expect(listener.heard[0]).toMatchObject({ event: 'reset' });
      const story = somebody().applies('direct', day);
      await pipeline().publish(story);
      await listener.until(cardOf(story));
      listener.leave();
    });

    it('is refused beyond what one person may have, and free again when one is left', async () => {
      const all = await Promise.all(Array.from({ length: 20 }, () => Listener.open(pipeline(), 'tasks=true', { person: 'many' })));
      const more = () => pipeline().get('live?tasks=true', 'many', { org: 'live' });
      expect(await more()).toMatchObject({ status: 429, json: { code: 'live/too-many-connections', details: { of: 'person', max: 20 } } });
      for (const each of all) each.leave();
      const again = await eventually(() => Listener.open(pipeline(), 'tasks=true', { person: 'many' }).catch(() => undefined), patienceMs);
      again.leave();
    });

    it('says what it cannot listen to', async () => {
      expect((await pipeline().get('live')).json).toMatchObject({ code: 'request/invalid' });
      expect((await pipeline().get(`live?board=${randomUUID()}`)).status).toBe(404);
      expect((await pipeline().get(`live?${board}`, 'nora', { org: 'nobody' })).status).toBe(404);
    });
  });
}
