/** What kafkajs's own errors say of a partition without a leader. */
import { createRequire } from 'node:module';
import { BrokerUnavailable } from './broker.js';
import { isLeaderless } from './kafka-survey.js';

const require = createRequire(import.meta.url);
const { createErrorFromCode } = require('kafkajs/src/protocol/error.js') as { createErrorFromCode(code: number): Error };
const { KafkaJSNumberOfRetriesExceeded } = require('kafkajs/src/errors.js') as typeof import('kafkajs');

const tried = (code: number) => {
  const error = new KafkaJSNumberOfRetriesExceeded(createErrorFromCode(code), { retryCount: 3, retryTime: 400 });
  return new BrokerUnavailable(error.message, { cause: error });
};

it('knows it by Kafka’s code 5, however often it was asked', () => expect(isLeaderless(tried(5))).toBe(true));
it('is not taken for a topic that is not there (3), nor for anything else', () => {
  expect(isLeaderless(tried(3))).toBe(false);
  expect(isLeaderless(new Error('LEADER_NOT_AVAILABLE'))).toBe(false);
  expect(isLeaderless(undefined)).toBe(false);
});
