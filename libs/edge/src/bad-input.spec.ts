import { connect } from 'node:net';
import { Body, Controller, Get, Module, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Caller, idParam, issueToken, newId, type PageQuery, pageQuery, type Running, start } from './index.js';

const secret = 'a secret for tests that is long enough';
const id = '01932c07-209c-7a5e-9c3e-1d1f5f7a9b11';
const openBody = z.strictObject({
  title: z.string().min(1).max(200),
  seats: z
    .array(z.strictObject({ bandId: z.string(), count: z.int().min(1) }))
    .max(5)
    .default([]),
});

@Controller('things')
class Things {
  @Post()
  open(@Body({ schema: openBody }) body: z.output<typeof openBody>, @Caller() caller: Caller) {
    return {
      id: newId(caller),
      sequence: 1,
      title: body.title,
      org: caller.org,
      by: caller.person,
      dryRun: caller.dryRun,
      cause: caller.cause,
    };
  }

  @Get()
  list(@Query({ schema: pageQuery }) page: PageQuery) {
    return page;
  }

  @Get(':id')
  one(@Param('id', { schema: idParam }) thing: string, @Caller() caller: Caller) {
    return { id: thing, sequence: 7, org: caller.org, note: caller.noteId() };
  }

  @Post(':id/break')
  break(): never {
    throw new TypeError('secret detail about jon@example.org');
  }

  @Post(':id/lose')
  lose(): never {
    throw Object.assign(new Error('connect ECONNREFUSED 10.0.0.1'), { name: 'MongoServerSelectionError' });
  }
}

@Module({ controllers: [Things] })
class TinyApp {}

let running: Running;
let token: string;

beforeAll(async () => {
  const env = { AUTH_TOKEN_SECRET: secret, PORT: '0', OPERATOR_PORT: '0', LOG_LEVEL: 'silent', BODY_LIMIT_BYTES: '65536' };
  running = await start(TinyApp, { service: 'tiny', env });
  token = await issueToken({ person: 'mara', org: 'acme', roles: ['recruiter'] }, secret);
});
afterAll(() => running.stop());

interface Call {
  method?: string;
  body?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
  as?: string | null;
}

