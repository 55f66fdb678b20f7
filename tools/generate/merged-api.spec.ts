/** How the documents of services become one. */
import type { RejectionKind } from '@rolecall/kernel';
import { type Api, mergedApi } from './merged-api.ts';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const operation = (operationId: string, schema: object = {}) => ({
  operationId,
  responses: { 200: { description: 'Done.', content: { 'application/json': { schema } } }, 409: { description: 'No.' } },
});
const api = (paths: Api['paths'], schemas: Record<string, unknown> = {}): Api => ({
  paths,
  components: { schemas: { Problem: {}, ...schemas } },
});
const code = (name: string, kind: RejectionKind, ...services: string[]) => ({
  code: name,
  kind,
  services,
  path: '',
  sentence: `${name}.`,
  remedy: 'Wait.',
});

it('names operations by their paths, and by their controllers where a path says nothing', () => {
  const doors = api({
    '/v1/doors': { get: operation('list_DoorHttp'), post: operation('build_DoorHttp') },
    '/v1/doors/{id}': { get: operation('get_DoorHttp') },
    '/v1/doors/{id}/locks/{lockId}/change-key': { post: operation('change_LockHttp') },
    '/v1/doors/paint': { post: operation('paintMany_DoorHttp') },
    '/v1/doors/{id}/paint': { post: operation('paint_DoorHttp') },
    '/v1/doors/{id}/locks/{lockId}': { get: operation('lock_LockHttp') },
    '/v1/operator/jobs': { get: operation('list_JobsHttp') },
  });
  const { paths } = mergedApi(new Map([['door', doors]]), []);
  const names = Object.values(paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
  const own = ['doors_paintMany', 'doors_get', 'doors_locks_lock', 'doors_locks_changeKey', 'doors_paint'];
  expect(names).toEqual(['doors_list', 'doors_build', ...own]);
});

it('keeps one schema where services mean the same by a name, and two where they do not', () => {
  const doors = api({ '/v1/doors': { get: operation('list', ref('Size')) } }, { Size: { type: 'number' }, Page: { type: 'object' } });
  const windows = api({ '/v1/windows': { get: operation('list', ref('Size')) } }, { Size: { type: 'string' }, Page: { type: 'object' } });
  const { paths, components } = mergedApi(
    new Map([
      ['door', doors],
      ['window', windows],
    ]),
    [],
  );
  expect(components.schemas).toEqual({ DoorSize: { type: 'number' }, Problem: {}, WindowSize: { type: 'string' } });
  expect(JSON.stringify(paths['/v1/windows'])).toContain('schemas/WindowSize');
});

it('keeps what a schema needs, and leaves out what only operators send', () => {
  const doors = api(
    { '/v1/doors': { get: operation('list', ref('Door')) }, '/v1/operator/jobs': { post: operation('begin', ref('Job')) } },
    { Door: { properties: { lock: ref('Lock'), inner: ref('Door') } }, Lock: {}, Job: {} },
  );
  expect(Object.keys(mergedApi(new Map([['door', doors]]), []).components.schemas)).toEqual(['Door', 'Lock', 'Problem']);
});

it('says of each answer which codes it may have: the service’s own and the gateway’s', () => {
  const codes = [
    code('door/stuck', 'conflict', 'door'),
    code('window/stuck', 'conflict', 'window'),
    code('operator/job-running', 'conflict', 'door'),
    code('gateway/away', 'unavailable', 'gateway'),
  ];
  const { paths, components, ...document } = mergedApi(new Map([['door', api({ '/v1/doors': { get: operation('list') } })]]), codes);
  const { responses } = paths['/v1/doors']!.get as { responses: Record<string, object> };
  expect(responses[409]).toEqual({ $ref: '#/components/responses/door_409' });
  expect(Object.keys(responses)).toEqual(['200', '409', '429', '503', '504']);
  expect(components.responses.door_409).toMatchObject({ 'x-codes': ['door/stuck'] });
  expect(components.responses.door_503).toMatchObject({ 'x-codes': ['gateway/away'] });
  expect(document['x-problems']).not.toHaveProperty(['operator/job-running']);
  expect(document['x-problems']['door/stuck']).toEqual({ status: 409, title: 'door/stuck.', remedy: 'Wait.' });
});

it('refuses a path that two services answer', () => {
  const doors = api({ '/v1/doors': { get: operation('list') } });
  expect(() =>
    mergedApi(
      new Map([
        ['door', doors],
        ['window', doors],
      ]),
      [],
    ),
  ).toThrow('there twice: /v1/doors');
});
