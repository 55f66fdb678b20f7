import { NotFoundException } from '@nestjs/common';
import { allRejections, defineRejection, rejectionKinds } from '@rolecall/kernel';
import { InvalidRequest } from './invalid-request.js';
import { problemPage } from './operations.js';
import { problemHeaders, problemOf } from './problem.js';

const occurrence = { instance: '/v1/offers/1', traceId: 'f'.repeat(32), bodyBytesMax: 100 };
const noSeat = defineRejection('edge-test/no-seat', 'conflict', 'No seat is reserved.', 'Wait for one.');
const oftener = defineRejection('edge-test/oftener', 'too_many', 'That is often.', 'Wait.');
const named = (name: string, more: object = {}) => Object.assign(new Error('secret'), { name }, more);

it('says a rejection whole: page, sentence, facts, remedy, place and trace', () => {
  expect(problemOf(noSeat({ bandId: 'b1', open: 0 }), occurrence)).toEqual({
    type: '/problems/edge-test/no-seat',
    title: 'No seat is reserved.',
    status: 409,
    code: 'edge-test/no-seat',
    detail: 'No seat is reserved. (bandId: b1, open: 0)',
    remedy: 'Wait for one.',
    details: { bandId: 'b1', open: 0 },
    instance: '/v1/offers/1',
    traceId: 'f'.repeat(32),
  });
});

it('answers each kind of rejection with the status of its kind', () => {
  for (const definition of allRejections()) {
    const make = definition as unknown as { kind: keyof typeof rejectionKinds };
    expect(rejectionKinds[make.kind]).toEqual(expect.any(Number));
    expect(problemPage(definition.code)).toContain(definition.remedy);
  }
});

it.each([
  [new NotFoundException('Cannot GET /v1/jon@example.org'), [], 404, 'request/not-found'],
  [new NotFoundException(), ['GET'], 405, 'request/method-not-allowed'],
  [named('Error', { statusCode: 415 }), [], 415, 'request/unsupported-type'],
  [named('Error', { statusCode: 418 }), [], 400, 'request/malformed'],
  [named('MongoServerSelectionError'), [], 503, 'request/unavailable'],
  [named('MongoServerError', { code: 10107 }), [], 503, 'request/unavailable'],
  [named('MongoServerError', { code: 11000 }), [], 500, 'request/failed'],
  [named('BrokerUnavailable'), [], 503, 'request/unavailable'],
  [named('TypeError'), [], 500, 'request/failed'],
  ['a string that was thrown', [], 500, 'request/failed'],
  [undefined, [], 500, 'request/failed'],
])('answers %s with %j allowed by %i %s, and quotes nothing of it', (error, allowed, status, code) => {
  const problem = problemOf(error, { ...occurrence, allowed });
  expect(problem).toMatchObject({ status, code });
  expect(JSON.stringify(problem)).not.toMatch(/secret|example\.org|string that/);
});

it('lists fields by path, cut to a length and a number that a client can read', () => {
  const issues = Array.from({ length: 80 }, (_, n) => ({ path: ['seats', n, { key: 'bandId' }], message: 'x'.repeat(1000) }));
  const { errors = [] } = problemOf(new InvalidRequest('body', issues), occurrence);
  expect(errors).toHaveLength(50);
  expect(errors[0]).toEqual({ in: 'body', path: 'seats.0.bandId', message: `${'x'.repeat(300)}…` });
});

it('adds the header that the status asks for', () => {
  const of = (error: unknown, allowed: string[] = []) => problemHeaders(problemOf(error, { ...occurrence, allowed }), allowed);
  expect(of(named('MongoNetworkError'))).toMatchObject({ 'retry-after': '2' });
  expect(of(new NotFoundException(), ['GET', 'POST'])).toMatchObject({ allow: 'GET, POST' });
  expect(of(oftener({ retryAfterSeconds: 17 }))).toMatchObject({ 'retry-after': '17' });
  expect(of(noSeat())).toEqual({ 'content-type': 'application/problem+json' });
});
