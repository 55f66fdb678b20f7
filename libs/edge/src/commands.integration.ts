/** Commands and views over real HTTP on a real database: identity, ETag, idempotency, dry run, outage. */
import { Body, Controller, Get, Inject, Module, Param, Post } from '@nestjs/common';
import { type Decider, defineRejection, type EventOf, eventMaker, eventsOn, type Probes } from '@rolecall/kernel';
import { AggregateStore, Ports } from '@rolecall/messaging';
import { testPorts } from '@rolecall/testing';
import { z } from 'zod';
import { mongoUrl } from '../../../tests/servers.js';
import { answer, Caller, found, idParam, issueToken, newId, type Running, start, view } from './index.js';

const secret = 'a secret for tests that is long enough';
const defineEvent = eventsOn({ topic: null, key: 'gateId', service: 'test' });
const built = defineEvent('gate.built.v1', 'The gate stands.', z.object({ gateId: z.string() }), { terminal: 'a test' });
const opened = defineEvent('gate.opened.v1', 'The gate is open.', z.object({ gateId: z.string(), noteId: z.string() }), {
  terminal: 'a test',
});
const absent = defineRejection('gate/not-found', 'not_found', 'There is no such gate.', 'Build it.');
const rusty = defineRejection('gate/rusty', 'conflict', 'The gate is rusty.', 'Oil it.');

type GateEvent = EventOf<typeof built> | EventOf<typeof opened>;
type GateCommand = { do: 'build'; gateId: string } | { do: 'open'; gateId: string; noteId: string; force: boolean };
interface Gate {
  status: 'absent' | 'shut' | 'open';
}
const event = eventMaker<GateEvent>();

const gate: Decider<Gate, GateCommand, GateEvent> = {
  aggregate: 'gate',
  stateVersion: 1,
  initial: { status: 'absent' },
  decide(command, { status }) {
    if (command.do === 'build') return status === 'absent' ? [event('gate.built.v1', { gateId: command.gateId })] : [];
    if (status === 'absent') throw absent();
    if (!command.force) throw rusty({ gateId: command.gateId });
    return [event('gate.opened.v1', { gateId: command.gateId, noteId: command.noteId })];
  },
  evolve: (_, { type }) => ({ status: type === 'gate.built.v1' ? 'shut' : 'open' }),
};
const probes: Partial<Probes<Gate, GateCommand>> = { open: () => ({ gateId: 'g', noteId: 'n', force: false }) };

let kept: string[] = [];
let database: Ports['database'];

@Controller('gates')
class Gates {
  private readonly store: AggregateStore<Gate, GateCommand, GateEvent>;

  constructor(@Inject(Ports) ports: Ports) {
    database = ports.database;
    this.store = new AggregateStore(gate, ports);
  }

  @Post()
  build(@Caller() caller: Caller) {
    const gateId = newId(caller);
    return answer(this.store, gateId, { do: 'build', gateId }, caller, { created: true });
  }

  @Post(':id/open')
  open(
    @Param('id', { schema: idParam }) gateId: string,
    @Body({ schema: z.strictObject({ force: z.boolean() }) }) { force }: { force: boolean },
    @Caller() caller: Caller,
  ) {
    const noteId = caller.noteId();
    const beforeAppend = async () => {
      kept.push(noteId);
    };
    return answer(this.store, gateId, { do: 'open', gateId, noteId, force }, caller, { beforeAppend });
  }

  @Get(':id')
  async one(@Param('id', { schema: idParam }) id: string, @Caller() caller: Caller) {
    const loaded = found(await this.store.load(caller.org, id));
    return view(loaded, gate, probes, caller, { status: loaded.state.status });
  }
}

@Module({
  controllers: [Gates],
  providers: [{ provide: Ports, useFactory: () => testPorts('test', mongoUrl('edge')) }],
})
class GateApp {}

let running: Running;
let mara: string;

beforeAll(async () => {
  running = await start(GateApp, {
    service: 'gates',
    env: { AUTH_TOKEN_SECRET: secret, PORT: '0', OPERATOR_PORT: '0', LOG_LEVEL: 'silent' },
  });
  mara = await issueToken({ person: 'mara', org: 'acme', roles: ['recruiter'] }, secret);
});
beforeEach(() => {
  kept = [];
});
afterAll(async () => {
  await running.stop();
});

interface Answered {
  id: string;
  version: number;
  sequence: number;
  code: string;
}

