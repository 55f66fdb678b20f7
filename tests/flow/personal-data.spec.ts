/**
 * Marked personal data goes through every endpoint of every service, in good requests and bad, while observer and pipeline look on, and is then
 * looked for wherever it must not be.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, inSpan, metrics, startTelemetry } from '@rolecall/telemetry';
import { eventually } from '@rolecall/testing';
import kafkajs from 'kafkajs';
import { createConnection } from 'mongoose';
import { type Observer, type System, startObserver, startPipeline, startSystem } from '../../deploy/local/index.ts';
import type { Target } from '../load/client.ts';
import { Load } from '../load/load.ts';
import type { Ending } from '../load/story.ts';
import { Asking, nameOf } from './hunt/asking.ts';
import { ground } from './hunt/ground.ts';
import { amounts, marksIn, word } from './hunt/marks.ts';
import { operations } from './hunt/operations.ts';
import { databasesOf, foundIn, type Places, topicsOf } from './hunt/places.ts';
import { receiveSpans, type SpanReceiver } from './hunt/span-receiver.ts';

const org = 'hunt';
const poison = word('poison');
let system: System;
let observer: Observer;
let pipeline: Awaited<ReturnType<typeof startPipeline>>;
let spans: SpanReceiver;
let asking: Asking;
let pages: Places;
let databases: Places;
let topics: Places;
let poisoned: string;

const logsOf = (files: readonly string[]): Places => new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
/** As people read them, and as Prometheus does, with exemplars. */
const pagesOf = async (urls: readonly string[]): Promise<Places> => {
  const pages = urls.flatMap((url) => ['text/plain', 'application/openmetrics-text'].map((accept) => [url, accept] as const));
  const read = async ([url, accept]: readonly [string, string]) => (await fetch(`${url}/metrics`, { headers: { accept } })).text();
  return new Map(await Promise.all(pages.map(async (page) => [page.join(' '), await read(page)] as const)));
};
const spansOf = (receiver: SpanReceiver): Places => new Map(receiver.received.map((body, index) => [`export ${index}`, body]));
const services = () => [...Object.values(system.services), observer.service, pipeline.service];

beforeAll(async () => {
  spans = await receiveSpans();
  // The exporter of this process reads it as that of a service does.
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = spans.url;
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: spans.url, LOG_LEVEL: 'trace', TRACE_DETAIL_RATIO: '1' };
  system = await startSystem({ say: (line) => process.stderr.write(`  ${line}\n`), env, flags: [] });
  observer = await startObserver(system, { ...env, PROBE_EVERY_MS: '5000' });
  pipeline = await startPipeline(system, env);
  asking = new Asking({ ...system.services, pipeline: pipeline.service });
  await tellStories();
  await poisonATopic();
  await askEverything();
  pages = await pagesOf(services().map(({ operatorUrl }) => operatorUrl));
  // Their last spans are sent when they stop.
  await Promise.all(services().map((service) => service.kill('SIGTERM')));
  topics = await topicsOf(system.servers.kafkaBrokers);
  databases = await databasesOf(system.servers.mongoUrl(''), 'rolecall_');
}, 500_000);
afterAll(async () => {
  await Promise.all([observer?.stop(), pipeline?.stop()]);
  await system?.stop();
  await spans?.stop();
});

const target = (): Target => ({
  services: Object.fromEntries(
    Object.entries(system.services).map(([name, service]) => [name, [service]]),
  ) as unknown as Target['services'],
  secret: system.secret,
});

/** A hire, a rejection with its letter, an offer that is declined: whole. */
async function tellStories(): Promise<void> {
  const endings: readonly Ending[] = ['hired', 'rejected', 'declined'];
  const load = await Load.start(target(), { org, inFlight: 3, endingOf: (index) => endings[index % 3] as Ending });
  await eventually(async () => load.stories.length >= 3);
  await load.stop();
  expect(load.stuck().map(({ stuck }) => stuck)).toEqual([]);
}

async function askEverything(): Promise<void> {
  const groundOf = await ground(target(), org);
  const inTurn = async (service: string) => {
    for (const operation of operations) if (operation.service === service) await asking.all(operation, groundOf(operation));
  };
  await Promise.all([...Object.keys(system.services), 'pipeline'].map(inTurn));
}