async function call(path: string, { method, body, headers = {}, as = token }: Call = {}) {
  const response = await fetch(`${running.url}${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    body,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(as ? { authorization: `Bearer ${as}` } : {}),
      ...headers,
    },
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: text.startsWith('{') ? JSON.parse(text) : undefined };
}

const good = JSON.stringify({ title: 'Engineer' });

it('answers a good request, so that the refusals below mean something', async () => {
  const { status, json, headers } = await call('/v1/things', { body: good });
  expect(status).toBe(200);
  expect(json).toMatchObject({ title: 'Engineer', org: 'acme', by: { kind: 'person', id: 'mara', roles: ['recruiter'] }, dryRun: false });
  expect(json.cause).toMatchObject({ kind: 'request', org: 'acme', id: `http:${headers.get('x-request-id')}` });
  expect(headers.get('etag')).toBe('"1"');
});

describe('each bad input has its own status and code', () => {
  const cases: [string, string, Call, number, string][] = [
    ['no JSON', '/v1/things', { body: '{"title": "Eng' }, 400, 'request/malformed-json'],
    [
      'an empty body that is declared as JSON',
      '/v1/things',
      { body: '', headers: { 'content-type': 'application/json' } },
      400,
      'request/malformed-json',
    ],
    ['binary', '/v1/things', { body: new Uint8Array([0x25, 0x50, 0x44, 0x46, 0xff, 0xfe, 0x00]) }, 400, 'request/malformed-json'],
    [
      'text in another encoding',
      '/v1/things',
      { body: new Uint8Array([...Buffer.from('{"title":"Jos'), 0xe9, 0x22, 0x7d]) },
      400,
      'request/malformed-json',
    ],
    ['a prototype in disguise', '/v1/things', { body: '{"title":"x","__proto__":{"admin":true}}' }, 400, 'request/malformed-json'],
    ['no body', '/v1/things', { method: 'POST' }, 400, 'request/invalid'],
    ['JSON that is no object', '/v1/things', { body: '[]' }, 400, 'request/invalid'],
    ['an unknown field', '/v1/things', { body: '{"title":"x","salary":1}' }, 400, 'request/invalid'],
    ['a wrong type', '/v1/things', { body: '{"title":7}' }, 400, 'request/invalid'],
    ['a wrong id', '/v1/things/17', {}, 400, 'request/invalid'],
    ['a page beyond the limit', '/v1/things?limit=101', {}, 400, 'request/invalid'],
    ['an unknown query parameter', '/v1/things?limt=10', {}, 400, 'request/invalid'],
    ['dryRun that is neither true nor false', '/v1/things?dryRun=yes', { body: good }, 400, 'request/invalid'],
    ['a key beyond the limit', '/v1/things', { body: good, headers: { 'idempotency-key': 'k'.repeat(256) } }, 400, 'request/invalid'],
    ['an If-Match that is no ETag', '/v1/things', { body: good, headers: { 'if-match': '7' } }, 400, 'request/invalid'],
    ['depth without end', '/v1/things', { body: '['.repeat(60_000) + ']'.repeat(60_000) }, 413, 'request/too-large'],
    ['depth below the limit', '/v1/things', { body: '['.repeat(30_000) + ']'.repeat(30_000) }, 400, 'request/invalid'],
    ['a body over the limit', '/v1/things', { body: JSON.stringify({ title: 'x'.repeat(70_000) }) }, 413, 'request/too-large'],
    [
      'a form',
      '/v1/things',
      { body: 'title=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'request/unsupported-type',
    ],
    ['plain text', '/v1/things', { body: 'x', headers: { 'content-type': 'text/plain' } }, 415, 'request/unsupported-type'],
    ['a file', '/v1/things', { body: 'x', headers: { 'content-type': 'application/pdf' } }, 415, 'request/unsupported-type'],
    ['an unknown address', '/v1/nothing', {}, 404, 'request/not-found'],
    ['an address that cannot be decoded', '/v1/things/%E0%A4%A', {}, 400, 'request/malformed'],
    ['a wrong method', '/v1/things', { method: 'DELETE' }, 405, 'request/method-not-allowed'],
    ['a wrong method on an id', `/v1/things/${id}`, { method: 'PATCH', body: '{}' }, 405, 'request/method-not-allowed'],
    ['no token', '/v1/things', { as: null, body: good }, 401, 'request/unauthenticated'],
    ['a bug of ours', `/v1/things/${id}/break`, { method: 'POST' }, 500, 'request/failed'],
    ['an outage', `/v1/things/${id}/lose`, { method: 'POST' }, 503, 'request/unavailable'],
  ];

  it.each(cases)('%s', async (_, path, options, status, code) => {
    const answered = await call(path, options);
    expect({ status: answered.status, code: answered.json?.code }).toEqual({ status, code });
    expect(answered.headers.get('content-type')).toContain('application/problem+json');
    expect(answered.json).toMatchObject({
      type: `/problems/${code}`,
      status,
      title: expect.any(String),
      detail: expect.any(String),
      remedy: expect.any(String),
    });
    expect(answered.json.instance).toBe(path.split('?')[0]);
    expect((await call('/v1/things', { body: good })).status).toBe(200);
  });
});

describe('who asks', () => {
  const tokens: [string, () => Promise<string>, string][] = [
    ['an expired token', () => issueToken({ person: 'mara', org: 'acme', lifetimeSeconds: -60 }, secret), 'expired'],
    ['a token of another secret', () => issueToken({ person: 'mara', org: 'acme' }, `${secret}!`), 'invalid'],
    ['a token of another issuer', () => issueToken({ person: 'mara', org: 'acme' }, secret, { issuer: 'mallory' }), 'invalid'],
    ['a token for another audience', () => issueToken({ person: 'mara', org: 'acme' }, secret, { audience: 'payroll' }), 'invalid'],
    ['an organization with a slash', () => issueToken({ person: 'mara', org: 'acme/offer' }, secret), 'invalid'],
    ['an e-mail address as the person', () => issueToken({ person: 'mara@acme.example', org: 'acme' }, secret), 'address'],
    ['an unsigned token', async () => `${part({ alg: 'none' })}.${part({ sub: 'mara', org: 'acme', exp: 9_999_999_999 })}.x`, 'invalid'],
    ['no token at all', async () => 'gibberish', 'invalid'],
  ];
  it.each(tokens)('%s is refused', async (_, make, reason) => {
    const answered = await call('/v1/things', { body: good, as: await make() });
    expect(answered.json).toMatchObject({ status: 401, code: 'request/unauthenticated', details: { reason } });
    expect(answered.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('reads the organization from the token alone', async () => {
    const other = await issueToken({ person: 'mara', org: 'umbrella' }, secret);
    const { json } = await call(`/v1/things/${id}?org=acme`, { as: other, headers: { 'x-org': 'acme' } });
    expect(json.org).toBe('umbrella');
  });

  it('asks for the token before it reads the body', async () => {
    const answered = await call('/v1/things', { body: '{"title":', as: null });
    expect(answered.status).toBe(401);
  });
});

describe('what a problem tells', () => {
  it('names each field and echoes no value', async () => {
    const { json, text } = await call('/v1/things', { body: '{"title":false,"seats":[{"bandId":"b","count":0}],"jon@example.org":1}' });
    expect(json.errors).toEqual([
      { in: 'body', path: 'title', message: expect.any(String) },
      { in: 'body', path: 'seats.0.count', message: expect.any(String) },
      { in: 'body', path: '', message: expect.stringContaining('Unrecognized key') },
    ]);
    expect(text).not.toContain('false');
  });

  it('names the path parameter', async () => {
    expect((await call('/v1/things/17')).json.errors).toEqual([{ in: 'path', path: 'id', message: expect.any(String) }]);
  });

  it('says nothing of a bug but the trace to look for', async () => {
    const { text, json } = await call(`/v1/things/${id}/break`, {
      method: 'POST',
      headers: { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` },
    });
    expect(text).not.toContain('jon@example.org');
    expect(text).not.toContain('TypeError');
    expect(json.traceId).toBe('a'.repeat(32));
  });

  it('says when to come back, what is allowed, what is too much', async () => {
    const lost = await call(`/v1/things/${id}/lose`, { method: 'POST' });
    expect(lost.headers.get('retry-after')).toBe('2');
    expect(lost.text).not.toContain('10.0.0.1');
    expect((await call('/v1/things', { method: 'PUT' })).headers.get('allow')).toBe('GET, HEAD, POST');
    expect((await call('/v1/things', { body: `"${'x'.repeat(70_000)}"` })).json.details).toEqual({ bytesMax: 65_536 });
  });

  it('has a page', async () => {
    const { text, status } = await call('/problems/request/too-large', { as: null });
    expect({ status, text }).toEqual({ status: 200, text: expect.stringContaining('request/too-large (HTTP 413') });
    expect((await call('/problems/request/unheard-of', { as: null })).json.code).toBe('request/not-found');
  });
});

