/** What passes and what does not, in both directions. */
import { headersBack, headersBehind } from './headers.js';

const own = { authorization: 'Bearer of-the-gateway', traceparent: '00-of-the-gateway' };

it('whatever a command is made of passes', () => {
  const passing = {
    ...{ accept: 'application/json', 'content-type': 'application/json', 'if-match': '"3"', 'idempotency-key': 'k' },
    ...{ 'consistency-token': 't', 'last-event-id': '7', 'accept-language': 'de', 'x-of-some-client': 'x' },
  };
  expect(headersBehind(passing, own)).toEqual({ ...passing, ...own });
});

it.each([
  ['authorization', 'Bearer of-the-caller'],
  ['cookie', 'session=1'],
  ['host', 'elsewhere'],
  ['connection', 'keep-alive'],
  ['keep-alive', 'timeout=5'],
  ['transfer-encoding', 'chunked'],
  ['upgrade', 'websocket'],
  ['expect', '100-continue'],
  ['te', 'trailers'],
  ['forwarded', 'for=10.0.0.1'],
  ['x-forwarded-for', '10.0.0.1'],
  ['x-forwarded-user', 'olga'],
  ['x-real-ip', '10.0.0.1'],
  ['x-original-url', '/v1/operator/jobs'],
  ['x-rewrite-url', '/v1/operator/jobs'],
  ['x-rolecall-org', 'globex'],
  ['proxy-authorization', 'Basic eA=='],
  ['x-request-id', 'of-the-caller'],
  ['traceparent', '00-of-the-caller'],
  ['tracestate', 'a=b'],
  ['baggage', 'user=mara'],
])('%s of a caller does not pass', (name, value) => expect(headersBehind({ [name]: value }, own)).toEqual(own));

it('what Connection names is of the connection as well', () => {
  expect(headersBehind({ connection: 'close, X-Secret', 'x-secret': '1', accept: '*/*' }, own)).toEqual({ accept: '*/*', ...own });
  expect(headersBack({ connection: 'X-Secret', 'x-secret': '1', etag: '"2"' })).toEqual({ etag: '"2"' });
});

it('nobody’s own headers can be taken off by Connection', () =>
  expect(headersBehind({ connection: 'authorization, traceparent' }, own)).toEqual(own));

it('an answer keeps what it says, and comes under the id of its request', () => {
  const answer = { etag: '"4"', location: '/v1/offers/1', 'retry-after': '2', 'content-type': 'application/problem+json', vary: 'accept' };
  expect(headersBack({ ...answer, 'transfer-encoding': 'chunked', 'keep-alive': 'timeout=72', 'x-request-id': 'of-the-service' })).toEqual(
    answer,
  );
});
