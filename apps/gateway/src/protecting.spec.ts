/** What the gateway keeps away from the services: too many, too slow, too much, and pages of strangers. */
import { connect } from 'node:net';
import type { Running } from '@rolecall/edge';
import { eventually } from '@rolecall/testing';
import { Behind, codeOf, startGateway, tokenOf } from './gateway.examples.js';

const offers = new Behind();
const loops = new Behind();
let gateway: Running;
const page = 'https://app.acme.example';

beforeAll(async () => {
  await Promise.all([offers.start(), loops.start()]);
  gateway = await startGateway({
    GATEWAY_SERVICES: `offer=${offers.origin},interview=${loops.origin}`,
    ...{ GATEWAY_TIMEOUT_MS: '400', GATEWAY_IN_FLIGHT_MAX: '3', GATEWAY_ORIGINS: `${page}, https://other.acme.example/` },
    ...{ GATEWAY_RATE_PERSON: '20', GATEWAY_RATE_ADDRESS: '10', HEADERS_TIMEOUT_MS: '500', REQUEST_TIMEOUT_MS: '1500' },
    TRUSTED_PROXIES: '127.0.0.1',
  });
});
afterAll(async () => {
  await gateway.stop();
  await Promise.all([offers.stop(), loops.stop()]);
});
beforeEach(() => {
  offers.answer = (_, response) => response.end('{}');
});

let count = 0;
/** Somebody who has asked nothing yet. */
const somebody = (): string => `person-${++count}`;
const address = (): string => `192.0.2.${++count}`;