it('stays up after 10 MB, refused before they have arrived', async () => {
  const outcome = await call('/v1/things', { body: new Uint8Array(10_000_000) }).then(
    ({ status }) => status,
    // The server closes the connection while the client still writes; either is a refusal.
    () => 413,
  );
  expect(outcome).toBe(413);
  expect((await call('/v1/things', { body: good })).status).toBe(200);
});

it.each([
  ['no HTTP', 'EHLO example.org\r\n\r\n'],
  ['a header without end', `GET /v1/things HTTP/1.1\r\nhost: x\r\nx-long: ${'x'.repeat(40_000)}`],
])('answers %s with a problem and stays up', async (_, sent) => {
  const received = await raw(sent);
  expect(received).toContain('HTTP/1.1 400 Bad Request');
  expect(received).toContain('"code":"request/malformed"');
  expect((await call('/v1/things', { body: good })).status).toBe(200);
});

const part = (claims: object): string => Buffer.from(JSON.stringify(claims)).toString('base64url');

function raw(sent: string): Promise<string> {
  const { hostname, port } = new URL(running.url);
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(Number(port), hostname, () => socket.write(sent));
    socket.on('data', (chunk) => {
      received += chunk;
    });
    socket.on('end', () => resolve(received)).on('error', reject);
  });
}
