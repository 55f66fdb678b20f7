/** What goes in comes out behind, and what comes back is what was answered there. */
import { Agent, request as send } from 'node:http';
import type { Running } from '@rolecall/edge';
import { eventually } from '@rolecall/testing';
import { decodeJwt } from 'jose';
import { Behind, codeOf, startGateway, tokenOf } from './gateway.examples.js';

const id = '01932c07-209c-7a5e-9c3e-1d1f5f7a9b11';
const offers = new Behind();
const boards = new Behind();
let gateway: Running;
let authorization: string;

beforeAll(async () => {
  await Promise.all([offers.start(), boards.start()]);
  gateway = await startGateway({ GATEWAY_SERVICES: `offer=${offers.origin}, pipeline=${boards.origin}/`, GATEWAY_TIMEOUT_MS: '300' });
  authorization = `Bearer ${await tokenOf('mara', ['recruiter'])}`;
});
beforeEach(() => {
  offers.asked.length = 0;
  offers.answer = (_, response) => response.end('{}');
});
afterAll(async () => {
  await gateway.stop();
  await Promise.all([offers.stop(), boards.stop()]);
});

const ask = (path: string, asked: RequestInit = {}): Promise<Response> =>
  fetch(`${gateway.url}${path}`, { redirect: 'manual', ...asked, headers: { authorization, ...asked.headers } });

it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])('%s passes with path, query and headers', async (method) => {
  const body = method === 'GET' ? undefined : '{"a": 1 }';
  const path = `/v1/offers/${id}/accept?dryRun=true&a=%C3%A4+b&a=2`;
  await ask(path, { method, body, headers: { 'content-type': 'application/json', 'if-match': '"3"', 'idempotency-key': 'k' } });
  expect(offers.asked).toMatchObject([{ method, path, body: body ?? '' }]);
  expect(offers.asked[0]?.headers).toMatchObject({ 'if-match': '"3"', 'idempotency-key': 'k', 'content-type': 'application/json' });
});

it('a body passes as it is, whatever it is', async () => {
  const body = Buffer.from([0xff, 0x00, 0x7b]);
  offers.answer = ({ headers }, response) => response.end(JSON.stringify(headers));
  const answer = await ask('/v1/offers', { method: 'POST', body, headers: { 'content-type': 'application/x-something' } });
  expect(await answer.json()).toMatchObject({ 'content-type': 'application/x-something', 'content-length': '3' });
});

it('a body of unknown length arrives whole', async () => {
  const body = new Blob(['{"a":', '1}']).stream();
  await ask('/v1/offers', { method: 'POST', body, duplex: 'half', headers: { 'content-type': 'application/json' } } as RequestInit);
  expect(offers.asked).toMatchObject([{ body: '{"a":1}', headers: { 'content-length': '7' } }]);
});

it.each([200, 201, 202, 304, 400, 404, 409, 412, 422, 500, 503])('an answer of %i comes back as it is', async (status) => {
  const headers = { etag: '"4"', location: '/v1/offers/1', 'retry-after': '7', 'consistency-token': 't', 'x-of-some-service': 'x' };
  const body = status === 304 ? '' : '{"code":"offer/closed"}';
  offers.answer = (_, response) =>
    response.writeHead(status, { ...headers, 'content-type': 'application/problem+json' }).end(body || undefined);
  const answer = await ask('/v1/offers/1');
  expect([answer.status, await answer.text()]).toEqual([status, body]);
  expect(Object.fromEntries(answer.headers)).toMatchObject(headers);
});

it('HEAD tells what GET would send, and sends nothing', async () => {
  offers.answer = (_, response) => response.writeHead(200, { 'content-length': '4711', etag: '"4"' }).end();
  const answer = await ask('/v1/offers/1', { method: 'HEAD' });
  expect([answer.status, answer.headers.get('content-length'), answer.headers.get('etag')]).toEqual([200, '4711', '"4"']);
});

it('behind goes a token of a minute with organization, person and roles, and nothing of the caller’s', async () => {
  await ask('/v1/offers', { headers: { cookie: 'a=1', 'x-forwarded-for': '10.0.0.1' } });
  const { headers } = offers.asked[0] as (typeof offers.asked)[number];
  const claims = decodeJwt(String(headers.authorization).slice('Bearer '.length));
  expect(claims).toMatchObject({ sub: 'mara', org: 'acme', roles: ['recruiter'], aud: 'rolecall' });
  expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(60);
  expect(headers.authorization).not.toBe(authorization);
  expect(headers).not.toHaveProperty('cookie');
  expect(headers).not.toHaveProperty('x-forwarded-for');
});

it('the request has one id and one trace, here and behind', async () => {
  const caller = `00-${'c'.repeat(32)}-${'d'.repeat(16)}-01`;
  const answer = await ask('/v1/offers', { headers: { traceparent: caller, 'x-request-id': id } });
  const { headers } = offers.asked[0] as (typeof offers.asked)[number];
  const { jti } = decodeJwt(String(headers.authorization).slice('Bearer '.length));
  expect(jti).toBe(answer.headers.get('x-request-id'));
  expect([jti === id, 'x-request-id' in headers]).toEqual([false, false]);
  expect(headers.traceparent).toMatch(new RegExp(`^00-${'c'.repeat(32)}-[0-9a-f]{16}-01$`));
  expect(headers.traceparent).not.toBe(caller);
});

