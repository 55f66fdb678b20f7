/** Binds the decider of a sweep to the aggregate store, and takes its steps: each target decides for itself and fails alone. */
import { Injectable, Logger } from '@nestjs/common';
import { type Context, Rejection } from '@rolecall/kernel';
import { AggregateStore, type Cause, type Loaded, nameOf, Ports, stackOf } from '@rolecall/messaging';
import { Applications } from '../application/applications.js';
import type { ApplicationCommand } from '../application/commands.js';
import { type Application, openStages } from '../application/state.js';
import { WorkingTimes } from '../working-time/working-times.js';
import { isStepping, type Phase, type Sweep, type SweepCommand, type SweepEvent, sweep } from './sweep.js';

const targetsAtOnce = 50;
/** Who closes what nobody kept. */
const bySweep = { kind: 'timer', id: 'sweep' } as const;
/** Whose applications a phase looks at; an offer that is out goes its own way, but its owner hears that the search ended. */
const targets: Record<Phase, readonly string[]> = {
  announcing: [...openStages, 'offered', 'pre_hire'],
  closing: openStages,
  lifting: [...openStages, 'offered', 'pre_hire', 'hired', 'started'],
};

@Injectable()
export class Sweeps extends AggregateStore<Sweep, SweepCommand, SweepEvent> {
  private readonly logger = new Logger('sweep');

  constructor(
    ports: Ports,
    private readonly applications: Applications,
    private readonly workingTimes: WorkingTimes,
  ) {
    super(sweep, ports, { onDue: async (org, loaded, cause) => this?.wake(org, loaded, cause) });
  }

  private async wake(org: string, loaded: Loaded<Sweep>, cause: Cause): Promise<void> {
    const { state } = loaded;
    if (isStepping(state.status)) await this.execute(loaded.id, await this.step(org, state, state.status, cause), cause);
    else await this.execute(loaded.id, { do: 'begin-closing' }, cause);
  }

  /** The next targets after the cursor; how many changed, were left as they are, or failed. */
  private async step(org: string, state: Sweep, phase: Phase, cause: Cause): Promise<SweepCommand> {
    const where = { 'state.requisitionId': state.requisitionId, 'state.status': { $in: targets[phase] } };
    const found = await this.applications.find(org, where, { limit: targetsAtOnce, ...(state.cursor ? { after: state.cursor } : {}) });
    const command = await this.commandOf(org, state, phase);
    const ofPass = `sweep:${state.sweepId}:${state.round}:${phase}:${state.pass}`;
    const at = cause.at ?? this.ports.clock.now();
    const open = found.filter((target) => this.changes({ ...command, at, by: bySweep }, target));
    const results = await Promise.all(open.map(({ id }) => this.carryOut(id, command, { ...cause, id: ofPass, actor: bySweep })));
    const count = (result: string) => results.filter((each) => each === result).length;
    const cursor = found.length < targetsAtOnce ? null : (found.at(-1)?.id ?? null);
    const left = found.length - open.length + count('left');
    return { do: 'advance', phase, round: state.round, cursor, changed: count('changed'), left, failed: count('failed') };
  }

  /**
   * Whether it would change what the list shows of a target: a pass over those that are done already costs their list alone. The list may be
   * behind: one that it does not show as announced is asked itself.
   */
  private changes(command: ApplicationCommand & Context, { state }: Loaded<Application>): boolean {
    if (!state.closing) return true;
    try {
      return this.applications.decider.decide(command, state).length > 0;
    } catch (error) {
      if (error instanceof Rejection) return false;
      // It is for the command itself to fail.
      return true;
    }
  }

  private async commandOf(org: string, { reason, closeOn, owner }: Sweep, phase: Phase): Promise<ApplicationCommand> {
    if (phase === 'lifting') return { do: 'lift-closing' };
    if (phase === 'closing')
      return { do: 'close-unkept', letterDueAt: await this.workingTimes.letterTime(org, {}, this.ports.clock.now()) };
    return { do: 'announce-closing', reason: reason === 'cancelled' ? 'cancelled' : 'position_filled', closeOn, owner };
  }

  private async carryOut(id: string, command: ApplicationCommand, cause: Cause): Promise<'changed' | 'left' | 'failed'> {
    try {
      const { events } = await this.applications.execute(id, command, cause);
      return events.length > 0 ? 'changed' : 'left';
    } catch (error) {
      if (error instanceof Rejection && error.kind !== 'unavailable') return 'left';
      // The others go on; the next pass meets this one again.
      this.logger.warn({ msg: 'a target of a sweep failed', application: id, ...nameOf(error), ...stackOf(error) });
      return 'failed';
    }
  }
}
