/** A request is one line of the log, whatever becomes of it. */
import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import { defineRejection, personal } from '@rolecall/kernel';
import { metrics } from '@rolecall/telemetry';
import { eventually } from '@rolecall/testing';
import { z } from 'zod';
import { Caller, issueToken, type Running, start } from './index.js';

const token = 'a secret for tests that is long enough';
const full = defineRejection('edge-test/full', 'conflict', 'It is full.', 'Wait.');
const body = z.strictObject({ seat: z.int(), ...personal({ motto: z.string().max(20) }) });

const entered = Promise.withResolvers<void>();
const left = Promise.withResolvers<object>();

@Controller('seats')
class Seats {
  @Get()
  list() {
    return { items: [] };
  }

  @Get('late')
  late() {
    entered.resolve();
    return left.promise;
  }

  @Post()
  take(@Body({ schema: body }) { seat, motto }: z.output<typeof body>, @Caller() _: Caller) {
    if (seat === 1) throw full({ seat });
    if (seat === 2) throw new RangeError(motto);
    throw Object.assign(new Error(motto), { name: 'MongoServerSelectionError' });
  }
}

@Module({ controllers: [Seats] })
class TinyApp {}

type Line = Record<string, unknown>;

let running: Running;
let authorization: string;
const written: string[] = [];
let requests = 0;
const write = process.stdout.write;

beforeAll(async () => {
  process.stdout.write = ((text: string) => written.push(text) > 0) as typeof write;
  running = await start(TinyApp, { service: 'tiny', env: { AUTH_TOKEN_SECRET: token, PORT: '0', OPERATOR_PORT: '0', LOG_LEVEL: 'debug' } });
  authorization = `Bearer ${await issueToken({ person: 'mara', org: 'acme' }, token)}`;
});
afterAll(async () => {
  await running.stop();
  process.stdout.write = write;
});

/** The lines of one request: they are written once its answer is out. */
async function linesOf(path: string, asked: RequestInit = {}): Promise<Line[]> {
  written.length = 0;
  const traceId = `${++requests}`.padStart(32, 'a');
  const headers = { authorization, 'content-type': 'application/json', traceparent: `00-${traceId}-${'b'.repeat(16)}-01` };
  await (await fetch(`${running.url}${path}`, { ...asked, headers: { ...headers, ...asked.headers } })).text();
  await new Promise(setImmediate);
  return written.map((line) => JSON.parse(line) as Line).filter(({ trace_id }) => trace_id === traceId);
}

const taking = (seat: unknown): RequestInit => ({ method: 'POST', body: JSON.stringify({ seat, motto: 'zqx' }) });
const route = '/v1/seats';
const cases: [string, string, RequestInit, Line][] = [
  ['is answered', '/v1/seats', {}, { level: 'info', msg: 'request answered', method: 'GET', route, status: 200 }],
  ['a rule refuses', '/v1/seats', taking(1), { level: 'info', method: 'POST', route, status: 409, code: 'edge-test/full' }],
  ['a schema refuses', '/v1/seats', taking('zqx'), { level: 'info', route, status: 400, code: 'request/invalid' }],
  ['is no JSON', '/v1/seats', { method: 'POST', body: '{"zqx' }, { level: 'info', route, status: 400, code: 'request/malformed-json' }],
  [
    'has no token',
    '/v1/seats',
    { headers: { authorization: 'zqx' } },
    { level: 'info', route, status: 401, code: 'request/unauthenticated' },
  ],
  ['goes nowhere', '/v1/zqx', {}, { level: 'debug', route: 'unmatched', status: 404, code: 'request/not-found' }],
  ['meets a bug', '/v1/seats', taking(2), { level: 'error', msg: 'a request failed', route, status: 500, code: 'request/failed' }],
  ['meets an outage', '/v1/seats', taking(3), { level: 'warn', msg: 'a request failed', route, status: 503, code: 'request/unavailable' }],
];

it.each(cases)('a request that %s is one line', async (_, path, asked, line) => {
  const lines = await linesOf(path, asked);
  expect(lines).toEqual([expect.objectContaining({ service: 'tiny', ms: expect.any(Number), span_id: expect.any(String), ...line })]);
  expect(written.join('')).not.toContain('zqx');
  if (Number(line.status) >= 500) expect(lines[0]?.err).toEqual({ type: expect.any(String), stack: expect.stringContaining('at ') });
  else expect(lines[0]).not.toHaveProperty('err');
});

const linesWritten = (): Line[] => written.map((line) => JSON.parse(line) as Line);

it('a probe is one line, and no trace', async () => {
  written.length = 0;
  await (await fetch(`${running.url}/livez`)).text();
  await new Promise(setImmediate);
  const lines = linesWritten().filter(({ route: of }) => of === '/livez');
  expect(lines).toEqual([expect.objectContaining({ level: 'debug', status: 200, ms: expect.any(Number) })]);
  expect(lines[0]).not.toHaveProperty('trace_id');
});

it('a request whose caller hangs up before the answer is one line, and is measured', async () => {
  written.length = 0;
  const caller = new AbortController();
  const asking = fetch(`${running.url}/v1/seats/late`, { headers: { authorization }, signal: caller.signal });
  await entered.promise;
  caller.abort();
  await expect(asking).rejects.toThrow();
  const lines = () => linesWritten().filter(({ route: of }) => of === '/v1/seats/late');
  await eventually(async () => lines().length > 0, 5000);
  left.resolve({ items: [] });
  await new Promise(setImmediate);
  expect(lines()).toEqual([
    expect.objectContaining({ level: 'info', msg: 'the caller of a request has hung up', status: 'aborted', span_id: expect.any(String) }),
  ]);
  const { values } = await metrics.httpRequestSeconds.get();
  expect(values).toContainEqual(expect.objectContaining({ labels: { method: 'GET', route: '/v1/seats/late', status: 'aborted' } }));
});