/** A message that breaks its contract, and has what no event may have. */
async function poisonATopic(): Promise<void> {
  const kafka = new kafkajs.Kafka({
    clientId: 'hunt',
    brokers: system.servers.kafkaBrokers.split(','),
    logLevel: kafkajs.logLevel.NOTHING,
  });
  const producer = kafka.producer();
  await producer.connect();
  const data = { applicationId: poison, offerId: poison, offerVersion: poison, note: poison };
  const id = randomUUID();
  const about = { ce_id: id, ce_type: 'offer.approved.v1', ce_source: '/rolecall/offer', ce_org: org, ce_subject: `offer/${id}` };
  const rest = { ce_specversion: '1.0', ce_time: new Date().toISOString(), ce_sequence: '1', ce_version: '1', ce_correlationid: id };
  const headers = { ...about, ...rest, 'content-type': 'application/json' };
  const sent = await producer.send({ topic: 'hiring.application', messages: [{ key: id, headers, value: JSON.stringify(data) }] });
  await producer.disconnect();
  poisoned = `hiring.application/${sent[0]?.partition}/${sent[0]?.baseOffset}`;
  const { log } = system.services.requisition;
  await eventually(async () => readFileSync(log, 'utf8').includes('a message is dead'), 60_000);
}

describe('the hunt', () => {
  it('reaches every operation that the services publish, and many do what they are asked', () => {
    expect(asking.unreached()).toEqual([]);
    expect(new Set(asking.asked.map(({ operation }) => nameOf(operation))).size).toBe(operations.length);
    expect(asking.done()).toEqual(
      expect.arrayContaining(['POST screening /v1/candidates', 'POST interview /v1/loops/:id/rounds/:roundId/schedule']),
    );
    expect(asking.done().length).toBeGreaterThan(60);
  });

  it('is refused wherever something is wrong, and no problem quotes what was sent', () => {
    const wrong = asking.asked.filter(({ kind }) => kind === 'wrong');
    expect(wrong.length).toBeGreaterThan(1000);
    expect(asking.asked.filter(({ status }) => status >= 500).map(({ operation, status }) => `${nameOf(operation)}: ${status}`)).toEqual(
      [],
    );
    // Which key or stream there is none of: a word of the address that was asked.
    const quoted = asking.asked.flatMap(({ said }) => marksIn(said)).filter((mark) => !mark.startsWith('zqx-path-'));
    expect(quoted).toEqual([]);
  });

  it('leaves what is personal in the vaults, of every kind', () => {
    const kept = Object.entries(foundIn(databases)).filter(([place]) => /\/vault(-addresses)?$/.test(place));
    expect(kept.map(([place]) => place).sort()).toEqual(['interview/vault', 'offer/vault', 'requisition/vault', 'screening/vault']);
    const kinds = new Set(kept.flatMap(([, marks]) => marks.map((mark) => mark.replace(/^zqx-|-\d+$/g, ''))));
    for (const kind of ['name', 'emails', 'phones', 'text', 'note', 'place', 'value', 'message', 'Zwetschgenmus', ...amounts.map(String)])
      expect(kinds).toContain(kind);
  });

  it('leaves nothing in a log line', () => {
    expect(foundIn(logsOf(services().map(({ log }) => log)))).toEqual({});
  });

  it('meets no log line that had to be cut, and each is one JSON object with its trace', () => {
    const lines = services().flatMap(({ log }) => readFileSync(log, 'utf8').trim().split('\n'));
    expect(lines.filter((line) => /\[(personal|secret)\]/.test(line))).toEqual([]);
    const requests = lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ method, route }) => method && !/^\/(live|ready|startup)z$/.test(String(route)));
    expect(requests.length).toBeGreaterThan(asking.asked.length);
    expect(requests.filter(({ trace_id, span_id }) => !trace_id || !span_id)).toEqual([]);
    const spanIds = requests.map(({ span_id }) => span_id);
    expect(new Set(spanIds).size).toBe(spanIds.length);
    const commands = requests.filter(({ route, status, method }) => method === 'POST' && /\/:id\//.test(String(route)) && status === 200);
    expect(commands.filter(({ correlation_id }) => !correlation_id)).toEqual([]);
    const refused = requests.filter(
      ({ route, status }) => status === 409 && /^\/v1\/(offers|loops|applications|requisitions)\/:id\//.test(String(route)),
    );
    expect(refused.length).toBeGreaterThan(20);
    expect(refused.filter(({ correlation_id }) => !correlation_id).map(({ route, code }) => `${route} ${code}`)).toEqual([]);
  });

  it('leaves nothing in a span', () => {
    const sent = spansOf(spans);
    for (const { name } of services()) expect([...sent.values()].some((body) => body.includes(`"${name}"`))).toBe(true);
    expect(foundIn(sent)).toEqual({});
  });

  it('leaves nothing in a metric', () => {
    expect([...pages.values()].every((page) => page.includes('hiring_http_request_seconds_bucket'))).toBe(true);
    expect([...pages.values()].some((page) => page.includes('# {trace_id='))).toBe(true);
    expect(foundIn(pages)).toEqual({});
  });

  it('leaves nothing in a topic, but for what a stranger wrote there', () => {
    expect(topics.size).toBeGreaterThan(50);
    expect(foundIn(topics)).toEqual({ [poisoned]: [poison] });
  });

  it('leaves nothing in a history, a head, a copy, an answer or a job; a dead letter keeps its message whole, and says no more of it', () => {
    const elsewhere = [...databases].filter(([place]) => !/\/vault(-addresses)?$/.test(place));
    for (const name of ['commits', 'heads', 'answers', 'dead-letters'])
      expect(elsewhere.some(([place]) => place.endsWith(`/${name}`))).toBe(true);
    const found = foundIn(new Map(elsewhere));
    expect(found).toEqual(expect.objectContaining({ 'requisition/dead-letters': [poison] }));
    expect(Object.entries(found).filter(([place, marks]) => !place.endsWith('/dead-letters') || marks.join() !== poison)).toEqual([]);
    const letters = [...databases].filter(([place]) => place in found).flatMap(([, text]) => JSON.parse(text) as { detail?: string }[]);
    expect(letters.map(({ detail = '' }) => marksIn(detail))).toEqual(letters.map(() => []));
  });
});

