/** What the gateway tells of a request in spans, log lines and metrics: whose it was and how it ended, and nothing that a path may hold. */
import type { Running } from '@rolecall/edge';
import { eventually } from '@rolecall/testing';
import { RecordedSpans } from '../../../tests/recorded-spans.js';
import { Behind, startGateway, tokenOf } from './gateway.examples.js';

const id = '01932c07-209c-7a5e-9c3e-1d1f5f7a9b11';
const recorded = new RecordedSpans();
const offers = new Behind();
const written: string[] = [];
const write = process.stdout.write;
let gateway: Running;
let authorization: string;

beforeAll(async () => {
  process.stdout.write = ((text: string) => written.push(text) > 0) as typeof write;
  await offers.start();
  gateway = await startGateway({ GATEWAY_SERVICES: `offer=${offers.origin}`, LOG_LEVEL: 'info' });
  authorization = `Bearer ${await tokenOf('mara')}`;
});
beforeEach(() => {
  recorded.forget();
  written.length = 0;
  offers.asked.length = 0;
});
afterAll(async () => {
  await gateway.stop();
  await offers.stop();
  process.stdout.write = write;
});

/** The span and the line of one request. */
async function toldOf(path: string) {
  await (await fetch(`${gateway.url}${path}`, { headers: { authorization } })).text();
  await eventually(async () => recorded.all.length > 0 && written.length > 0, 5000);
  const [span] = recorded.all;
  return { span: span as NonNullable<typeof span>, line: JSON.parse(written[0] as string) };
}

it('its span is named by the segment, and the service’s is its child', async () => {
  const { span } = await toldOf(`/v1/offers/${id}?note=Jon`);
  const { traceId, spanId } = span.spanContext();
  expect([span.name, span.attributes['http.route'], span.attributes['url.path']]).toEqual([
    ...['GET /v1/offers/*', '/v1/offers/*', `/v1/offers/${id}`],
  ]);
  expect(offers.asked[0]?.headers.traceparent).toBe(`00-${traceId}-${spanId}-01`);
});

it('its line says route, status and organization', async () => {
  const { line } = await toldOf('/v1/offers');
  expect(line).toMatchObject({ service: 'gateway', msg: 'request answered', method: 'GET', route: '/v1/offers', status: 200, org: 'acme' });
});

it('a name in an address is told nowhere', async () => {
  const { span, line } = await toldOf('/v1/offers/jon.bell@example.org/accept?who=jon.bell');
  expect([span.attributes['url.path'], line.route]).toEqual(['/v1/offers/*', '/v1/offers/*']);
  const metrics = await (await fetch(`${gateway.operatorUrl}/metrics`)).text();
  expect(metrics).toContain('route="/v1/offers/*"');
  expect(`${JSON.stringify(span.attributes)} ${written.join('')} ${metrics}`).not.toContain('jon.bell');
});

it('a refusal of its own has its code in span and line', async () => {
  const { line } = await toldOf('/v1/loops');
  expect(line).toMatchObject({ status: 404, code: 'gateway/not-served', route: '/v1/loops' });
});
