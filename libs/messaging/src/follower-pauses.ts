/** Why a follower pauses: what its metric and its log say, and so what an operator does about it (docs/runbooks/relay.md). */
import { UnknownEvent } from './commit.js';
import { classify } from './consuming/error-classes.js';
import { LeaseLost } from './follower-lease.js';
import { BrokerRefused } from './kafka/broker.js';
import { FeedLost } from './ports.js';

export type Pause =
  /** A server is away. */
  | 'outage'
  /** The broker says no for good. */
  | 'refused'
  /** A newer build has committed what this one does not know. */
  | 'newer_build'
  /** The feed cannot go on from the mark: it recovers. */
  | 'feed_lost'
  /** Another process leads. */
  | 'lease_lost'
  /** Our code is wrong. */
  | 'fault';

export function pauseOf(error: unknown): Pause {
  if (error instanceof LeaseLost) return 'lease_lost';
  if (error instanceof FeedLost) return 'feed_lost';
  if (error instanceof BrokerRefused) return 'refused';
  if (error instanceof UnknownEvent) return 'newer_build';
  const kind = classify(error);
  return kind === 'outage' ? 'outage' : kind === 'unavailable' ? 'newer_build' : 'fault';
}