async function ask(path: string, { person = somebody(), ...asked }: RequestInit & { person?: string } = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${await tokenOf(person)}`, ...asked.headers };
  return fetch(`${gateway.url}${path}`, { ...asked, headers });
}
const told = async (answer: Response) => [answer.status, await codeOf(answer), answer.headers.get('retry-after')];

describe('a service that is away', () => {
  it('is not asked any more after some failures, and others answer meanwhile', async () => {
    await offers.stop();
    const answers = [];
    for (let n = 0; n < 7; n++) answers.push(await told(await ask('/v1/offers')));
    expect(answers.slice(0, 5)).toEqual(Array(5).fill([503, 'gateway/service-away', '2']));
    expect(answers.slice(5)).toEqual(Array(2).fill([503, 'gateway/service-away', '1']));
    expect((await ask('/v1/loops')).status).toBe(200);
  });

  it('is asked again by itself', async () => {
    await offers.start();
    await eventually(async () => (await ask('/v1/offers')).status === 200, 5000);
  });

  it('has its own refusals for itself: they are answers', async () => {
    offers.answer = (_, response) =>
      response
        .writeHead(503, { 'content-type': 'application/problem+json; charset=utf-8', 'retry-after': '7' })
        .end('{"code":"request/unavailable"}');
    for (let n = 0; n < 8; n++) expect(await told(await ask('/v1/offers'))).toEqual([503, 'request/unavailable', '7']);
  });
});

it('a service is away as well when somebody in between says so', async () => {
  loops.answer = (_, response) => response.writeHead(503, { 'content-type': 'text/html' }).end('<h1>no upstream</h1>');
  for (let n = 0; n < 5; n++) expect((await ask('/v1/loops')).headers.get('content-type')).toBe('text/html');
  expect(await told(await ask('/v1/loops'))).toEqual([503, 'gateway/service-away', '1']);
  loops.answer = (_, response) => response.end('{}');
  await eventually(async () => (await ask('/v1/loops')).status === 200, 5000);
});

it('more than a service can answer at once are sent away, and those before are answered', async () => {
  const waiting: (() => void)[] = [];
  offers.answer = (_, response) => waiting.push(() => response.end('{}'));
  const first = [ask('/v1/offers'), ask('/v1/offers'), ask('/v1/offers')];
  await eventually(async () => waiting.length === 3, 5000);
  expect(await told(await ask('/v1/offers'))).toEqual([503, 'gateway/service-busy', '1']);
  for (const answer of waiting) answer();
  expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200, 200]);
  offers.answer = (_, response) => response.end('{}');
  expect((await ask('/v1/offers')).status).toBe(200);
});

describe('whoever asks too often', () => {
  it('is told with each answer how much is left, and then to wait', async () => {
    const person = somebody();
    const [first] = await Promise.all(Array.from({ length: 20 }, () => ask('/v1/loops', { person })));
    expect(first?.headers.get('ratelimit-policy')).toBe('"person";q=20;w=60');
    expect(first?.headers.get('ratelimit')).toMatch(/^"person";r=\d+;t=\d+$/);
    const before = loops.asked.length;
    const [status, code, after] = await told(await ask('/v1/loops', { person }));
    expect([status, code]).toEqual([429, 'request/too-many']);
    expect(Number(after)).toBeGreaterThan(30);
    expect(loops.asked.length).toBe(before);
  });

  it('takes nothing from anybody else, of the same name in another organization neither', async () => {
    const person = somebody();
    await Promise.all(Array.from({ length: 21 }, () => ask('/v1/loops', { person })));
    expect((await ask('/v1/loops', { person })).status).toBe(429);
    expect((await ask('/v1/loops')).status).toBe(200);
    const elsewhere = { authorization: `Bearer ${await tokenOf(person, [], 'globex')}` };
    expect((await ask('/v1/loops', { headers: elsewhere })).status).toBe(200);
  });

  it.each(['/v1/loops', '/v1/nowhere', '/openapi.json'])('is told apart by address where nobody is known: %s', async (path) => {
    const headers = { 'x-forwarded-for': address() };
    const answers = [];
    for (let n = 0; n < 11; n++) answers.push((await fetch(`${gateway.url}${path}`, { headers })).status);
    expect(answers.filter((status) => status === 429)).toEqual([429]);
    expect(answers.at(-1)).toBe(429);
    expect((await fetch(`${gateway.url}${path}`, { headers: { 'x-forwarded-for': address() } })).status).not.toBe(429);
  });

  it('is no probe', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => fetch(`${gateway.url}/livez`)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
  });
});

describe('a page of another origin', () => {
  const asks = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,if-match' };
  const preflight = (origin: string) => fetch(`${gateway.url}/v1/offers`, { method: 'OPTIONS', headers: { origin, ...asks } });

  it('may ask where it is configured, and reads what it needs', async () => {
    const allowed = await preflight(page);
    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([204, page]);
    expect(allowed.headers.get('access-control-allow-headers')).toContain('If-Match');
    const answer = await ask('/v1/loops', { headers: { origin: page } });
    expect(answer.headers.get('access-control-allow-origin')).toBe(page);
    expect(answer.headers.get('access-control-expose-headers')).toContain('RateLimit');
  });

  it('reads also why it was refused', async () => {
    const refused = await fetch(`${gateway.url}/v1/offers`, { headers: { origin: page, 'x-forwarded-for': address() } });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, page]);
  });

  it.each(['https://evil.example', 'https://app.acme.example.evil.example', 'null', `${page}:8443`])(
    'may not where it is not: %s',
    async (origin) => {
      expect((await preflight(origin)).headers.get('access-control-allow-origin')).toBeNull();
      expect((await ask('/v1/loops', { headers: { origin } })).headers.get('access-control-allow-origin')).toBeNull();
    },
  );
});

it('an answer is kept by nobody, framed by nobody, and taken for nothing else than it is', async () => {
  const { headers } = await ask('/v1/loops');
  expect(Object.fromEntries(headers)).toMatchObject({
    ...{ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'x-frame-options': 'SAMEORIGIN' },
    ...{ 'content-security-policy': "default-src 'none';frame-ancestors 'none'", 'referrer-policy': 'no-referrer' },
  });
});

/** What a connection is answered until it is closed. */
function converse(...parts: readonly (string | number)[]): Promise<string> {
  const { hostname, port } = new URL(gateway.url);
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(Number(port), hostname);
    socket.setEncoding('utf8').on('data', (part: string) => {
      heard += part;
    });
    socket.once('close', () => resolve(heard)).once('error', () => resolve(heard));
    void (async () => {
      for (const part of parts)
        if (typeof part === 'string') socket.write(part);
        else await new Promise((done) => setTimeout(done, part));
    })();
  });
}

describe('whoever sends slowly', () => {
  const head = async () => `POST /v1/offers HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${await tokenOf(somebody())}\r\n`;

  it('is not waited for while headers come', async () =>
    expect(await converse('GET /v1/offers HTTP/1.1\r\nHost: a\r\n')).toContain('request/timed-out'));

  it('is not waited for while a body comes, and nobody behind hears of it', async () => {
    const before = offers.asked.length;
    expect(await converse(`${await head()}Content-Length: 100\r\n\r\n`, 200, '{', 200, '"')).toContain('request/timed-out');
    expect(offers.asked.length).toBe(before);
  });

  it('takes nobody’s place', async () => {
    const begun = `${await head()}Content-Length: 100\r\n\r\n{`;
    const slow = Array.from({ length: 5 }, () => converse(begun));
    await new Promise((done) => setTimeout(done, 100));
    expect((await ask('/v1/offers')).status).toBe(200);
    await Promise.all(slow);
  });
});

it('whoever reads no more is let go, and the service with him', async () => {
  const impatient = await startGateway({ GATEWAY_SERVICES: `offer=${offers.origin}`, GATEWAY_IDLE_MS: '400', GATEWAY_TIMEOUT_MS: '20000' });
  offers.answer = (_, response) => response.end(Buffer.alloc(64 * 1024 * 1024));
  const { left } = offers;
  const { hostname, port } = new URL(impatient.url);
  const socket = connect(Number(port), hostname).on('error', () => undefined);
  socket.write(`GET /v1/offers HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${await tokenOf(somebody())}\r\n\r\n`);
  socket.pause();
  await eventually(async () => offers.left > left, 10_000);
  socket.destroy();
  await impatient.stop();
});

it('a flood of headers is refused, and none is dropped in silence', async () => {
  const many = Object.fromEntries(Array.from({ length: 120 }, (_, n) => [`x-${n}`, '1']));
  expect((await told(await ask('/v1/offers', { headers: many }))).slice(0, 2)).toEqual([400, 'request/malformed']);
  const large = await converse(`GET /v1/offers HTTP/1.1\r\nHost: a\r\nX-Large: ${'x'.repeat(20_000)}\r\n\r\n`);
  expect(large).toMatch(/^HTTP\/1\.1 4\d\d /);
  expect(large).toContain('application/problem+json');
});

it('an address of 20,000 characters is refused', async () => {
  const answer = await converse(`GET /v1/offers/${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
});

it('a request that names another host in its target is refused, and nobody behind hears of it', async () => {
  const before = offers.asked.length;
  const head = `Host: a\r\nConnection: close\r\nAuthorization: Bearer ${await tokenOf(somebody())}`;
  expect(await converse(`GET http://jon.example/v1/offers HTTP/1.1\r\n${head}\r\n\r\n`)).toContain('request/malformed');
  expect(offers.asked.length).toBe(before);
});
