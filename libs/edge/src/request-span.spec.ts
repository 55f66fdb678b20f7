/** What the span of a request says, and what it never says. */
import { Controller, Get, Module, Param, Post } from '@nestjs/common';
import { defineRejection } from '@rolecall/kernel';
import { correlate, SpanKind } from '@rolecall/telemetry';
import { RecordedSpans } from '../../../tests/recorded-spans.js';
import { issueToken, type Running, start } from './index.js';

const secret = 'a secret for tests that is long enough';
const id = '01932c07-209c-7a5e-9c3e-1d1f5f7a9b11';
const remote = `00-${'c'.repeat(32)}-${'d'.repeat(16)}-01`;
const shut = defineRejection('door/shut', 'conflict', 'It is shut.', 'Open it.');
const away = defineRejection('door/away', 'unavailable', 'It has not arrived.', 'Wait.');

@Controller('doors')
class Doors {
  @Get(':id')
  look(@Param('id') door: string) {
    correlate('the story');
    return { id: door };
  }

  @Post(':id/:how')
  open(@Param('how') how: string) {
    if (how === 'shut') throw shut();
    if (how === 'away') throw away();
    throw new RangeError('Mara Jones');
  }
}

@Module({ controllers: [Doors] })
class DoorApp {}

const recorded = new RecordedSpans();
let running: Running;
let headers: Record<string, string>;

beforeAll(async () => {
  running = await start(DoorApp, {
    service: 'doors',
    env: { AUTH_TOKEN_SECRET: secret, PORT: '0', OPERATOR_PORT: '0', LOG_LEVEL: 'silent' },
  });
  headers = { authorization: `Bearer ${await issueToken({ person: 'mara', org: 'acme' }, secret)}` };
});
beforeEach(() => recorded.forget());
afterAll(() => running.stop());

/** The one span of a request. */
async function spanOf(method: string, path: string, more: Record<string, string> = {}) {
  const response = await fetch(`${running.url}${path}`, { method, headers: { ...headers, ...more } });
  await response.text();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(recorded.all).toHaveLength(1);
  return recorded.all[0] as (typeof recorded.all)[number];
}

it('is named by method and route, and says how it was answered and whose story it was', async () => {
  const span = await spanOf('GET', `/v1/doors/${id}?note=Mara`);
  expect([span.name, span.kind, span.parentSpanContext, span.status.code]).toEqual(['GET /v1/doors/:id', SpanKind.SERVER, undefined, 0]);
  expect(span.attributes).toEqual({
    'http.request.method': 'GET',
    'http.route': '/v1/doors/:id',
    'http.response.status_code': 200,
    'url.scheme': 'http',
    'url.path': `/v1/doors/${id}`,
    'server.address': '127.0.0.1',
    'server.port': Number(new URL(running.url).port),
    'messaging.message.conversation_id': 'the story',
  });
});

it('continues the trace that the caller names', async () => {
  const span = await spanOf('GET', `/v1/doors/${id}`, { traceparent: remote });
  expect([span.spanContext().traceId, span.parentSpanContext?.spanId, span.parentSpanContext?.isRemote]).toEqual([
    'c'.repeat(32),
    'd'.repeat(16),
    true,
  ]);
});

it.each([
  ['a refusal', 'shut', 409, 'rolecall.refused', 'door/shut', 0, undefined],
  ['what has not arrived', 'away', 503, 'rolecall.failed', 'door/away', 2, 'Rejection'],
  ['a bug', 'bug', 500, 'rolecall.failed', 'request/failed', 2, 'RangeError'],
])('tells of %s by its code; only what is ours to mend is an error', async (_, how, status, event, code, statusCode, type) => {
  const { attributes, events, status: said } = await spanOf('POST', `/v1/doors/${id}/${how}`);
  expect(events.map(({ name, attributes: facts }) => [name, facts])).toEqual([[event, { 'rolecall.code': code }]]);
  expect([attributes['http.response.status_code'], said, attributes['error.type']]).toEqual([status, { code: statusCode }, type]);
});

it.each([
  ['where an id is expected', '/v1/doors/mara.jones@example.org', 'GET /v1/doors/:id', '/v1/doors/:id'],
  ['in an address that nobody answers', '/v1/people/mara.jones', 'GET', undefined],
])('never repeats a name that a person typed %s', async (_, path, name, kept) => {
  const span = await spanOf('GET', path, { host: 'mara.example' });
  expect([span.name, span.attributes['url.path']]).toEqual([name, kept]);
  expect(JSON.stringify([span.name, span.attributes, span.events])).not.toContain('mara');
});
