import { type AddressInfo, connect, createServer } from 'node:net';
import { Body, Controller, Get, Module, Param, Post } from '@nestjs/common';
import { type CustomTransportStrategy, EventPattern, Server } from '@nestjs/microservices';
import { currentTraceparent } from '@rolecall/telemetry';
import { eventually } from '@rolecall/testing';
import { z } from 'zod';
import { Caller, idParam, issueToken, openApiOf, type Running, start } from './index.js';

const secret = 'a secret for tests that is long enough';
const id = '01932c07-209c-7a5e-9c3e-1d1f5f7a9b11';
const openDoorBody = z.strictObject({ width: z.number().positive() }).meta({ id: 'OpenDoorBody' });

let release: () => void = () => undefined;
let arrive: () => void = () => undefined;
const arrived = new Promise<void>((resolve) => {
  arrive = resolve;
});
const held = new Promise<void>((resolve) => {
  release = resolve;
});

@Controller('doors')
class Doors {
  @Post()
  open(@Body({ schema: openDoorBody }) _: z.output<typeof openDoorBody>, @Caller() caller: Caller) {
    return { traceparent: currentTraceparent(), stored: caller.cause.traceparent };
  }

  @Post(':id/close')
  close(@Param('id', { schema: idParam }) door: string) {
    return { id: door };
  }

  @Get('slow')
  async slow() {
    arrive();
    await held;
    return { finished: true };
  }

  @EventPattern('door.opened')
  onOpened(data: unknown) {
    return { seen: data };
  }

  @Get('quick')
  quick() {
    return {};
  }
}

/** A transport in memory: hands an event to its handler and gives back what the handler threw. */
class Queue extends Server implements CustomTransportStrategy {
  state: 'new' | 'listening' | 'closed' = 'new';
  broken = false;
  listen = (callback: (error?: Error) => void) => {
    this.state = 'listening';
    callback(this.broken ? new Error('the topic has another number of partitions') : undefined);
  };
  close = () => {
    this.state = 'closed';
  };
  alive = () => !this.broken;
  on = () => undefined;
  unwrap = <T>() => this as unknown as T;
  deliver = (pattern: string, data: unknown): Promise<unknown> => this.messageHandlers.get(pattern)?.(data) as Promise<unknown>;
}

@Module({ controllers: [Doors], providers: [{ provide: Server, useClass: Queue }] })
class DoorApp {}

let running: Running;
let headers: Record<string, string>;
const get = async (path: string) => {
  const response = await fetch(`${running.url}${path}`, { headers });
  return { status: response.status, text: await response.text(), headers: response.headers };
};

const scraped = async (asking: Record<string, string> = {}) => {
  const response = await fetch(`${running.operatorUrl}/metrics`, { headers: asking });
  return { text: await response.text(), type: response.headers.get('content-type') };
};

beforeAll(async () => {
  running = await start(DoorApp, {
    service: 'doors',
    env: { AUTH_TOKEN_SECRET: secret, PORT: '0', OPERATOR_PORT: '0', LOG_LEVEL: 'silent', DRAIN_DELAY_MS: '200' },
  });
  headers = { authorization: `Bearer ${await issueToken({ person: 'mara', org: 'acme' }, secret)}` };
});
afterAll(() => running.stop());

