/** A follower's hold on its lease: taken, renewed while the work runs, and believed only as long as our own clock says that it lasts. */
import type { Lease, Ports } from './ports.js';

const ttlMs = 6000;

/** Another process leads, or may: its work is not ours any more. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

export class FollowerLease {
  private readonly owner: string;
  private safeUntil = 0;

  constructor(
    private readonly name: string,
    private readonly ports: Pick<Ports, 'database' | 'clock' | 'randomness'>,
  ) {
    this.owner = ports.randomness.id();
  }

  /** Undefined while another process has it. */
  async take(): Promise<Lease | undefined> {
    const asked = this.ports.clock.elapsed();
    const lease = await this.ports.database.lease(this.name, this.owner, ttlMs);
    this.safeUntil = lease ? asked + ttlMs : 0;
    return lease;
  }

  /** Renews it until the signal; resolves then. Another epoch is a loss, also one of our own: it had run out, and others may have led meanwhile. */
  async keep(epoch: number, over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      await this.ports.clock.sleep(ttlMs / 3, over);
      if (over.aborted) return;
      const asked = this.ports.clock.elapsed();
      try {
        const renewed = await this.ports.database.lease(this.name, this.owner, ttlMs);
        this.safeUntil = renewed?.epoch === epoch ? asked + ttlMs : 0;
      } catch {
        // What cannot be renewed runs out by itself.
      }
    }
  }

  /** Throws LeaseLost. */
  check(): void {
    if (this.ports.clock.elapsed() >= this.safeUntil) throw new LeaseLost(`the lease of ${this.name} ran out`);
  }

  /** Another process may take it at once; one that we lost meanwhile stays whose it is. */
  async giveBack(epoch: number): Promise<void> {
    await this.ports.database.releaseLease(this.name, epoch).catch(() => undefined);
  }
}
