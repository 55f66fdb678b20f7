/** Binds the decider of a sweep to the aggregate store, and takes its steps: each target decides for itself and fails alone. */
import { Injectable, Logger } from '@nestjs/common';
import { Rejection } from '@rolecall/kernel';
import { AggregateStore, type Cause, type Loaded, Ports } from '@rolecall/messaging';
import { Applications } from '../application/applications.js';
import type { ApplicationCommand } from '../application/commands.js';
import { openStages } from '../application/state.js';
import { nextWorkingDay } from '../letter-time.js';
import { isStepping, type Phase, type Sweep, type SweepCommand, type SweepEvent, sweep } from './sweep.js';

const targetsAtOnce = 50;
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
    const command = this.commandOf(state, phase);
    const ofPass = `sweep:${state.sweepId}:${state.round}:${phase}:${state.pass}`;
    const results = await Promise.all(found.map(({ id }) => this.carryOut(id, command, { ...cause, id: ofPass })));
    const count = (result: string) => results.filter((each) => each === result).length;
    const cursor = found.length < targetsAtOnce ? null : (found.at(-1)?.id ?? null);
    return { do: 'advance', phase, round: state.round, cursor, changed: count('changed'), left: count('left'), failed: count('failed') };
  }

  private commandOf({ reason, closeOn, owner }: Sweep, phase: Phase): ApplicationCommand {
    if (phase === 'lifting') return { do: 'lift-closing' };
    if (phase === 'closing') return { do: 'close-unkept', letterDueAt: nextWorkingDay(this.ports.clock.now()) };
    return { do: 'announce-closing', reason: reason === 'cancelled' ? 'cancelled' : 'position_filled', closeOn, owner };
  }

  private async carryOut(id: string, command: ApplicationCommand, cause: Cause): Promise<'changed' | 'left' | 'failed'> {
    try {
      const { events } = await this.applications.execute(id, command, cause);
      return events.length > 0 ? 'changed' : 'left';
    } catch (error) {
      if (error instanceof Rejection && error.kind !== 'unavailable') return 'left';
      // The others go on; the next pass meets this one again.
      this.logger.warn({ msg: 'a target of a sweep failed', application: id, error: String(error) });
      return 'failed';
    }
  }
}
