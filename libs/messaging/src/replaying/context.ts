/** Who hands an event on, where it is a replay: a service's copies are then folded afresh, beside what readers see. */
import { AsyncLocalStorage } from 'node:async_hooks';

export type ReplayMode =
  /** Copies are folded from nothing, and take the place of what is there. */
  | 'rebuild'
  /** What was missed is made up for, as by a delivery: it does not begin with the first event. */
  | 'catch up'
  /** Copies are folded from nothing to be compared: no aggregate and no copy is changed. */
  | 'check';

export interface Replaying {
  /** The job. Ids are ordered by time, so that one that was overtaken does not touch what a later one has done. */
  readonly job: string;
  readonly mode: ReplayMode;
  readonly topic: string;
  /** What the event is ordered with. */
  readonly key: string;
  /** Set by a copy that could not be folded: what follows for this key would be folded over a gap. */
  gap: boolean;
}

/** Where a command was to be executed while copies are only compared. Nothing happens. */
export class CheckOnly extends Error {
  override readonly name = 'CheckOnly';
}

const current = new AsyncLocalStorage<Replaying>();

/** Undefined for what is delivered as usual. */
export const replayingNow = (): Replaying | undefined => current.getStore();

/** The handler runs for the verifier, which compares copies: whatever else it would write it leaves. */
export const onlyChecks = (): boolean => replayingNow()?.mode === 'check';

export async function whileReplaying(replaying: Replaying, work: () => Promise<unknown>): Promise<void> {
  try {
    await current.run(replaying, work);
  } catch (error) {
    if (!(error instanceof CheckOnly)) throw error;
  }
}