async function send(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${running.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${mara}`, ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
    body: body && JSON.stringify(body),
  });
  return { status: response.status, json: (await response.json()) as Answered, headers: response.headers };
}
const build = async (): Promise<string> => (await send('POST', '/v1/gates')).json.id;

it('answers a creation with 201, the address and the ETag', async () => {
  const { status, json, headers } = await send('POST', '/v1/gates');
  expect({ status, json }).toEqual({ status: 201, json: { id: expect.any(String), version: 1, sequence: 1, happened: ['gate.built.v1'] } });
  expect(headers.get('location')).toBe(`/v1/gates/${json.id}`);
  expect(headers.get('etag')).toBe('"1"');
  expect(headers.get('consistency-token')).toBe(`gate/${json.id}/1`);
});

it('shows a resource with what this caller may do, and why not', async () => {
  const id = await build();
  const { json, headers } = await send('GET', `/v1/gates/${id}`);
  expect(json).toEqual({
    id,
    version: 1,
    sequence: 1,
    status: 'shut',
    actions: [{ command: 'open', allowed: false, code: 'gate/rusty', sentence: 'The gate is rusty.', remedy: 'Oil it.' }],
  });
  expect(headers.get('etag')).toBe('"1"');
  expect(headers.get('consistency-token')).toBe(`gate/${id}/1`);
});

it('answers a rule that says no with its code, and writes nothing', async () => {
  const id = await build();
  const refused = await send('POST', `/v1/gates/${id}/open`, { force: false });
  expect(refused.json).toMatchObject({ status: 409, code: 'gate/rusty', type: '/problems/gate/rusty', details: { gateId: id } });
  expect(kept).toEqual([]);
  expect((await send('GET', `/v1/gates/${id}`)).json.version).toBe(1);
});

it('only asks in a dry run', async () => {
  const id = await build();
  expect(await send('POST', `/v1/gates/${id}/open?dryRun=true`, { force: true })).toMatchObject({
    status: 200,
    json: { dryRun: true, would: ['gate.opened.v1'] },
  });
  expect((await send('POST', `/v1/gates/${id}/open?dryRun=true`, { force: false })).json.code).toBe('gate/rusty');
  expect(await send('POST', '/v1/gates?dryRun=true')).toMatchObject({ status: 200, json: { would: ['gate.built.v1'] } });
  expect((await send('GET', `/v1/gates/${id}`)).json).toMatchObject({ version: 1, status: 'shut' });
  expect(kept).toEqual([]);
});

it('refuses a decision on what has changed since', async () => {
  const id = await build();
  const first = await send('POST', `/v1/gates/${id}/open`, { force: true }, { 'if-match': '"1"' });
  expect(first).toMatchObject({ status: 200, json: { sequence: 2 } });
  const second = await send('POST', `/v1/gates/${id}/open`, { force: true }, { 'if-match': '"1"' });
  expect(second.json).toMatchObject({ status: 412, code: 'request/stale-version', details: { expected: 1, actual: 2 } });
});

it('carries out a request once per Idempotency-Key, also when repeated at the same moment', async () => {
  const headers = { 'idempotency-key': 'build the west gate' };
  const answers = await Promise.all(Array.from({ length: 8 }, () => send('POST', '/v1/gates', undefined, headers)));
  expect(new Set(answers.map(({ json, status }) => `${status} ${JSON.stringify(json)}`)).size).toBe(1);

  const id = answers.map(({ json }) => json.id)[0];
  const opening = () => send('POST', `/v1/gates/${id}/open`, { force: true }, { 'idempotency-key': 'k' });
  const [once, twice] = [await opening(), await opening()];
  expect(twice.json).toEqual(once.json);
  expect(once.json.sequence).toBe(2);
  expect(new Set(kept).size).toBe(1);

  const another = await send('POST', '/v1/gates', undefined, { 'idempotency-key': 'build the east gate' });
  expect(another.json.id).not.toBe(id);
});

it('refuses another request under the same Idempotency-Key, whether the first was carried out or refused', async () => {
  const id = await build();
  const under = (key: string, path: string, body: object) => send('POST', `/v1/gates/${id}/${path}`, body, { 'idempotency-key': key });
  const refused = await under('r', 'open', { force: false });
  expect(refused.json.code).toBe('gate/rusty');
  expect((await under('r', 'open', { force: true })).json).toMatchObject({ status: 422, code: 'request/key-reused' });
  expect((await under('r', 'open', { force: false })).json).toEqual({ ...refused.json, traceId: expect.anything() });
  const opened = await under('o', 'open', { force: true });
  expect((await under('o', 'open', { force: false })).json).toMatchObject({ status: 422, code: 'request/key-reused' });
  expect((await under('o', 'open', { force: true })).json).toEqual(opened.json);
  expect((await send('GET', `/v1/gates/${id}`)).json).toMatchObject({ version: 2, status: 'open' });
});

it('keeps the same key of two people, and of two organizations, apart', async () => {
  const as = async (person: string, org: string) => {
    const token = await issueToken({ person, org }, secret);
    return (await send('POST', '/v1/gates', undefined, { 'idempotency-key': 'same', authorization: `Bearer ${token}` })).json.id;
  };
  expect(new Set([await as('mara', 'acme'), await as('jon', 'acme'), await as('mara', 'umbrella')]).size).toBe(3);
});

it('finds nothing of another organization, whatever the id', async () => {
  const id = await build();
  const other = { authorization: `Bearer ${await issueToken({ person: 'eve', org: 'umbrella' }, secret)}` };
  expect((await send('GET', `/v1/gates/${id}`, undefined, other)).json.code).toBe('request/not-found');
  expect((await send('POST', `/v1/gates/${id}/open`, { force: true }, other)).json.code).toBe('gate/not-found');
});

it('answers 503 while the database is away, and lives', async () => {
  const id = await build();
  await database.close();
  const away = await send('GET', `/v1/gates/${id}`);
  expect(away).toMatchObject({ status: 503, json: { code: 'request/unavailable' } });
  expect(away.headers.get('retry-after')).toBe('2');
  expect((await send('POST', `/v1/gates/${id}/open`, { force: true })).json.code).toBe('request/unavailable');
  expect((await fetch(`${running.url}/readyz`)).status).toBe(200);
});
