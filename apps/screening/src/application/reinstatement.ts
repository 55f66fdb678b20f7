/** An end is taken back: the candidate's claim first, so that there are never two live applications for one requisition. */
import { Injectable } from '@nestjs/common';
import type { ReinstateBody } from '@rolecall/contracts';
import type { Caller, CommandAnswer } from '@rolecall/edge';
import { Candidates } from '../candidate/candidates.js';
import { ApplicationCommands } from './application-commands.js';
import { Applications } from './applications.js';
import type { ApplicationCommand } from './commands.js';

@Injectable()
export class Reinstatement {
  constructor(
    private readonly commands: ApplicationCommands,
    private readonly applications: Applications,
    private readonly candidates: Candidates,
  ) {}

  /** Throws `candidate/other-attempt-live` when the person has applied again meanwhile. */
  async reinstate(id: string, { note, reason }: ReinstateBody, caller: Caller): Promise<CommandAnswer> {
    const { status: requisition } = await this.commands.requisitionOf(id, caller);
    const command = (noteId?: string): ApplicationCommand => ({ do: 'reinstate', requisition, reason, noteId });
    const { cause } = caller;
    const would = await this.applications.dryRun(id, command(), cause);
    if (would.length > 0 && !caller.dryRun) {
      const { sequence, state } = await this.commands.loaded(id, caller);
      const { candidateId, requisitionId } = state;
      const { expectedSequence: _, ...unconditional } = cause;
      const resume = {
        do: 'resume-attempt',
        requisitionId,
        applicationId: id,
        applicationSequence: sequence + 1,
        displace: false,
      } as const;
      await this.candidates.execute(candidateId, resume, unconditional);
    }
    return this.commands.withNote(id, note, caller, command);
  }
}
