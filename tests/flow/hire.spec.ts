/** From a role document to a hire and back, across all services on real Kafka and MongoDB, as the demo tells it. */
import { readFileSync } from 'node:fs';
import { issueToken, operatorOrg } from '@rolecall/edge';
import { contractOf } from '@rolecall/kernel';
import { MongoDatabase } from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type System, startSystem } from '../../deploy/local/index.ts';
import { root } from '../../deploy/local/root.ts';
import { runTool } from '../../deploy/local/tool.ts';
import { whereThereIs } from '../../deploy/local/where-there-is.ts';
import type { Play } from '../../tools/demo/cast.ts';
import { pageOf } from '../../tools/demo/html.ts';
import type { Counts } from '../../tools/demo/scenes/6-why.ts';
import { Stage } from '../../tools/demo/stage.ts';
import { tell } from '../../tools/demo/tell.ts';
import { committedEvents } from '../../tools/story.ts';
import { targetOf } from '../load/client.ts';
import { Load } from '../load/load.ts';
import type { Ending } from '../load/story.ts';
import { contextOf, ownContext, type SpanStore } from './traces/stored-span.ts';
import { findRealStore, openStores, type Stores } from './traces/stores.ts';
import { type Missing, missingFrom } from './traces/whole.ts';
import { evidenceOf, missingFor } from './traces/whole-stories.ts';

const say = (line: string): void => void process.stderr.write(`  ${line}\n`);
/** A store of traces that others have built too, beside the one of this test. */
const { test: testOnRealStore, found: isRealStore } = await whereThereIs(findRealStore);
const stage = new Stage({ fast: true, write: () => undefined, dims: false });
let system: System;
let play: Play;
let counts: Counts;
let stores: Stores;

beforeAll(async () => {
  stores = await openStores(isRealStore === true, say);
  // What has happened seconds ago is looked at already, for the story ends soon.
  const env = { RECONCILE_STOOD_MS: '3000', OTEL_EXPORTER_OTLP_ENDPOINT: stores.kept.url };
  system = await startSystem({ say, flags: [], env });
  ({ play, counts } = await tell(system, stage, 'flow'));
}, 400_000);
afterAll(async () => {
  await system?.stop();
  await stores?.stop();
});

const seen = (type: string) => play.watch.events.filter((event) => event.type === type);
const ofLena = (type: string) => seen(type).filter(({ data }) => data.applicationId === play.candidates.lena.applicationId);

it('tells six scenes, with the events beside the sentences', () => {
  expect(stage.lines.filter(({ kind }) => kind === 'scene').map((line) => 'number' in line && line.number)).toEqual([1, 2, 3, 4, 5, 6]);
  const told = JSON.stringify(stage.lines);
  const types = [
    'requisition.opened',
    'application.advanced',
    'interview.concluded',
    'requisition.seat-reserved',
    'requisition.seat-refused',
  ];
  const ends = ['offer.expired', 'requisition.filled', 'application.hired', 'application.hire-reversed', 'requisition.reopened'];
  for (const type of [...types, ...ends]) expect(told).toContain(`${type}.v1`);
});

it('publishes every committed event, loses none, and says each effect once', async () => {
  const committed = await committedEvents('flow', system.servers.mongoUrl(''));
  const published = committed.filter(({ type }) => contractOf(type)?.topic);
  expect(play.watch.events.map(({ id }) => id).sort()).toEqual(published.map(({ id }) => id).sort());
  expect(Object.fromEntries(counts)).toMatchObject({ lost: '0', seats: '1 = 1', 'letters released': '1, of 1 due' });
  for (const type of ['offer.accepted.v1', 'application.pre-hire-begun.v1', 'application.hired.v1', 'application.hire-reversed.v1'])
    expect(ofLena(type)).toHaveLength(1);
  for (const type of ['requisition.seat-committed.v1', 'requisition.seat-filled.v1', 'requisition.filled.v1', 'requisition.reopened.v1'])
    expect(seen(type)).toHaveLength(1);
  expect(seen('application.letter-released.v1').map(({ data }) => data.applicationId)).toEqual([play.candidates.zoe.applicationId]);
});

it('publishes nothing that the published schemas do not accept', () => {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const validators = new Map(
    [...new Set(play.watch.events.map(({ type }) => type))].map((type) => {
      const schema = JSON.parse(readFileSync(new URL(`../../docs/schemas/${type}.json`, import.meta.url), 'utf8'));
      return [type, ajv.compile(schema)] as const;
    }),
  );
  expect(validators.size).toBeGreaterThan(50);
  for (const { type, data } of play.watch.events) {
    const validate = validators.get(type);
    expect([type, validate?.(data), validate?.errors ?? null]).toEqual([type, true, null]);
  }
});

