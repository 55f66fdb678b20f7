/** What must hold between a search and its applications: once it ends, each that goes on has a date and an owner, until it is on again. */
import { Injectable } from '@nestjs/common';
import { type Loaded, type Mending, mend, Ports, Reconciler } from '@rolecall/messaging';
import { Applications } from '../application/applications.js';
import type { ApplicationCommand } from '../application/commands.js';
import { openStages } from '../application/state.js';
import { type Closing, RequisitionCopies, type RequisitionCopy } from '../requisition/requisition-copies.js';
import { daysForTheRest } from '../requisition/search-ends.js';
import { isStepping, type Sweep, sweepIdOf } from '../sweep/sweep.js';
import { Sweeps } from '../sweep/sweeps.js';
import { WorkingTimes } from '../working-time/working-times.js';

/** At a time; the next pass takes more. */
const applicationsMax = 100;
/** A sweep that has not moved for so long when it should have does its work no more. */
const patienceMs = 3_600_000;

@Injectable()
export class ClosingRules {
  constructor(
    reconciler: Reconciler,
    private readonly ports: Ports,
    private readonly applications: Applications,
    private readonly sweeps: Sweeps,
    private readonly workingTimes: WorkingTimes,
    requisitions: RequisitionCopies,
  ) {
    reconciler.register({
      name: 'application-of-ended-search',
      of: requisitions.everywhere('status', 'filled', 'cancelled'),
      mends: (org, copy, id) => this.ofEnded(org, id, copy),
    });
    reconciler.register({
      name: 'closing-of-open-search',
      of: requisitions.everywhere('status', 'open', 'on_hold'),
      mends: (org, _, id) => this.ofOpen(org, id),
    });
  }

  private async ofEnded(org: string, requisitionId: string, { closing }: RequisitionCopy): Promise<Mending[]> {
    if (!closing) return [];
    const sweep = await this.sweeps.fresh(org, sweepIdOf(requisitionId));
    const { lifted, closeOn, reason } = sweep.state;
    const started = sweep.version > 0 && !lifted && closeOn === closing.closeOn && reason === closing.reason;
    if (!started) return [mend(this.sweeps, sweep, { do: 'start', requisitionId, ...closing })];
    if (this.isAtWork(sweep)) return [];
    return [...(await this.unannounced(org, requisitionId, closing)), ...(await this.unclosed(org, requisitionId))];
  }

  /** Stepping, or about to; waiting for its date it has announced everything that it met. */
  private isAtWork({ at, state }: Loaded<Sweep>): boolean {
    const silentMs = Date.parse(this.ports.clock.now()) - Date.parse(at);
    return isStepping(state.status) && silentMs < patienceMs;
  }

  /** What the sweep has missed. After its date the owner gets the days that everybody had. */
  private async unannounced(org: string, requisitionId: string, { closeOn, reason, owner }: Closing): Promise<Mending[]> {
    const now = this.ports.clock.now();
    const date = closeOn > now ? closeOn : await this.workingTimes.daysAfter(org, now, daysForTheRest);
    const command = { do: 'announce-closing', reason, closeOn: date, owner } as const;
    return this.each(org, requisitionId, openStages, { 'state.closing': { $exists: false } }, command);
  }

  /** Announced, its date long past, and kept by nobody. */
  private async unclosed(org: string, requisitionId: string): Promise<Mending[]> {
    const now = this.ports.clock.now();
    const past = new Date(Date.parse(now) - patienceMs).toISOString();
    const where = { 'state.closing.kept': false, 'state.closing.closeOn': { $lt: past } };
    const letterDueAt = await this.workingTimes.letterTime(org, {}, now);
    return this.each(org, requisitionId, openStages, where, { do: 'close-unkept', letterDueAt });
  }

  private async ofOpen(org: string, requisitionId: string): Promise<Mending[]> {
    const sweep = await this.sweeps.load(org, sweepIdOf(requisitionId));
    if (!sweep) return [];
    if (!sweep.state.lifted) return [mend(this.sweeps, sweep, { do: 'lift' })];
    if (this.isAtWork(sweep)) return [];
    const where = { 'state.closing': { $exists: true } };
    return this.each(org, requisitionId, [...openStages, 'offered', 'pre_hire'], where, { do: 'lift-closing' });
  }

  private async each(
    org: string,
    requisitionId: string,
    statuses: readonly string[],
    more: Record<string, unknown>,
    command: ApplicationCommand,
  ): Promise<Mending[]> {
    const where = {
      'state.requisitionId': requisitionId,
      'state.status': { $in: statuses },
      // One that came back from an offer waits for its owner, who has a task.
      'state.returned': { $exists: false },
      ...more,
    };
    const found = await this.applications.find(org, where, { limit: applicationsMax });
    return found.map((application) => mend(this.applications, application, command));
  }
}
