/** The real Collector with our configuration: which traces it keeps, and what it makes of a log line. */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../tools/sources.ts';
import { findCollector } from '../local/find-collector.ts';
import { HurtableProcess } from '../local/hurtable-process.ts';
import { freePort } from '../local/ports.ts';
import { Premises } from '../local/premises.ts';
import { answers, becomesTrue } from '../local/processes.ts';
import { whereThereIs } from '../local/where-there-is.ts';

const { test, found } = await whereThereIs((say) => findCollector(say, { mayBuild: false }));

/** Stands where Tempo and Loki are: keeps what was sent, by its path. */
const received: { path: string; body: string }[] = [];
let store: Server;
let premises: Premises;
let folder: string;
let otlp: string;
let fluent: number;
beforeAll(async () => {
  if (!found) return;
  store = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push({ path: request.url ?? '', body: Buffer.concat(chunks).toString() });
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await once(store.listen(0, '127.0.0.1'), 'listening');
  premises = await Premises.open();
  folder = mkdtempSync(join(tmpdir(), 'rolecall-collector-'));
  [otlp, fluent] = [`127.0.0.1:${await freePort()}`, await freePort()];
  await startCollector(`http://127.0.0.1:${(store.address() as AddressInfo).port}`);
});
afterAll(async () => {
  store?.close();
  await premises?.close();
  if (folder) rmSync(folder, { recursive: true });
});

/** As in docker-compose.yml, but that everything goes to the store, in a form that can be read here. */
async function startCollector(endpoint: string): Promise<void> {
  const readable = { encoding: 'json', compression: 'none' };
  const override = {
    receivers: { fluent_forward: { endpoint: `127.0.0.1:${fluent}` } },
    exporters: { 'otlp_http/loki': readable, 'otlp_http/traces': { endpoint, ...readable } },
    service: { telemetry: { metrics: { level: 'none', readers: [] } }, pipelines: { traces: { exporters: ['otlp_http/traces'] } } },
  };
  writeFileSync(join(folder, 'test.yaml'), JSON.stringify(override));
  const files = ['collector.yaml', 'logs.yaml'].map((name) => join(projectRoot, 'deploy', 'otel', name));
  const args = [...files, join(folder, 'test.yaml')].map((file) => `--config=${file}`);
  const health = `127.0.0.1:${await freePort()}`;
  const sampling = { TRACES_KEPT_PERCENT: '0', TRACES_DECIDED_AFTER: '1s' };
  const env = { ...sampling, OTLP_HTTP_ADDRESS: otlp, HEALTH_ADDRESS: health, LOKI_URL: endpoint };
  const log = join(await premises.room('logs'), 'collector.log');
  const isUp = () => answers(`http://${health}`);
  await new HurtableProcess({ name: 'collector', command: found, args, env, log, isUp }, premises.guard).start();
}

const patienceMs = 20_000;
const begun = 1_790_000_000;
const traceOf = (n: number): string => n.toString(16).padStart(32, '0');

function span(n: number, { ms = 10, failed = false, parent = false } = {}): object {
  const ids = { traceId: traceOf(n), spanId: (n + (parent ? 1000 : 0)).toString(16).padStart(16, '0') };
  const times = {
    startTimeUnixNano: `${begun}000000000`,
    endTimeUnixNano: String(BigInt(begun) * 1_000_000_000n + BigInt(ms) * 1_000_000n),
  };
  return { ...ids, name: 'span', kind: 1, ...times, status: failed ? { code: 2 } : {} };
}

test('keeps a trace with an error and a slow one, whole, and of the others as many as it is told', async () => {
  const ordinary = Array.from({ length: 20 }, (_, n) => span(100 + n));
  const spans = [...ordinary, span(1, { failed: true }), span(1, { parent: true }), span(2, { ms: 1500 })];
  const body = JSON.stringify({ resourceSpans: [{ resource: {}, scopeSpans: [{ scope: {}, spans }] }] });
  const headers = { 'content-type': 'application/json' };
  expect((await fetch(`http://${otlp}/v1/traces`, { method: 'POST', headers, body })).status).toBe(200);
  const kept = () => received.filter(({ path }) => path === '/v1/traces').flatMap(({ body: sent }) => sent.match(/"traceId":"\w+"/g) ?? []);
  expect(await becomesTrue(() => kept().length >= 3, patienceMs)).toBe(true);
  expect(kept().sort()).toEqual([traceOf(1), traceOf(1), traceOf(2)].map((id) => `"traceId":"${id}"`));
});

/** MessagePack of what is needed here: text, a number, a short list, a small map. */
function packed(value: unknown): Buffer {
  if (typeof value === 'number') return Buffer.from([0xce, ...[24, 16, 8, 0].map((bits) => (value >>> bits) & 255)]);
  if (typeof value === 'string') {
    const size = Buffer.byteLength(value);
    return Buffer.concat([Buffer.from(size < 32 ? [0xa0 | size] : [0xda, size >> 8, size & 255]), Buffer.from(value)]);
  }
  if (Array.isArray(value)) return Buffer.concat([Buffer.from([0x90 | value.length]), ...value.map(packed)]);
  const entries = Object.entries(value as object);
  return Buffer.concat([Buffer.from([0x80 | entries.length]), ...entries.flat().map(packed)]);
}

test('takes a line as the Docker daemon sends it to Loki, with its service, story and trace beside it', async () => {
  const facts = { level: 'warn', service: 'offer', trace_id: traceOf(7), span_id: '00000000000000aa', correlation_id: 'story-1' };
  const line = JSON.stringify({ ...facts, msg: 'relay pauses' });
  const socket = connect(fluent, '127.0.0.1');
  await once(socket, 'connect');
  // Of two services, and one that is no JSON, in one breath.
  const lines = [line, JSON.stringify({ ...facts, service: 'screening', trace_id: undefined }), 'Killed'];
  socket.end(Buffer.concat(lines.map((log) => packed(['rolecall-offer-1', begun, { log, container_name: '/rolecall-offer-1' }]))));
  const sent = () =>
    received
      .filter(({ path }) => path === '/otlp/v1/logs')
      .flatMap(({ body }) => JSON.parse(body).resourceLogs as { resource: object; scopeLogs: { logRecords: { body: object }[] }[] }[])
      .flatMap(({ resource, scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords.map((record) => ({ resource, ...record }))));
  expect(await becomesTrue(() => sent().length >= 3, patienceMs)).toBe(true);
  const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
  expect(sent().find(({ body }) => (body as { stringValue: string }).stringValue === line)).toMatchObject({
    resource: { attributes: [text('service.name', 'offer')] },
    severityText: 'warn',
    traceId: facts.trace_id,
    spanId: facts.span_id,
    attributes: expect.arrayContaining([text('correlation_id', 'story-1')]),
  });
  expect(sent().map(({ resource }) => resource)).toEqual(expect.arrayContaining([{ attributes: [text('service.name', 'screening')] }, {}]));
});
