/** What is known of a request whose answer did not come. */
import type { Rejection } from '@rolecall/kernel';
import { rejectionOf } from './passage.js';

const error = (code: unknown, more: object = {}) => Object.assign(new Error('secret'), { code }, more);

it.each([
  ['ECONNREFUSED', {}, 'gateway/service-away'],
  ['ENOTFOUND', { syscall: 'getaddrinfo' }, 'gateway/service-away'],
  ['UND_ERR_CONNECT_TIMEOUT', {}, 'gateway/service-away'],
  ['ETIMEDOUT', { syscall: 'connect' }, 'gateway/service-away'],
  ['EHOSTUNREACH', { syscall: 'connect' }, 'gateway/service-away'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', {}, 'gateway/service-away'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', {}, 'gateway/service-away'],
  ['ETIMEDOUT', { syscall: 'read' }, 'gateway/no-answer'],
  ['EHOSTUNREACH', { syscall: 'write' }, 'gateway/no-answer'],
  ['ECONNRESET', {}, 'gateway/no-answer'],
  ['UND_ERR_SOCKET', {}, 'gateway/no-answer'],
  ['UND_ERR_HEADERS_TIMEOUT', {}, 'gateway/no-answer'],
  ['HPE_INVALID_CONSTANT', {}, 'gateway/no-answer'],
])('%s %j is %s', (code, more, expected) => {
  const { code: told, details } = rejectionOf(error(code, more), 'offer') as Rejection;
  expect([told, details]).toEqual([expected, { service: 'offer' }]);
});

it.each([[error('UND_ERR_INVALID_ARG')], [error(undefined)], [new TypeError('a bug')]])('%s is a bug of ours, and stays one', (bug) =>
  expect(rejectionOf(bug, 'offer')).toBe(bug),
);
