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

export interface DeadLetters {
  /** Makes sure of what the store needs, such as indexes. */
  prepare(): Promise<void>;
  /** True while the key is held. */
  held(key: HeldKey): Promise<boolean>;
  /** Stores a dead letter and, when a key is given, holds that key. Repeatable. */
  put(letter: DeadLetter, holds?: HeldKey): Promise<void>;
  /** Puts a message behind what holds its key. False when the key was released meanwhile: then it is to be delivered. Repeatable. */
  append(letter: DeadLetter, behind: HeldKey): Promise<boolean>;

  /** The keys of a group that wait for a newer build, with the types they wait for. */
  waitingForBuild(group: string): Promise<{ key: HeldKey; type: string }[]>;
  /** Takes a held key for release, for one releaser at a time and `forMs`; false when another has it, or it is not held. */
  claim(key: HeldKey, owner: string, forMs: number): Promise<boolean>;
  /** The oldest message that waits for the key. */
  oldest(key: HeldKey): Promise<DeadLetter | undefined>;
  /** Forgets a message that was handled or is to be dropped. */
  remove(letter: DeadLetter): Promise<void>;
  /** Frees the key when nothing waits any more; false when something came meanwhile. */
  free(key: HeldKey): Promise<boolean>;
  /** Gives the claim back; the key stays held. */
  unclaim(key: HeldKey, owner: string): Promise<void>;
}

export const keyName = ({ group, topic, key }: HeldKey): string => `${group}/${topic}/${key}`;