describe('what is planted is found', () => {
  it('in a log line, a span, a metric, a topic and a collection', async () => {
    const [log, span, metric, message, document] = ['log', 'span', 'metric', 'message', 'document'].map(word) as [
      string,
      string,
      string,
      string,
      string,
    ];
    const file = join(mkdtempSync(join(tmpdir(), 'hunt-')), 'control.log');
    createLogger({ write: (line) => writeFileSync(file, line) }).info({ remark: [{ deep: log }] }, 'a line');
    expect(foundIn(logsOf([file]))).toEqual({ [file]: [log] });

    const telemetry = await startTelemetry({ service: 'control', env: { OTEL_EXPORTER_OTLP_ENDPOINT: spans.url, LOG_LEVEL: 'silent' } });
    await inSpan('control', { attributes: { remark: span } }, () => undefined);
    await telemetry.stop();
    expect(Object.values(foundIn(spansOf(spans)))).toEqual([[span]]);

    metrics.commandsTotal.inc({ aggregate: metric, command: 'c', outcome: 'failed' });
    const page = createServer(async ({ headers }, response) => response.end((await metrics.exposition(headers.accept)).text));
    await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(page.address() as AddressInfo).port}`;
    expect(foundIn(await pagesOf([url]))).toEqual({ [`${url} text/plain`]: [metric], [`${url} application/openmetrics-text`]: [metric] });
    page.close();

    const kafka = new kafkajs.Kafka({
      clientId: 'hunt',
      brokers: system.servers.kafkaBrokers.split(','),
      logLevel: kafkajs.logLevel.NOTHING,
    });
    const [admin, producer] = [kafka.admin(), kafka.producer()];
    await Promise.all([admin.connect(), producer.connect()]);
    await admin.createTopics({ topics: [{ topic: 'control', numPartitions: 1 }], waitForLeaders: true });
    await producer.send({ topic: 'control', messages: [{ key: 'k', headers: { remark: message }, value: 'v' }] });
    await Promise.all([admin.disconnect(), producer.disconnect()]);
    expect(foundIn(await topicsOf(system.servers.kafkaBrokers))).toEqual({ [poisoned]: [poison], 'control/0/0': [message] });

    const connection = await createConnection(system.servers.mongoUrl('control_hunt')).asPromise();
    await connection.collection('remarks').insertOne({ deep: [{ bytes: Buffer.from(document) }] });
    await connection.close();
    expect(foundIn(await databasesOf(system.servers.mongoUrl(''), 'control_'))).toEqual({ 'hunt/remarks': [document] });
  });
});
