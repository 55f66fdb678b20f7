/** How a dead letter is stored. */
import type { IncomingMessage } from '../kafka/broker.js';
import { type DeadLetter, type HeldKey, keyName, type PlacedLetter } from './dead-letters.js';

export interface LetterDocument extends Omit<DeadLetter, 'message'> {
  readonly message: Omit<IncomingMessage, 'value'> & { readonly value: string | null; readonly encoding: 'utf8' | 'base64' };
}

/** Sorted as the partition is: a key is on one partition, so its letters come in their order. */
export const letterId = ({ group, message: { topic, partition, offset } }: PlacedLetter): string =>
  `${group}/${topic}/${String(partition).padStart(6, '0')}/${offset.padStart(20, '0')}`;

/** The name of the mark that a letter was discarded, by its `_id`. */
export const discardMark = (_id: string): string => `discarded ${_id}`;
export const discardedId = (letter: PlacedLetter): string => discardMark(letterId(letter));

export function document({ message, ...letter }: DeadLetter, holds: HeldKey | undefined) {
  const { value } = message;
  const text = value?.toString('utf8') ?? null;
  const faithful = value === null || Buffer.from(text as string).equals(value);
  const stored = { ...message, value: faithful ? text : (value as Buffer).toString('base64'), encoding: faithful ? 'utf8' : 'base64' };
  // A list, for the names of headers may hold dots.
  return { ...letter, message: { ...stored, headers: Object.entries(message.headers) }, ...(holds ? { heldKey: keyName(holds) } : {}) };
}

export function letterOf({ message, ...letter }: LetterDocument): DeadLetter {
  const { value, encoding, headers, ...rest } = message;
  const entries = headers as unknown as [string, string][];
  return {
    ...letter,
    message: { ...rest, headers: Object.fromEntries(entries), value: value === null ? null : Buffer.from(value, encoding) },
  };
}
