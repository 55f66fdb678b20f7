/** One stream's commits folded from nothing, as they are read. */
import { type AnyCommand, type AnyEvent, type Decider, fold, Rejection } from '@rolecall/kernel';
import { type Commit, lastSequence, partsOf } from '../commit.js';
import { inNewestVersions } from '../newest-versions.js';
import type { Head, Ports } from '../ports.js';

/** A version is not there: somebody has taken commits out of the history. */
export class CommitMissing extends Error {
  override readonly name = 'CommitMissing';
}

export class StreamFold {
  version = 0;
  /** Set when this stream cannot be folded; `version` is the last that could. */
  error: unknown;
  private sequence = 0;
  private at = '';
  private traceparent: string | undefined;
  private state: unknown;

  constructor(
    readonly stream: string,
    private readonly decider: Decider<unknown, AnyCommand, AnyEvent>,
  ) {
    this.state = decider.initial;
  }

  /** Throws the rejection `request/newer-history`: what a newer build has written is no broken stream. */
  take(commit: Commit): void {
    if (this.error !== undefined) return;
    try {
      if (commit.version !== this.version + 1) throw new CommitMissing();
      const [newest] = inNewestVersions([commit]);
      this.state = fold(this.decider, this.state, (newest?.events ?? []) as unknown as AnyEvent[]);
    } catch (error) {
      if (error instanceof Rejection) throw error;
      this.error = error;
      return;
    }
    this.sequence = lastSequence([commit], this.sequence);
    this.at = commit.at;
    this.traceparent = commit.traceparent;
    this.version = commit.version;
  }

  head(): Head {
    const { stream, version, sequence, state, at, traceparent, decider } = this;
    const due = decider.due?.(state);
    return {
      ...{ _id: stream, version, sequence, state, stateVersion: decider.stateVersion, at, traceparent },
      ...(due ? { dueAt: new Date(due.at) } : {}),
    };
  }
}

/** Undefined for an aggregate that this build does not know. */
export function foldOf({ stores }: Pick<Ports, 'stores'>, stream: string): StreamFold | undefined {
  const decider = stores.get(partsOf(stream).aggregate)?.decider as unknown as Decider<unknown, AnyCommand, AnyEvent> | undefined;
  return decider && new StreamFold(stream, decider);
}
