/** Through the gateway a real service is what it is past it: commands, refusals, repeats, and the trace of a step. */
import { readFileSync } from 'node:fs';
import type { Running } from '@rolecall/edge';
import { startGateway } from '../../apps/gateway/src/gateway.examples.js';
import { AppModule } from '../../apps/requisition/src/app.module.js';
import { type Answer, AskedByMara, startService } from './service.js';

class Requisitions extends AskedByMara {
  static async start(): Promise<Requisitions> {
    return new Requisitions(await startService('requisition', AppModule));
  }
}

const document = readFileSync('docs/examples/role-document.txt', 'utf8');
let service: Requisitions;
let gateway: Running;

beforeAll(async () => {
  service = await Requisitions.start();
  gateway = await startGateway({ GATEWAY_SERVICES: `requisition=${service.running.url}` });
});
afterAll(async () => {
  await gateway?.stop();
  await service?.stop();
});

async function ask(method: 'GET' | 'POST', path: string, body?: object | string, more: Record<string, string> = {}): Promise<Answer> {
  const text = typeof body === 'string';
  const type: Record<string, string> = body === undefined ? {} : { 'content-type': text ? 'text/plain' : 'application/json' };
  const headers = { authorization: `Bearer ${await service.tokenOf('mara')}`, ...type, ...more };
  const response = await fetch(`${gateway.url}${path}`, { method, headers, body: text ? body : body && JSON.stringify(body) });
  return { status: response.status, headers: response.headers, json: await response.json() };
}

const draft = (more: Record<string, string> = {}): Promise<Answer> => ask('POST', '/v1/requisitions', document, more);

it('a document becomes a draft, which is read where Location says', async () => {
  const drafted = await draft();
  const location = String(drafted.headers.get('location'));
  expect([drafted.status, location]).toEqual([201, `/v1/requisitions/${drafted.json.id}`]);
  const read = await ask('GET', location);
  expect([read.status, read.headers.get('etag'), read.json.id]).toEqual([200, `"${read.json.sequence}"`, drafted.json.id]);
});

it('a repeat under its key is answered as the first time, whichever way it comes', async () => {
  const key = { 'idempotency-key': 'one draft' };
  const first = await draft(key);
  const second = await draft(key);
  const third = await service.call('mara', 'POST', 'requisitions', document, key);
  expect([second.json.id, third.json.id]).toEqual([first.json.id, first.json.id]);
});

it('a refusal is the service’s own, with its code, its fields and its headers', async () => {
  const { id } = (await draft()).json;
  const open = await ask('POST', `/v1/requisitions/${id}/open`, {});
  expect([open.status, open.headers.get('content-type')]).toEqual([409, 'application/problem+json; charset=utf-8']);
  expect(open.json).toMatchObject({ code: 'requisition/no-band', instance: `/v1/requisitions/${id}/open` });
  const stale = await ask('POST', `/v1/requisitions/${id}/open`, {}, { 'if-match': '"99"' });
  expect([stale.status, stale.json.code]).toEqual([412, 'request/stale-version']);
  const wrong = await ask('POST', `/v1/requisitions/${id}/set-bands`, { bands: 1 });
  expect(wrong.json).toMatchObject({ code: 'request/invalid', errors: [{ in: 'body', path: 'bands' }] });
  const method = await ask('POST', `/v1/requisitions/${id}`);
  expect([method.status, method.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

it('who did it is the caller, and the step is in the trace that began in front', async () => {
  const trace = 'c'.repeat(32);
  const { id } = (await draft({ traceparent: `00-${trace}-${'d'.repeat(16)}-01` })).json;
  const [commit] = (await ask('GET', `/v1/requisitions/${id}/history`)).json.commits;
  expect(commit.actor).toEqual({ kind: 'person', id: 'mara', roles: ['recruiter'] });
  expect(commit.traceparent).toMatch(new RegExp(`^00-${trace}-`));
});

it('nobody of another organization finds it', async () => {
  const { id } = (await draft()).json;
  const stranger = await ask('GET', `/v1/requisitions/${id}`, undefined, {
    authorization: `Bearer ${await service.tokenOf('mara', 'globex')}`,
  });
  expect([stranger.status, stranger.json.code]).toEqual([404, 'request/not-found']);
});