it('nobody who is nobody gets anything behind', async () => {
  const answer = await fetch(`${gateway.url}/v1/offers`);
  expect([answer.status, await codeOf(answer)]).toEqual([401, 'request/unauthenticated']);
  expect(offers.asked).toEqual([]);
});

it.each([
  ['/v1/requisitions', 'gateway/not-served'],
  ['/v1/applications/1', 'gateway/not-served'],
  ['/v1/operator/jobs', 'request/not-found'],
  ['/v1/elsewhere', 'request/not-found'],
  ['/v1/offersandmore', 'request/not-found'],
  ['/offers', 'request/not-found'],
])('nobody answers at %s: %s', async (path, code) => {
  const answer = await ask(path);
  expect([answer.status, await codeOf(answer)]).toEqual([404, code]);
});

it('a path that climbs out of its segment stays with the service of its segment', async () => {
  const climbing = '/v1/offers/../operator/jobs';
  const { port } = new URL(gateway.url);
  await new Promise((resolve, reject) => {
    const options = { port, path: climbing, headers: { authorization }, agent: new Agent() };
    send(options, (response) => response.resume().once('end', resolve))
      .once('error', reject)
      .end();
  });
  expect(offers.asked).toMatchObject([{ path: climbing }]);
});

it('a body beyond the limit gets no further', async () => {
  const answer = await ask('/v1/offers', { method: 'POST', body: 'x'.repeat(1_048_577) });
  expect([answer.status, await codeOf(answer)]).toEqual([413, 'request/too-large']);
  expect(offers.asked).toEqual([]);
});

it('an answer is handed on while it is made, and one that listens may listen for long', async () => {
  const said: string[] = [];
  boards.answer = async (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const event of ['1', '2']) {
      response.write(`id: ${event}\n\n`);
      await eventually(async () => said.join('').includes(`id: ${event}`), 5000);
      // Longer than an answer may pause elsewhere.
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    response.end();
  };
  const answer = await ask('/v1/live/boards', { headers: { accept: 'text/event-stream' } });
  const decoder = new TextDecoder();
  for await (const part of answer.body as ReadableStream<Uint8Array>) said.push(decoder.decode(part));
  expect(said.join('')).toBe('id: 1\n\nid: 2\n\n');
});

it('whoever hangs up is not waited for behind', async () => {
  const arrived = Promise.withResolvers<void>();
  offers.answer = () => arrived.resolve();
  const { left } = offers;
  const caller = new AbortController();
  const asked = ask('/v1/offers', { signal: caller.signal });
  await arrived.promise;
  caller.abort();
  await expect(asked).rejects.toThrow();
  await eventually(async () => offers.left > left, 5000);
});

describe('an answer that does not come', () => {
  const told = async (answer: Response) => [answer.status, await codeOf(answer), answer.headers.get('retry-after')];

  it('within its time is a 504 that says so', async () => {
    offers.answer = () => undefined;
    expect(await told(await ask('/v1/offers', { method: 'POST', body: '{}' }))).toEqual([504, 'gateway/no-answer', null]);
  });

  it('because the connection broke after the request had left is the same', async () => {
    offers.answer = (_, response) => response.socket?.destroy();
    expect(await told(await ask('/v1/offers', { method: 'POST', body: '{}' }))).toEqual([504, 'gateway/no-answer', null]);
  });

  it('because nobody is there is a 503 with a time to come again', async () => {
    await offers.stop();
    expect(await told(await ask('/v1/offers', { method: 'POST', body: '{}' }))).toEqual([503, 'gateway/service-away', '2']);
    await offers.start();
    expect((await ask('/v1/offers')).status).toBe(200);
  });

  it('to its end breaks off, so that nobody takes a part for the whole', async () => {
    offers.answer = (_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half');
    };
    await expect(ask('/v1/offers').then((answer) => answer.text())).rejects.toThrow();
  });
});

it('at its end it finishes what is under way, and lets go whoever would listen for ever', async () => {
  const ending = await startGateway({ GATEWAY_SERVICES: `offer=${offers.origin},pipeline=${boards.origin}` });
  boards.answer = (_, response) => void response.writeHead(200, { 'content-type': 'text/event-stream' }).write('id: 1\n\n');
  const arrived = Promise.withResolvers<() => void>();
  offers.answer = (_, response) => arrived.resolve(() => response.end('{"finished":true}'));
  const headers = { authorization };
  const listening = (await fetch(`${ending.url}/v1/live`, { headers })).text();
  const slow = fetch(`${ending.url}/v1/offers`, { headers });
  const finish = await arrived.promise;
  const stopped = ending.stop();
  await expect(listening).rejects.toThrow();
  finish();
  expect(await (await slow).json()).toEqual({ finished: true });
  await stopped;
});
