/** What every write endpoint does: execute the command, and keep its free text in the vault beside it. */
import { Injectable } from '@nestjs/common';
import { answer, type Caller, type CommandAnswer } from '@rolecall/edge';
import { Vault } from '@rolecall/vault';
import type { RequisitionCommand } from './requisition.js';
import { Requisitions } from './requisitions.js';

@Injectable()
export class RequisitionCommands {
  constructor(
    private readonly requisitions: Requisitions,
    private readonly vault: Vault,
  ) {}

  /** Throws the decider's Rejection, also for an id that does not exist in the caller's organization. */
  execute(id: string, command: RequisitionCommand, caller: Caller): Promise<CommandAnswer> {
    return answer(this.requisitions, id, command, caller);
  }

  /** The note is kept under the requisition; command and event carry its id. Nothing is kept when the decider refuses. */
  withNote(
    id: string,
    note: string | undefined,
    caller: Caller,
    commandOf: (noteId?: string) => RequisitionCommand,
  ): Promise<CommandAnswer> {
    if (note === undefined) return this.execute(id, commandOf(), caller);
    const noteId = caller.noteId();
    const beforeAppend = () => this.vault.put(caller.org, id, `note:${noteId}`, note);
    return answer(this.requisitions, id, commandOf(noteId), caller, { beforeAppend });
  }
}