it('keeps one order for each application: every reader sees cause before effect', () => {
  const order = play.watch.events.filter(({ key }) => key === play.candidates.lena.applicationId).map(({ type }) => type);
  const at = (type: string) => order.indexOf(type);
  const chain = [
    'application.advanced.v1',
    'interview.planned.v1',
    'interview.concluded.v1',
    'application.decision-due.v1',
    'offer.approved.v1',
  ];
  const rest = [
    'offer.extended.v1',
    'offer.accepted.v1',
    'application.pre-hire-begun.v1',
    'application.hired.v1',
    'application.hire-reversed.v1',
  ];
  const places = [...chain, ...rest].map(at);
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

it('gives a chain of automatic reactions one trace, and a person’s next step another', () => {
  const traceOf = (event: { traceparent?: string } | undefined) => event?.traceparent?.split('-')[1];
  const [hired] = ofLena('application.hired.v1');
  expect(traceOf(hired)).toMatch(/^[0-9a-f]{32}$/);
  expect(traceOf(seen('requisition.seat-filled.v1')[0])).toBe(traceOf(hired));
  expect(traceOf(seen('requisition.filled.v1')[0])).toBe(traceOf(hired));
  expect(traceOf(ofLena('application.hire-reversed.v1')[0])).not.toBe(traceOf(hired));
  expect(play.watch.events.every(({ correlationId, key }) => correlationId === key)).toBe(true);
});

describe('a store of traces, asked for whole stories by their ids', () => {
  /** A killed process takes with it what it has not sent yet: a second, and the moment until it was killed. */
  const [unsentMs, killedWithinMs] = [1500, 250];
  const wentWithTheKilled = ({ service, at }: Missing): boolean => {
    const before = Date.parse(ofLena('offer.accepted.v1')[0]?.at ?? '') - Date.parse(at);
    return service === 'offer' && before < unsentMs && before > -killedWithinMs;
  };
  const ofFlow = () => evidenceOf('flow', system.servers.mongoUrl(''));
  const realStore = () => stores.real as SpanStore;

  it('has every hop of the demo and no orphan, but for what went with the killed process', async () => {
    const { spans, missing } = await missingFor(stores.kept, await ofFlow(), 20_000, wentWithTheKilled);
    expect(missing).toEqual([]);
    const begun = spans.filter(({ parentId }) => parentId === undefined).map(({ name }) => name);
    expect(begun).toEqual(
      expect.arrayContaining([
        'post /v1/applications/:id/clear-contingency',
        'deadline sweep',
        'deadline application',
        'send hiring.candidate',
      ]),
    );
  });

  it('has the acceptance in whose moment the process was killed, and all that follows from it', async () => {
    const [accepted] = ofLena('offer.accepted.v1');
    const spans = await missingFor(stores.kept, await ofFlow(), 0).then((found) => found.spans);
    const created = spans.find((span) => ownContext(span) === contextOf(accepted?.traceparent ?? ''));
    expect(created?.tags).toMatchObject({ 'messaging.message.id': accepted?.id, 'rolecall.event.types': '["offer.accepted.v1"]' });
    const heard = spans.filter(({ traceId, parentId }) => traceId === created?.traceId && parentId === created?.spanId);
    expect(heard.map(({ service }) => service)).toEqual(expect.arrayContaining(['requisition', 'screening']));
  });

  testOnRealStore('is Zipkin behind the Collector, which has the same', async () => {
    const { spans, missing } = await missingFor(realStore(), await ofFlow(), 60_000, wentWithTheKilled);
    expect(missing).toEqual([]);
    const { spans: sent } = await missingFor(stores.kept, await ofFlow(), 0);
    expect(spans.map(ownContext).sort()).toEqual(sent.map(ownContext).sort());
  });

  it('has everything of hires in which nobody is killed', async () => {
    const endings: readonly Ending[] = ['hired', 'rejected', 'declined', 'hired'];
    const inFlight = endings.length;
    const endingOf = (index: number) => endings[index % inFlight] as Ending;
    const load = await Load.start(targetOf(system), { org: 'whole', inFlight, endingOf });
    await eventually(async () => load.stories.length > inFlight, 60_000);
    await load.stop();
    expect(load.stuck()).toEqual([]);
    const evidence = await evidenceOf('whole', system.servers.mongoUrl(''));
    const { spans, missing } = await missingFor(stores.kept, evidence, 20_000);
    expect(missing).toEqual([]);
    if (stores.real) expect((await missingFor(stores.real, evidence, 60_000)).missing).toEqual([]);
    // None of them could be away without being missed.
    const parents = new Set(spans.map(({ traceId, parentId }) => `${traceId}-${parentId}`));
    const hops = spans.filter((span) => parents.has(ownContext(span)) || ['PRODUCER', 'CONSUMER'].includes(span.kind ?? ''));
    expect(hops.length).toBeGreaterThan(100);
    expect(
      hops.filter(
        (hop) =>
          missingFrom(
            spans.filter((span) => span !== hop),
            evidence,
          ).length === 0,
      ),
    ).toEqual([]);
  });
});

it('lets nothing personal into an event or a log line', () => {
  const { lena, jon, omar } = play.candidates;
  const names = Object.values(play.candidates).flatMap(({ name, email }) => [name, email]);
  const texts = [
    'We sponsor for this team',
    'RabbitMQ platform',
    'She will not come',
    'Notes stay in the vault',
    'Her platform carries',
    'Video call',
  ];
  const resumes = [lena.resume, jon.resume, omar.resume].flatMap((resume) => resume.split('\n').filter((line) => line.length > 40));
  const amounts = ['118000', '131000', '112000'];
  const logs = Object.values(system.services).map(({ log }) => readFileSync(log, 'utf8'));
  expect(logs.every((log) => log.includes('request answered'))).toBe(true);
  const everything = [JSON.stringify(play.watch.events), ...logs].join('\n');
  for (const personal of [...names, ...texts, ...resumes, ...amounts])
    expect([personal, everything.includes(personal)]).toEqual([personal, false]);
});

it('writes logs that carry trace and story', () => {
  const lines = readFileSync(system.services.requisition.log, 'utf8').trim().split('\n');
  const answered = lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ msg }) => msg === 'request answered');
  expect(answered.some(({ trace_id, correlation_id }) => trace_id && correlation_id === play.requisitionId)).toBe(true);
});