it('is alive and ready', async () => {
  for (const [path, status, name] of [
    ['/livez', 'alive', 'consumer'],
    ['/readyz', 'ready', 'process'],
    ['/startupz', 'started', 'process'],
  ]) {
    // biome-ignore format: a table
    const answer = await get(path as string);
    expect([path, answer.status, JSON.parse(answer.text)]).toMatchObject([path, 200, { status, checks: [{ name, state: 'ok' }] }]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  }
});

it('starts the transport of events that a module provides, and lives only as long as it does', async () => {
  const queue = running.app.get<Queue>(Server);
  expect(queue.state).toBe('listening');
  expect(await queue.deliver('door.opened', 7)).toEqual({ seen: 7 });
  queue.broken = true;
  const dead = await get('/livez');
  expect(dead.status).toBe(503);
  expect(JSON.parse(dead.text)).toMatchObject({
    status: 'not alive',
    checks: [{ name: 'consumer', state: 'bad', runbook: 'docs/runbooks/health.md#consumer' }],
  });
  queue.broken = false;
  expect((await get('/livez')).status).toBe(200);
});

it('continues the trace of the request, also behind a body, and stores it in the cause', async () => {
  const body = JSON.stringify({ width: 2 });
  const traceparent = `00-${'c'.repeat(32)}-${'d'.repeat(16)}-01`;
  const response = await fetch(`${running.url}/v1/doors`, {
    method: 'POST',
    body,
    headers: { ...headers, traceparent, 'content-type': 'application/json' },
  });
  const answered = (await response.json()) as { traceparent: string; stored: string };
  expect(answered.traceparent).toMatch(/^00-c{32}-(?!d{16})[0-9a-f]{16}-01$/);
  expect(answered.stored).toBe(answered.traceparent);
});

it('begins a trace of its own where the traceparent is not one', async () => {
  const response = await fetch(`${running.url}/v1/nothing`, { headers: { traceparent: `00-${'0'.repeat(32)}-junk` } });
  const { traceId } = (await response.json()) as { traceId: string };
  expect(traceId).toMatch(/^(?!0{32})[0-9a-f]{32}$/);
});

it('measures requests by template, never by id', async () => {
  await fetch(`${running.url}/v1/doors/${id}/close`, { method: 'POST', headers });
  const { text, type } = await scraped();
  expect(type).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(text).toContain('hiring_http_request_seconds_count{method="POST",route="/v1/doors/:id/close",status="2xx"} 1');
  expect(text).toContain('nodejs_eventloop_lag_seconds');
  expect(text).not.toContain(id);
});

it('leads from the duration of a request to its trace, in OpenMetrics where that is asked for', async () => {
  const traceparent = `00-${'e'.repeat(32)}-${'d'.repeat(16)}-01`;
  await fetch(`${running.url}/v1/doors/quick`, { headers: { ...headers, traceparent } });
  const { text, type } = await scraped({ accept: 'application/openmetrics-text;version=1.0.0,text/plain;q=0.3' });
  expect(type).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
  expect(text).toMatch(/^hiring_http_request_seconds_bucket\{.*route="\/v1\/doors\/quick".* # \{trace_id="e{32}",/m);
});

it('counts what nobody knows under one name, so that no caller makes series without end', async () => {
  for (let n = 0; n < 50; n += 1) await get(`/v1/nothing-${n}/${n}?n=${n}`);
  for (const method of ['PROPFIND', 'LOCK', 'PURGE']) await fetch(`${running.url}/v1/doors`, { method, headers });
  const counts = (await scraped()).text.match(/^hiring_http_request_seconds_count.*$/gm) ?? [];
  const ofNobody = counts.filter((line) => line.includes('route="unmatched"')).map((line) => /method="(.*?)"/.exec(line)?.[1]);
  expect(ofNobody.sort()).toEqual(['GET', 'other']);
  expect(counts.some((line) => /nothing-|PROPFIND|LOCK|PURGE/.test(line))).toBe(false);
});

it('tells its metrics to operators alone: at their port, where there is nothing else, and not at that of people', async () => {
  for (const path of ['/metrics', '/metrics/', '/v1/metrics', '/metrics?name[]=x'])
    expect([path, (await get(path)).status]).toEqual([path, 404]);
  const of = async (path: string, method = 'GET') => (await fetch(`${running.operatorUrl}${path}`, { method, headers })).status;
  expect(await of('/metrics?name[]=x')).toBe(200);
  for (const path of ['/', '/livez', '/readyz', '/openapi.json', '/v1/doors/quick']) expect([path, await of(path)]).toEqual([path, 404]);
  expect(await of('/metrics', 'POST')).toBe(404);
});

it('counts requests under way, and no more those whose caller has hung up', async () => {
  const inFlight = async () => /^hiring_requests_in_flight (\d+)$/m.exec((await scraped()).text)?.[1];
  await eventually(async () => (await inFlight()) === '0');
  const { hostname, port } = new URL(running.url);
  const socket = connect(Number(port), hostname);
  const half = `authorization: ${headers.authorization}\r\ncontent-type: application/json\r\ncontent-length: 10\r\n\r\n{`;
  socket.write(`POST /v1/doors HTTP/1.1\r\nhost: x\r\n${half}`);
  await eventually(async () => (await inFlight()) === '1');
  socket.destroy();
  await eventually(async () => (await inFlight()) === '0');
});

it('describes itself in OpenAPI 3.1, with problems, answers and headers of commands', async () => {
  const document = JSON.parse((await get('/openapi.json')).text);
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths)).toEqual(['/v1/doors', '/v1/doors/{id}/close', '/v1/doors/slow', '/v1/doors/quick']);
  const open = document.paths['/v1/doors'].post;
  expect(open.requestBody.content['application/json'].schema).toEqual({ $ref: '#/components/schemas/OpenDoorBody' });
  expect(document.components.schemas.OpenDoorBody).toMatchObject({ type: 'object', required: ['width'], additionalProperties: false });
  expect(Object.keys(open.responses)).toEqual(expect.arrayContaining(['200', '201', '400', '401', '409', '503']));
  expect(open.responses['400'].content['application/problem+json'].schema.$ref).toBe('#/components/schemas/Problem');
  expect(open.parameters.map(({ name }: { name: string }) => name)).toEqual(['dryRun', 'Idempotency-Key', 'If-Match']);
  expect(Object.keys(document.paths['/v1/doors/{id}/close'].post.responses)).not.toContain('201');
});

it('gives a generator the same document without a server', async () => {
  expect(JSON.stringify(await openApiOf(DoorApp, 'doors'))).toBe((await get('/openapi.json')).text);
});

it('names the variable when the configuration is wrong, and not its value', async () => {
  await expect(start(DoorApp, { service: 'doors', env: { AUTH_TOKEN_SECRET: 'short', PORT: 'eighty' } })).rejects.toThrow(
    /^wrong configuration: PORT: .*; AUTH_TOKEN_SECRET: must have 32 characters or more$/,
  );
});

it('does not start when the transport says that it cannot, and leaves nothing listening', async () => {
  class BrokenQueue extends Queue {
    override broken = true;
  }
  @Module({ providers: [{ provide: Server, useClass: BrokenQueue }] })
  class BrokenApp {}
  const port = await freePort();
  const env = { AUTH_TOKEN_SECRET: secret, PORT: String(port), OPERATOR_PORT: '0', LOG_LEVEL: 'silent' };
  await expect(start(BrokenApp, { service: 'broken', env })).rejects.toThrow('another number of partitions');
  await expect(fetch(`http://127.0.0.1:${port}/livez`)).rejects.toThrow('fetch failed');
});

it('does not start when the operators’ port is taken, and leaves nothing listening', async () => {
  const port = await freePort();
  const env = { AUTH_TOKEN_SECRET: secret, PORT: String(port), OPERATOR_PORT: new URL(running.operatorUrl).port, LOG_LEVEL: 'silent' };
  await expect(start(DoorApp, { service: 'doors', env })).rejects.toThrow('EADDRINUSE');
  await expect(fetch(`http://127.0.0.1:${port}/livez`)).rejects.toThrow('fetch failed');
});

it('drains: no longer ready, but answering; then it finishes what runs, refuses what comes late, and lets go of the port', async () => {
  const line = `host: x\r\nauthorization: ${headers.authorization}\r\n\r\n`;
  const { hostname, port } = new URL(running.url);
  const socket = connect(Number(port), hostname);
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk;
  });
  const ended = new Promise((resolve) => socket.on('end', resolve));
  socket.write(`GET /v1/doors/slow HTTP/1.1\r\n${line}`);
  await arrived;

  const stopped = running.stop();
  expect(await get('/readyz')).toMatchObject({ status: 503, text: expect.stringContaining('"found":"stops: it still answers') });
  expect((await get('/v1/doors/quick')).status).toBe(200);
  await eventually(async () => (await get('/livez').catch(() => undefined)) === undefined);
  socket.write(`GET /v1/doors/quick HTTP/1.1\r\n${line}`);
  release();
  await Promise.all([ended, stopped]);
  expect(running.app.get<Queue>(Server).state).toBe('closed');
  await expect(scraped()).rejects.toThrow('fetch failed');

  expect(received).toMatch(/200 OK.*{"finished":true}.*503 Service Unavailable.*"code":"request\/unavailable"/s);
});

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
