import { z } from 'zod';
import { type CallerRequest, callerOf, newId } from './caller.js';
import { InvalidRequest } from './invalid-request.js';

const request: CallerRequest = {
  identity: { org: 'acme', person: { kind: 'person', id: 'mara', roles: [] } },
  id: '01932c07-209c-7a5e-9c3e-1d1f5f7a9b11',
  at: '2026-03-02T09:00:00.000Z',
  method: 'POST',
  route: '/v1/offers/:id/approve',
  url: '/v1/offers/7/approve',
  query: {},
  headers: {},
};
const keyed = (key: string, other: Partial<CallerRequest> = {}) => callerOf({ ...request, ...other, headers: { 'idempotency-key': key } });

it('has no caller without an identity', () => {
  expect(() => callerOf({ ...request, identity: undefined })).toThrow(expect.objectContaining({ code: 'request/unauthenticated' }));
});

it('takes the cause of a request from the request, and of a keyed one from caller, route and key', () => {
  expect(callerOf(request).cause).toEqual({ id: `http:${request.id}`, org: 'acme', actor: request.identity?.person, kind: 'request' });
  const again = { id: '01932c07-209c-7a5e-9c3e-000000000000' };
  expect(keyed('k').cause).toEqual(keyed('k', again).cause);
  expect(keyed('k').cause.id).toMatch(/^http:acme:mara:POST \/v1\/offers\/:id\/approve:[\w-]{43}$/);
  const others = [
    keyed('other'),
    keyed('k', { route: '/v1/offers/:id/recall' }),
    keyed('k', { identity: { org: 'umbrella', person: { kind: 'person', id: 'mara' } } }),
    keyed('k', { identity: { org: 'acme', person: { kind: 'person', id: 'jon' } } }),
  ];
  expect(new Set([keyed('k'), ...others].map(({ cause }) => cause.id)).size).toBe(5);
});

it('knows what was asked under a key, and no part of it', () => {
  const asked = (key: string, other: Partial<CallerRequest> = {}) => keyed(key, other).cause.asked;
  const [body, again] = [
    { note: 'Jon', of: { a: [1], b: 2 } },
    { of: { b: 2, a: [1] }, note: 'Jon' },
  ];
  expect(asked('k', { body })).toBe(asked('k', { body: again, url: '/v1/offers/7/approve?dryRun=false' }));
  const all = [asked('k'), asked('k', { body: { note: 'Jon' } }), asked('k', { url: '/v1/offers/8/approve' }), asked('other')];
  expect(new Set(all).size).toBe(4);
  expect(callerOf(request).cause.asked).toBeUndefined();
});

it('holds no part of the key, which may be a name', () => {
  expect(JSON.stringify(keyed('jon@example.org').cause)).not.toContain('jon');
});

it('makes ids that are ordered by time, and the same again for the same key', () => {
  expect(newId(callerOf(request)).slice(0, 13)).toBe('01932c07-209c');
  expect(newId(keyed('k'))).toBe(newId(keyed('k', { id: '01932c07-209c-7a5e-9c3e-000000000000' })));
  const uuid = '01932fff-0000-7000-8000-000000000001';
  expect(newId(keyed(uuid)).slice(0, 13)).toBe('01932fff-0000');
  const ids = [
    newId(callerOf(request)),
    newId(keyed('k')),
    newId(keyed(uuid)),
    newId(callerOf(request), 'second'),
    callerOf(request).noteId(),
  ];
  expect(new Set(ids).size).toBe(5);
  for (const id of ids) expect(z.uuid().safeParse(id).success).toBe(true);
});

it('names notes apart and repeats their ids', () => {
  const caller = keyed('k');
  expect(caller.noteId()).toBe(keyed('k').noteId());
  expect(caller.noteId('reason')).not.toBe(caller.noteId());
});

it.each([
  ['"7"', 7],
  ['*', undefined],
])('reads If-Match %s as the sequence %s', (value, expected) => {
  expect(callerOf({ ...request, headers: { 'if-match': value } }).cause.expectedSequence).toBe(expected);
});

it.each([
  [{ headers: { 'if-match': '7' } }, 'If-Match'],
  [{ headers: { 'if-match': 'W/"7"' } }, 'If-Match'],
  [{ headers: { 'idempotency-key': '' } }, 'Idempotency-Key'],
  [{ headers: { 'idempotency-key': ['a', 'b'] } }, 'Idempotency-Key'],
  [{ query: { dryRun: '1' } }, 'dryRun'],
  [{ query: { dryRun: ['true', 'true'] } }, 'dryRun'],
])('refuses %j by the name of the field', (wrong, path) => {
  const refused = catching(() => callerOf({ ...request, ...wrong }));
  expect(refused).toBeInstanceOf(InvalidRequest);
  expect((refused as InvalidRequest).errors).toEqual([expect.objectContaining({ path })]);
});

it('asks only when dryRun is true', () => {
  expect([undefined, 'false', 'true'].map((dryRun) => callerOf({ ...request, query: { dryRun } }).dryRun)).toEqual([false, false, true]);
});

function catching(fn: () => unknown): unknown {
  try {
    return fn();
  } catch (error) {
    return error;
  }
}
