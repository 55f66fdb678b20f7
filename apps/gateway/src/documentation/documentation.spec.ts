/** What a developer finds at the gateway: one document, a page that reads it without the world, and a page for each code. */
import type { Running } from '@rolecall/edge';
import { startGateway } from '../gateway.examples.js';
import { segments } from '../segments.js';

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string; readonly responses: object }>>>>;
  readonly 'x-problems': Readonly<Record<string, { readonly status: number }>>;
}

let gateway: Running;
let document: Document;
beforeAll(async () => {
  gateway = await startGateway({ GATEWAY_SERVICES: 'offer=http://127.0.0.1:1', GATEWAY_RATE_ADDRESS: '1000' });
  document = (await (await get('/openapi.json')).json()) as Document;
});
afterAll(() => gateway.stop());
const get = (path: string): Promise<Response> => fetch(`${gateway.url}${path}`);

it('one document has what every service answers to people, and nothing for operators', () => {
  const found = new Set(Object.keys(document.paths).map((path) => path.split('/')[2] as string));
  expect(document.openapi).toBe('3.1.0');
  expect(found).not.toContain('operator');
  expect([...found].filter((segment) => !segments.includes(segment as never))).toEqual([]);
  expect(found.size).toBeGreaterThan(6);
});

it('every operation has a name of its own, and says what the gateway itself may answer', () => {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  for (const { responses } of operations) expect(Object.keys(responses)).toEqual(expect.arrayContaining(['401', '429', '503', '504']));
});

it('every code of it has its page, and no other has', async () => {
  const codes = Object.keys(document['x-problems']);
  expect(codes).toEqual(expect.arrayContaining(['offer/no-seat', 'gateway/service-away', 'request/too-many', 'request/invalid']));
  for (const code of codes) expect([code, (await get(`/problems/${code}`)).status]).toEqual([code, 200]);
  expect((await get('/problems/offer/made-up')).status).toBe(404);
  expect((await get('/problems/constructor/name')).status).toBe(404);
  expect(await (await get('/problems/gateway/service-away')).text()).toContain('Retry-After');
});

describe('the reference', () => {
  it('is a page that loads what it needs from here, and may load nothing else', async () => {
    const answer = await get('/docs');
    const html = await answer.text();
    expect(html).not.toMatch(/https?:|<script>|\son\w+=/);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none';script-src 'self'");
    const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path as string);
    expect(loaded).toHaveLength(4);
    for (const path of loaded) expect([path, (await get(path)).status]).toEqual([path, 200]);
  });

  it('serves its own files by their type, and nobody else’s', async () => {
    expect((await get('/docs/swagger-ui-bundle.js')).headers.get('content-type')).toMatch(/^text\/javascript/);
    expect((await get('/docs/swagger-ui.css')).headers.get('content-type')).toMatch(/^text\/css/);
    for (const path of ['/docs/package.json', '/docs/..%2fpackage.json', '/docs/%2e%2e/package.json', '/docs/index.html'])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
  });
});
