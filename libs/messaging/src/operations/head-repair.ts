/**
 * Puts heads right from the commits alone, while the service runs. A head that is behind, missing, of an older build's state, or another one
 * than the commits come to is replaced; what is right is left alone, and so is what a newer build has folded. It never undoes the projector's
 * work: each head is replaced only while it stands at the version that was looked at.
 */
import { flagBroken } from '../broken.js';
import { classify } from '../consuming/error-classes.js';
import { type DeadDeadline, DeadDeadlines } from '../dead-deadlines.js';
import { isStoredAs } from '../mongo/stored.js';
import type { Head, Ports, Replacement } from '../ports.js';
import { timerDefaults } from '../timer.js';
import type { StreamFold } from './stream-fold.js';

type RepairPorts = Pick<Ports, 'database' | 'clock'>;

export interface Repaired {
  /** Heads that were put or replaced. */
  readonly written: number;
  /** Those among them that had been wrong, and not merely behind. */
  readonly replaced: number;
  readonly broken: readonly StreamFold[];
}

export class HeadRepair {
  private readonly dead: DeadDeadlines;

  constructor(private readonly ports: RepairPorts) {
    this.dead = new DeadDeadlines(ports.database);
  }

  /** Each stream folded as far as it was read; commits that came since are read here. */
  async repair(folds: readonly StreamFold[]): Promise<Repaired> {
    const { database } = this.ports;
    // In this order: a head never shows more than its commits, and an unset deadline is in the list of the dead before.
    const heads = await database.heads(folds.map(({ stream }) => stream));
    await Promise.all(folds.map((fold) => this.catchUp(fold, heads.get(fold.stream))));
    const dead = await this.dead.ofStreams(folds.map(({ stream }) => stream));
    const [puts, replacements, broken]: [Head[], Replacement[], StreamFold[]] = [[], [], []];
    for (const fold of folds) {
      const before = heads.get(fold.stream);
      const folded = fold.error === undefined ? this.headOf(fold, dead.get(fold.stream)) : undefined;
      if (!folded) broken.push(fold);
      else if (before?.version === undefined || before.version < folded.version) puts.push(folded);
      else if (!this.isRight(before, folded)) replacements.push({ head: folded, insteadOf: before.version });
    }
    if (puts.length > 0) await database.putHeads(puts);
    await database.replaceHeads(replacements);
    await this.bringBack(folds, replacements);
    for (const fold of broken) await flagBroken(this.ports, fold.stream, fold.error);
    return { written: puts.length + replacements.length, replaced: replacements.length, broken };
  }

  /** The projector has gone on since the stream was read; or the head is ahead of its commits, which is wrong. */
  private async catchUp(fold: StreamFold, head: Head | undefined): Promise<void> {
    if (fold.error === undefined && head && head.version > fold.version)
      for (const commit of await this.ports.database.commitsAfter(fold.stream, fold.version)) fold.take(commit);
  }

  /** Undefined, and the fold has its error, when the time of its deadline cannot be told. */
  private headOf(fold: StreamFold, dead: DeadDeadline | undefined): Head | undefined {
    try {
      const head = fold.head();
      // A deadline that was given up waits for an operator, not for its time.
      return head.dueAt && dead?.dueAt === head.dueAt.toISOString() ? { ...head, dueAt: undefined } : head;
    } catch (error) {
      if (classify(error) !== 'fault') throw error;
      fold.error = error;
      return undefined;
    }
  }

  private isRight(before: Head, folded: Head): boolean {
    if (before.version === folded.version && before.stateVersion > folded.stateVersion) return true;
    const { version, sequence, stateVersion, at } = folded;
    const same = [before.version === version, before.sequence === sequence, before.stateVersion === stateVersion, before.at === at];
    return same.every(Boolean) && !before.broken && this.dueIsRight(before, folded) && isStoredAs(before.state, folded.state);
  }

  /** The timer puts a deadline that has passed off for a while when its command fails. */
  private dueIsRight({ dueAt: is }: Head, { dueAt: wanted }: Head): boolean {
    if (!is || !wanted) return is === wanted;
    const now = Date.parse(this.ports.clock.now());
    const putOff = wanted.getTime() <= now && is > wanted && is.getTime() <= now + 2 * timerDefaults.putOffMs;
    return putOff || is.getTime() === wanted.getTime();
  }

  /** A head that was ahead of its commits kept the projector from writing; what was committed meanwhile is written now. */
  private async bringBack(folds: readonly StreamFold[], replacements: readonly Replacement[]): Promise<void> {
    const ahead = new Set(replacements.flatMap(({ head, insteadOf }) => (insteadOf > head.version ? [head._id] : [])));
    for (const fold of folds.filter(({ stream }) => ahead.has(stream))) {
      const before = fold.version;
      for (const commit of await this.ports.database.commitsAfter(fold.stream, before)) fold.take(commit);
      if (fold.version > before && fold.error === undefined) await this.ports.database.putHeads([fold.head()]);
    }
  }
}
