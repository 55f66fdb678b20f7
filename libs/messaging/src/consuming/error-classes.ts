/**
 * What an error of a handler means. An outage is no poison: it is waited out and counts no attempt. A rejection is an answer.
 * What is left is a fault of the message or of the code.
 */
import { Rejection } from '@rolecall/kernel';
import { framesOf } from '@rolecall/telemetry';

export type ErrorClass =
  /** A rule said no: finished. */
  | 'refused'
  /** It rests on what has not arrived yet: its key waits. */
  | 'unavailable'
  /** Something that we need is away: its key waits. */
  | 'outage'
  /** Retried a few times, then dead. */
  | 'fault';

/** The handler did not end in time; it may still, which its cause makes harmless. */
export class HandlerDeadline extends Error {
  override readonly name = 'HandlerDeadline';
}

const outageNames = new Set([
  'HandlerDeadline',
  'BrokerUnavailable',
  // MongoDB's driver: network, no primary, pool, time-outs of unknown outcome.
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoPoolClearedError',
  'MongoPoolClearedOnNetworkError',
  'PoolClearedOnNetworkError',
  'MongoPoolClosedError',
  'MongoWaitQueueTimeoutError',
  'MongoOperationTimeoutError',
  'MongoExpiredSessionError',
  'MongoWriteConcernError',
  // kafkajs
  'KafkaJSConnectionError',
  'KafkaJSConnectionClosedError',
  'KafkaJSRequestTimeoutError',
  'KafkaJSBrokerNotFound',
  'KafkaJSNoBrokerAvailableError',
  'KafkaJSNumberOfRetriesExceeded',
  'KafkaJSTimeout',
  'KafkaJSLockTimeout',
]);

/** MongoDB's codes that say "not now". */
const outageCodes = new Map<number, string>([
  [6, 'HostUnreachable'],
  [7, 'HostNotFound'],
  [24, 'LockTimeout'],
  [50, 'MaxTimeMSExpired'],
  [64, 'WriteConcernTimeout'],
  [89, 'NetworkTimeout'],
  [91, 'ShutdownInProgress'],
  [100, 'UnsatisfiableWriteConcern'],
  [112, 'WriteConflict'],
  [133, 'FailedToSatisfyReadPreference'],
  [134, 'ReadConcernMajorityNotAvailableYet'],
  [189, 'PrimarySteppedDown'],
  [202, 'NetworkInterfaceExceededTimeLimit'],
  [262, 'ExceededTimeLimit'],
  [365, 'TemporarilyUnavailable'],
  [9001, 'SocketException'],
  [10_107, 'NotWritablePrimary'],
  [11_600, 'InterruptedAtShutdown'],
  [11_602, 'InterruptedDueToReplStateChange'],
  [13_435, 'NotPrimaryNoSecondaryOk'],
  [13_436, 'NotPrimaryOrSecondary'],
  [14_031, 'OutOfDiskSpace'],
]);

/** Of the operating system and of Node: the network, full disks, too many files, no memory. */
const outageSystemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOSPC',
  'EDQUOT',
  'EMFILE',
  'ENFILE',
  'ENOMEM',
  'ERR_WORKER_OUT_OF_MEMORY',
  'ERR_MEMORY_ALLOCATION_FAILED',
]);

const causesMax = 5;

export function classify(error: unknown): ErrorClass {
  if (error instanceof Rejection) return error.kind === 'unavailable' ? 'unavailable' : 'refused';
  return isOutage(error, causesMax) ? 'outage' : 'fault';
}

function isOutage(error: unknown, depth: number): boolean {
  if (!(error instanceof Error) || depth === 0) return false;
  const { code, retriable, cause, errorResponse } = error as {
    code?: unknown;
    retriable?: unknown;
    cause?: unknown;
    errorResponse?: unknown;
  };
  if (outageNames.has(error.name)) return true;
  if (typeof code === 'string' && outageSystemCodes.has(code)) return true;
  if (error.name.startsWith('Mongo') && typeof code === 'number' && outageCodes.has(code)) return true;
  if (error.name.startsWith('KafkaJS') && retriable === true) return true;
  if (error instanceof RangeError && error.message === 'Array buffer allocation failed') return true;
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.every((each) => isOutage(each, depth - 1));
  // MongoDB's driver hides what befell a bulk write there.
  return isOutage(cause ?? errorResponse, depth - 1);
}

/** Class and code of an error, never its message: it may quote what a person wrote. */
export function nameOf(error: unknown): { error: string; code?: string } {
  const { code } = (error ?? {}) as { code?: unknown };
  return { error: error instanceof Error ? error.name : typeof error, ...(code === undefined ? {} : { code: String(code) }) };
}

/** What a span says of an error: the code of a rejection, else its class. */
export const codeOf = (error: unknown): string => (error instanceof Rejection ? error.code : nameOf(error).error);

/** Where it was thrown: the frames alone, for the line before them is the message. */
export function stackOf(error: unknown): { stack?: string } {
  const frames = error instanceof Error ? framesOf(error.stack) : [];
  return frames.length > 0 ? { stack: frames.join('\n') } : {};
}
