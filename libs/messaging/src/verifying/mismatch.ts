/** What the verifier finds: something that must always hold and does not. */
import { metrics } from '@rolecall/telemetry';
import type { Log } from '../kafka/broker.js';

/** What must hold; docs/runbooks/verify.md says of each what it means and what to do. */
export type Invariant =
  | 'versions'
  | 'sequences'
  | 'causes'
  | 'times'
  | 'fold'
  | 'head'
  | 'deadline'
  | 'published'
  | 'missing'
  | 'order'
  | 'content'
  | 'uncommitted'
  | 'copy'
  | 'offset'
  | 'rule';

export interface Mismatch {
  readonly invariant: Invariant;
  /** The stream, the message, the copy or the partition that it was found at. */
  readonly of: string;
  /** Names fields and places, never what they hold. */
  readonly what: string;
}

export const sentenceOf = ({ invariant, of, what }: Mismatch): string => `${invariant}: ${of}: ${what}`;

/** Each is an alarm. */
export function tell(log: Log, mismatches: readonly Mismatch[]): void {
  for (const mismatch of mismatches) {
    metrics.verifyMismatchesTotal.inc({ invariant: mismatch.invariant });
    log('error', 'the verifier found a mismatch', { ...mismatch });
  }
}

/** Those of a second look that were there at the first too: what was only under way is none. */
export const still = (first: readonly Mismatch[], second: readonly Mismatch[]): Mismatch[] =>
  second.filter(({ invariant, of }) => first.some((before) => before.invariant === invariant && before.of === of));