it('serves metrics, health and OpenAPI on every service', async () => {
  for (const { url, operatorUrl } of Object.values(system.services)) {
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(await (await fetch(`${operatorUrl}/metrics`)).text()).toMatch(/hiring_relayed_events_total [1-9]/);
    expect(await (await fetch(`${url}/openapi.json`)).json()).toMatchObject({ openapi: '3.1.0' });
  }
});

/** The command line of an operator. */
async function rolecall(...args: string[]): Promise<string> {
  const ROLECALL_TOKEN = await issueToken({ person: 'olga', org: operatorOrg, roles: ['operator'] }, system.secret);
  const services = Object.entries(system.services).map(([name, { url }]) => `${name}=${url}`);
  const env = { ROLECALL_TOKEN, ROLECALL_SERVICES: services.join(',') };
  return runTool(process.execPath, ['--no-warnings', 'apps/cli/dist/main.js', ...args], { cwd: root, env, withinMs: 150_000 });
}

it('leaves nothing to mend between its aggregates', async () => {
  await eventually(async () => {
    const jobs = JSON.parse(await rolecall('reconcile', '--json')) as {
      service: string;
      counts: Record<string, number>;
      findings: string[];
    }[];
    expect(jobs.flatMap(({ findings }) => findings)).toEqual([]);
    const looked = Object.fromEntries(
      jobs.map(({ service, counts: { looked: n, waiting } }) => [service, [n ? 'looked' : 'did not look', waiting]]),
    );
    return Object.values(looked).every(([did, waiting]) => did === 'looked' && waiting === 0);
  }, 60_000);
}, 200_000);

it('is found well by the doctor, but for its one broker and disk', async () => {
  const groups = JSON.parse(await rolecall('doctor', '--json')) as {
    of: string;
    checks: { name: string; state: string; found: string }[];
  }[];
  expect(groups.map(({ of }) => of)).toEqual(['requisition', 'screening', 'interview', 'offer', 'between services']);
  const notWell = groups.flatMap(({ of, checks }) =>
    checks.filter(({ state }) => state !== 'ok').map(({ name, state }) => [of, name, state]),
  );
  expect(notWell).toEqual(groups.slice(0, 4).map(({ of }) => [of, 'replication', 'warn']));
});

it('holds what must always hold in every history, topic and copy, also when copies that were lost are rebuilt', async () => {
  const committedBefore = await committedEvents('flow', system.servers.mongoUrl(''));
  expect(await rolecall('verify', '--all', '--topics')).not.toContain('mismatches');
  const copies = { screening: ['requisition'], interview: ['requisition'], offer: ['requisition', 'application', 'conclusion'] };
  for (const [service, names] of Object.entries(copies)) {
    const database = await MongoDatabase.open(system.servers.mongoUrl(`rolecall_${service}`));
    for (const name of names) await database.collection(`${name}-copies`).deleteMany({});
    await database.close();
    expect(await rolecall('replay', service, ...(service === 'interview' ? ['--from-owners'] : []))).not.toContain('left out');
  }
  expect(await rolecall('verify', '--all', '--topics')).not.toContain('mismatches');
  expect(await committedEvents('flow', system.servers.mongoUrl(''))).toEqual(committedBefore);
}, 600_000);

it('gives each message that was handed on again a trace of its own, which links to where it was created', async () => {
  const evidence = await evidenceOf('whole', system.servers.mongoUrl(''));
  const { spans, missing } = await missingFor(stores.kept, evidence, 20_000);
  expect(missing).toEqual([]);
  const replayed = spans.filter(({ name, parentId }) => name === 'process hiring.requisition' && parentId === undefined);
  expect(replayed.length).toBeGreaterThan(2);
  expect(replayed.every(({ links }) => links.length === 1)).toBe(true);
});

it('becomes a page to pass on', () => {
  const page = pageOf(stage.lines, { day: '1 March 2026', seconds: 1, facts: counts });
  expect(page).toContain('From a role document to a hire');
  for (const { kind, ...line } of stage.lines) if (kind === 'scene' && 'title' in line) expect(page).toContain(line.title);
  expect(page).not.toMatch(/<script|https?:\/\//);
});
