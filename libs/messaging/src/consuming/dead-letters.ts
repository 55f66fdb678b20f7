/** Dead letters: messages that no retry will mend. Each holds its key: what follows waits behind it, in order, for an operator. */
import type { IncomingMessage } from '../kafka/broker.js';

/** One key of one group on one topic: what is held. */
export interface HeldKey {
  readonly group: string;
  readonly topic: string;
  readonly key: string;
}

export type DeadReason =
  | 'handler failed'
  | 'contract'
  | 'unreadable'
  /** A version of a known event that this build does not know. */
  | 'newer version'
  /** Nothing is wrong with it: it waits behind one that is dead. */
  | 'behind';

export interface DeadLetter {
  readonly group: string;
  readonly message: IncomingMessage;
  readonly reason: DeadReason;
  /** What exactly; quotes none of the content. */
  readonly detail?: string;
  readonly type?: string;
  readonly failures?: readonly Failure[];
  /** ISO instant. */
  readonly at: string;
}

/** A handler that failed for good. */
export interface Failure {
  /** `<Class>.<method>` */
  readonly handler: string;
  readonly error: string;
  readonly code?: string;
  readonly stack?: string;
  readonly traceId?: string;
}

/** Where a message stands in Kafka. */
export type LetterPlace = Pick<IncomingMessage, 'topic' | 'partition' | 'offset'>;

/** A message, for one group. */
export interface PlacedLetter {
  readonly group: string;
  readonly message: LetterPlace;
}

export interface HeldKeySummary extends HeldKey {
  /** Why the message that holds it is dead. */
  readonly reason: DeadReason;
  readonly type: string | null;
  /** ISO instant. */
  readonly since: string;
  /** How many messages wait, the dead one among them. */
  readonly waiting: number;
  /** Somebody releases it at the moment. */
  readonly releasing: boolean;
}

export const keyName = ({ group, topic, key }: HeldKey): string => `${group}/${topic}/${key}`;
