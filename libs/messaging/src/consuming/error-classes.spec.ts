/** The table of error classes: what is waited out, what is an answer, and what is a fault that is retried and then dead. */
import { defineRejection } from '@rolecall/kernel';
import { mongo } from 'mongoose';
import { classify, type ErrorClass, HandlerDeadline } from './error-classes.js';

const named = (name: string, more: object = {}) => Object.assign(new Error(name), { name, ...more });
const full = defineRejection('table/full', 'conflict', 'It is full.', 'Use another.');
const early = defineRejection('table/early', 'unavailable', 'It has not arrived yet.', 'Wait.');
const noResult = {} as mongo.BulkWriteResult;
const noSuchFile = named('Error', { code: 'ENOENT' });

const table: [ErrorClass, string, unknown][] = [
  ['refused', 'a rule that says no', full()],
  ['unavailable', 'a copy that has not arrived', early()],
  ['outage', 'a handler that did not end in time', new HandlerDeadline()],
  ['outage', 'no primary', named('MongoServerSelectionError')],
  ['outage', 'mongoose without a primary', named('MongooseServerSelectionError')],
  ['outage', 'a connection that was cut', named('MongoNetworkError')],
  ['outage', 'a pool that was cleared', named('MongoPoolClearedOnNetworkError')],
  ['outage', 'a primary that steps down', named('MongoServerError', { code: 189 })],
  ['outage', 'a write concern that was not met', named('MongoServerError', { code: 64 })],
  ['outage', 'a disk that is full, at MongoDB', named('MongoServerError', { code: 14_031 })],
  ['outage', 'a broker that is away', named('BrokerUnavailable')],
  ['outage', 'an error that kafkajs calls retriable', named('KafkaJSProtocolError', { retriable: true })],
  ['outage', 'a request to Kafka that was not answered', named('KafkaJSRequestTimeoutError')],
  ['outage', 'a refused connection', named('Error', { code: 'ECONNREFUSED' })],
  ['outage', 'a disk that is full', named('Error', { code: 'ENOSPC' })],
  ['outage', 'too many open files', named('Error', { code: 'EMFILE' })],
  ['outage', 'no memory for a buffer', new RangeError('Array buffer allocation failed')],
  ['outage', 'an outage behind another error', new Error('append', { cause: named('MongoNetworkError') })],
  ['outage', 'a connection that was cut under a bulk write', new mongo.MongoBulkWriteError(new mongo.MongoNetworkError('cut'), noResult)],
  [
    'fault',
    'a bulk write that was refused',
    new mongo.MongoBulkWriteError({ message: 'too large', code: 10_334, writeErrors: [] }, noResult),
  ],
  ['outage', 'several outages at once', new AggregateError([named('MongoNetworkError'), named('Error', { code: 'EPIPE' })])],
  ['fault', 'several errors of which one is a bug', new AggregateError([named('MongoNetworkError'), new TypeError('no')])],
  ['fault', 'an aggregate of nothing', new AggregateError([])],
  ['fault', 'a duplicate key', named('MongoServerError', { code: 11_000 })],
  ['fault', 'a document that is too large', named('MongoServerError', { code: 10_334 })],
  ['fault', 'the number of an outage on an error that is not MongoDB’s', named('Error', { code: 189 })],
  ['fault', 'an error that kafkajs calls final', named('KafkaJSProtocolError', { retriable: false })],
  ['fault', 'a file that is not there', noSuchFile],
  ['fault', 'a bug', new TypeError('x is not a function')],
  ['fault', 'another range error', new RangeError('Invalid array length')],
  ['fault', 'what is thrown and is no error', 'ECONNREFUSED'],
  ['fault', 'nothing', undefined],
];

it.each(table)('%s: %s', (expected, _, error) => expect(classify(error)).toBe(expected));

it('looks behind five errors and no further, so that a circle ends', () => {
  const circle = new Error('first');
  circle.cause = new Error('second', { cause: circle });
  expect(classify(circle)).toBe('fault');
});
