/**
 * A board of a large requisition: its figures are right, pages go through all of it, and it is quick. With BOARD=100000 so many apply, and the
 * test says how long the board and a page of a column take.
 */
import { randomUUID } from 'node:crypto';
import type { ApplicationCopy } from '../../apps/pipeline/src/application/application.js';
import { columnOf, type Status } from '../../apps/pipeline/src/application/stages.js';
import { ApplicationCopies, boardOf, type Kept, LoopCopies, OfferCopies } from '../../apps/pipeline/src/copies.js';
import type { LoopCopy } from '../../apps/pipeline/src/loop/loop.js';
import type { OfferCopy } from '../../apps/pipeline/src/offer/offer.js';
import { PipelineService } from './pipeline-service.js';
import { at, Told } from './told.js';

// biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever comes back.
type Json = any;

const many = Number(process.env.BOARD ?? 3000);
const asked = 41;
const wantedMs = 50;
/** Of twenty who apply. */
const standing: readonly (readonly [Status, number])[] = [
  ...([
    ['received', 4],
    ['in_review', 2],
    ['interviewing', 2],
    ['decision', 1],
  ] as const),
  ...([
    ['offered', 1],
    ['hired', 1],
    ['rejected', 7],
    ['withdrawn', 2],
  ] as const),
];
const statuses = standing.flatMap(([status, times]) => Array<Status>(times).fill(status));
const search = new Told('acme').search(1);
const { requisitionId } = search.ids;
const of = { org: 'acme', board: boardOf('acme', requisitionId), concerns: [] };
let pipeline: PipelineService;

beforeAll(async () => {
  pipeline = await PipelineService.start();
  await pipeline.publish(search);
  await pipeline.until(`boards/${requisitionId}`, () => true);
  for (let from = 0; from < many; from += 1000) await apply(from, Math.min(many, from + 1000));
}, 300_000);
afterAll(() => pipeline?.stop());

/** As folds leave them; every second one in interviews or later has a loop, every one with an offer an offer. */
async function apply(from: number, to: number): Promise<void> {
  const some = Array.from({ length: to - from }, (_, n) => application(from + n));
  const beside = some.map(({ _id, copy }) => ({ id: randomUUID(), applicationId: _id.slice('acme/'.length), copy }));
  const loops = beside.filter(({ copy }) => copy.status === 'interviewing').map(({ id, ...of }) => kept(id, loop(of)));
  const offers = beside
    .filter(({ copy }) => copy.status === 'offered' || copy.status === 'hired')
    .map(({ id, ...of }) => kept(id, offer(of)));
  const { app } = pipeline.running;
  for (const [store, documents] of [
    [ApplicationCopies, some],
    [LoopCopies, loops],
    [OfferCopies, offers],
  ] as const)
    await app
      .get<ApplicationCopies>(store)
      .documents.bulkWrite(documents.map((document) => ({ insertOne: { document: document as never } })));
}

const kept = <T>(id: string, copy: T): Kept<T> => ({ _id: `acme/${id}`, sequence: 1, copy: { ...copy, ...of } });

function application(n: number): Kept<ApplicationCopy> {
  const status = statuses[n % statuses.length] as Status;
  const since = at(n + (n % 7) * 60);
  const left = [{ status: 'received', since: at(n), until: since }] as const;
  return kept(randomUUID(), {
    ...{ candidateId: randomUUID(), requisitionId, episode: 1, status, column: columnOf(status, undefined), since, statusSince: since },
    ...{ receivedAt: at(n), sources: ['board'], left, hires: [], knockouts: [], contingencies: [] },
    waiting: n % 500 === 0 ? [{ kind: 'no_word', person: 'mara', since, dueAt: at(n + 9000), about: randomUUID() }] : [],
  });
}

type Beside = { readonly applicationId: string; readonly copy: ApplicationCopy };

const loop = ({ applicationId, copy: { since } }: Beside): LoopCopy => ({
  ...{ applicationId, requisitionId, episode: 1, status: 'planned', since, stages: [], stageId: 'onsite', passed: [], waiting: [] },
  rounds: [{ id: 'bake', stageId: 'onsite', name: 'Bake', status: 'needs_scheduling', since, panel: [] }],
});
const offer = ({ applicationId, copy: { since, candidateId } }: Beside): OfferCopy => ({
  ...{ applicationId, candidateId, requisitionId, episode: 1, version: 1, status: 'extended', since, seat: 'assigned' },
  ...{ ends: [], owed: [], waiting: [] },
});

async function took(path: string): Promise<string> {
  const times: number[] = [];
  for (let n = 0; n < asked; n += 1) {
    const begun = performance.now();
    expect((await pipeline.get(path)).status).toBe(200);
    times.push(performance.now() - begun);
  }
  times.sort((one, other) => one - other);
  if (many >= 100_000) expect(times[asked >> 1]).toBeLessThanOrEqual(wantedMs);
  return `${times[asked >> 1]?.toFixed(1)} ms, p95 ${times[Math.floor(asked * 0.95)]?.toFixed(1)} ms`;
}

it('counts everybody, and says which figures are some seconds old', async () => {
  const { columns } = (await pipeline.get(`boards/${requisitionId}`)).json;
  const counted = Object.fromEntries(columns.map(({ id, stage, count }: Json) => [stage ? 'interviewing' : id, count]));
  for (const [status, times] of standing)
    expect(counted[status]).toEqual({ value: (many / 20) * times, exact: (many / 20) * times <= 300 });
});

it('goes through a column page by page, and finds each once', async () => {
  const seen: string[] = [];
  for (let cursor = ''; seen.length < 1500; ) {
    const { cards, next } = (await pipeline.get(`boards/${requisitionId}/columns/rejected?limit=100${cursor && `&cursor=${cursor}`}`)).json;
    seen.push(...cards.map(({ id }: Json) => id));
    if (!next) break;
    cursor = next;
  }
  expect(new Set(seen).size).toBe(Math.min(1500, (many / 20) * 7));
});

it('is quick', async () => {
  const board = `boards/${requisitionId}`;
  const first = (await pipeline.get(`${board}/columns/rejected?limit=100`)).json;
  const told = {
    'the board': board,
    'the board, by time in the stage': `${board}?sort=since`,
    'the board, of whom waits for a person': `${board}?waitingFor=mara`,
    'a page of 50': `${board}/columns/rejected?cursor=${first.next}`,
    tasks: 'tasks',
  };
  const lines: string[] = [];
  for (const [what, path] of Object.entries(told)) lines.push(`${what}: p50 ${await took(path)}`);
  process.stderr.write(`${many} applications; ${lines.join('; ')}\n`);
}, 120_000);
