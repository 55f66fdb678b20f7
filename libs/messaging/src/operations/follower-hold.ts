/** Holds the leases of a service's followers while its commits are put right, so that nothing is published or projected meanwhile. */
import type { Ports } from '../ports.js';

const names = ['relay', 'projector'] as const;
const ttlMs = 30_000;
const renewAfterMs = 5000;

/** Something that the operator must see to first; the message says what. */
export class RestoreRefused extends Error {
  override readonly name = 'RestoreRefused';
}

export class FollowerHold {
  private epochs = new Map<string, number>();
  private renewedAt = 0;
  private readonly owner: string;

  constructor(private readonly ports: Pick<Ports, 'database' | 'clock' | 'randomness'>) {
    this.owner = ports.randomness.id();
  }

  /** Which followers run, by the database's clock. Writes nothing. */
  async running(): Promise<string[]> {
    const where = { _id: { $in: [...names] }, expiresAt: { $exists: true }, $expr: { $gt: ['$expiresAt', '$$NOW'] } };
    const found = await this.ports.database
      .collection('followers')
      .find(where as object)
      .toArray();
    return found.map(({ _id }) => _id);
  }

  /** Takes or keeps all of them. Throws RestoreRefused when another process has one. */
  async keep(): Promise<void> {
    const now = this.ports.clock.elapsed();
    if (this.epochs.size > 0 && now - this.renewedAt < renewAfterMs) return;
    for (const name of names) {
      const lease = await this.ports.database.lease(name, this.owner, ttlMs);
      if (!lease)
        throw new RestoreRefused(`the ${name} of this database is at work in another process: stop the service, and run this again`);
      this.epochs.set(name, lease.epoch);
    }
    this.renewedAt = now;
  }

  /** Their marks are of a history that is no more: without one each follower recovers from the commits. */
  async forgetMarks(): Promise<void> {
    for (const [name, epoch] of this.epochs) {
      const forgotten = await this.ports.database.saveMark(name, epoch, undefined);
      if (!forgotten)
        throw new RestoreRefused(`the ${name} of this database was taken over by another process: stop the service, and run this again`);
    }
  }

  async release(): Promise<void> {
    for (const [name, epoch] of this.epochs) await this.ports.database.releaseLease(name, epoch);
    this.epochs = new Map();
  }
}
