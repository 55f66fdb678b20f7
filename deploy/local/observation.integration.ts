/** What watches a system, for real: it scrapes, it finds a story's traces, and nothing of it is left when it stops. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inContext, metrics, SpanKind, startSpan, startTelemetry } from '@rolecall/telemetry';
import { findAlertmanager } from './find-alertmanager.ts';
import { findCollector } from './find-collector.ts';
import { findPrometheus } from './find-prometheus.ts';
import { findZipkin } from './find-zipkin.ts';
import { type Observation, startObservation } from './observation.ts';
import { isFree } from './ports.ts';
import { becomesTrue } from './processes.ts';
import { whereThereIs } from './where-there-is.ts';

const { test, found } = await whereThereIs(async (say) => {
  // What is not built for a test is asked for first: without it nothing else has to be fetched.
  const collector = await findCollector(say, { mayBuild: false });
  await findPrometheus(say);
  await findAlertmanager(say);
  await findZipkin(say);
  return collector;
});
const story = '0198c0de-0000-7000-8000-000000000001';
const followed = '00-11112222333344445555666677778888-aaaabbbbccccdddd-01';
/** Prometheus says an alert again after a minute, which is the first time for an Alertmanager that it did not know yet. */
const patienceMs = 100_000;

let observation: Observation;
let target: Server;
beforeAll(async () => {
  if (!found) return;
  metrics.commandsTotal.inc({ aggregate: 'offer', command: 'accept', outcome: 'happened' }, 7);
  target = createServer(async ({ headers }, response) => {
    const { type, text } = await metrics.exposition(headers.accept);
    response.setHeader('content-type', type).end(text);
  });
  await once(target.listen(0, '127.0.0.1'), 'listening');
  observation = await startObservation((line) => void process.stderr.write(`  ${line}\n`));
}, 240_000);
afterAll(async () => {
  target?.close();
  await observation?.stop();
});

/** The address of a piece, without what it shows. */
const urlOf = (name: string): string => new URL(observation.pieces.find((piece) => piece.name === name)?.url ?? '').origin;
const ask = async (url: string) => (await fetch(url)).json();
/** Asks until something is found. */
async function answerOf<T>(url: string, pick: (answer: never) => T | undefined): Promise<T | undefined> {
  let picked: T | undefined;
  await becomesTrue(
    async () => {
      picked = pick((await ask(url)) as never);
      return picked !== undefined;
    },
    patienceMs,
    250,
  );
  return picked;
}

test('scrapes a service from the moment that it is told where it is', async () => {
  const { port } = target.address() as AddressInfo;
  await observation.watch({ offer: { operatorUrl: `http://127.0.0.1:${port}` } });
  const query = `${urlOf('Prometheus')}/api/v1/query?query=${encodeURIComponent('hiring_commands_total{command="accept"} and on (job) up == 1')}`;
  const sample = await answerOf(query, ({ data }: { data: { result: { metric: object; value: [number, string] }[] } }) => data.result[0]);
  expect(sample?.metric).toMatchObject({ job: 'offer', instance: `127.0.0.1:${port}` });
  expect(sample?.value[1]).toBe('7');
});

test('has somewhere to send alerts', async () => {
  const url = `${urlOf('Prometheus')}/api/v1/alertmanagers`;
  const first = await answerOf(url, ({ data }: { data: { activeAlertmanagers: { url: string }[] } }) => data.activeAlertmanagers[0]);
  expect(first?.url).toBe(`${urlOf('Alertmanager')}/api/v2/alerts`);
  expect(await ask(`${urlOf('Alertmanager')}/api/v2/receivers`)).toEqual([{ name: 'people' }, { name: 'watchdog' }]);
});

test('leads from an alert to its page, and to what it watches', async () => {
  interface Firing {
    readonly labels: { readonly alertname: string };
    readonly annotations: { readonly runbook_url: string; readonly dashboard_url: string };
  }
  const url = `${urlOf('Alertmanager')}/api/v2/alerts?receiver=watchdog`;
  const { annotations } = (await answerOf(url, ([first]: Firing[]) => first)) as Firing;
  const page = await (await fetch(annotations.runbook_url)).text();
  expect(page).toContain('# Watchdog');
  expect(new URL(annotations.runbook_url).origin).toBe(urlOf('Prometheus'));
  expect((await fetch(annotations.dashboard_url)).status).toBe(200);
});

test('finds a story by its correlation id, with the trace that it follows from, and by the mark on a metric', async () => {
  Object.assign(process.env, observation.env);
  const telemetry = await startTelemetry({ service: 'offer' });
  const attributes = { 'messaging.message.conversation_id': story };
  const { span, entered } = startSpan('process hiring.application', { kind: SpanKind.CONSUMER, root: true, links: [followed], attributes });
  const { traceId } = span.spanContext();
  inContext(entered, () => metrics.deliveryLagSeconds.observe({ group: 'rolecall.offer' }, 0.2));
  span.end();
  await telemetry.stop();
  // The address that is printed is that of the page; the API takes the same question.
  const page = new URL(observation.pieces.find(({ name }) => name === 'Zipkin')?.url.replace('<correlation id>', story) ?? '');
  const spans = await answerOf(`${page.origin}/api/v2/traces${page.search}`, ([trace]: { tags: object }[][]) => trace);
  expect(spans).toHaveLength(1);
  expect(spans?.[0]).toMatchObject({ traceId, kind: 'CONSUMER', localEndpoint: { serviceName: 'offer' } });
  const [, linkedTrace, linkedSpan] = followed.split('-');
  expect(spans?.[0]?.tags).toMatchObject({ ...attributes, 'otlp.link.0': `${linkedTrace}|${linkedSpan}||{}|0` });
  const now = Math.floor(Date.now() / 1000);
  const marks = `${urlOf('Prometheus')}/api/v1/query_exemplars?query=hiring_delivery_lag_seconds_bucket&start=${now - 600}&end=${now + 600}`;
  const mark = await answerOf(marks, ({ data: [series] }: { data: { exemplars: { labels: object }[] }[] }) => series?.exemplars[0]);
  expect(mark?.labels).toMatchObject({ trace_id: traceId });
});

test('has a page at each address that is told', async () => {
  for (const { name, url } of observation.pieces) {
    const page = await fetch(url);
    expect([name, page.status, page.headers.get('content-type')]).toEqual([name, 200, expect.stringContaining('text/html')]);
  }
});

test('leaves nothing when it stops', async () => {
  const addresses = [...observation.pieces.map(({ url }) => url), ...Object.values(observation.env)];
  const ports = addresses.map((url) => Number(new URL(url).port));
  expect(ports).toHaveLength(4);
  expect(await Promise.all(ports.map(isFree))).toEqual([false, false, false, false]);
  await observation.stop();
  expect(await Promise.all(ports.map(isFree))).toEqual([true, true, true, true]);
});
