/** Endpoints of the ends of an application and of the way back, and of its owner's tasks. */
import { Body, Controller, Param, Post } from '@nestjs/common';
import {
  type CloseBody,
  type CompleteTaskBody,
  closeBody,
  completeTaskBody,
  type KeepBody,
  keepBody,
  type ReinstateBody,
  type RejectBody,
  reinstateBody,
  rejectBody,
  type WithdrawBody,
  withdrawBody,
} from '@rolecall/contracts';
import { Caller, type CommandAnswer, idParam } from '@rolecall/edge';
import { WorkingTimes } from '../working-time/working-times.js';
import { ApplicationCommands } from './application-commands.js';
import { Reinstatement } from './reinstatement.js';

@Controller('applications')
export class EndingHttp {
  constructor(
    private readonly commands: ApplicationCommands,
    private readonly reinstatement: Reinstatement,
    private readonly workingTimes: WorkingTimes,
  ) {}

  /** The decision now; the letter at its time, and not at all if this is taken back before. */
  @Post(':id/reject')
  async reject(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: rejectBody }) { note, reason, shown, ...letter }: RejectBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    const letterDueAt = await this.workingTimes.letterTime(caller.org, letter, caller.at);
    return this.commands.withNote(id, note, caller, (noteId) => ({ do: 'reject', reason, letterDueAt, shown, noteId }));
  }

  @Post(':id/withdraw')
  withdraw(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: withdrawBody }) { note, reason }: WithdrawBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.withNote(id, note, caller, (noteId) => ({ do: 'withdraw', reason, noteId }));
  }

  @Post(':id/close')
  async close(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: closeBody }) { reason, ...letter }: CloseBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    const letterDueAt = await this.workingTimes.letterTime(caller.org, letter, caller.at);
    return this.commands.execute(id, { do: 'close', reason, letterDueAt }, caller);
  }

  /** Takes a rejection, withdrawal or closure back. */
  @Post(':id/reinstate')
  reinstate(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: reinstateBody }) body: ReinstateBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.reinstatement.reinstate(id, body, caller);
  }

  @Post(':id/keep')
  keep(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: keepBody }) { note, reason }: KeepBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.withNote(id, note, caller, (noteId) => ({ do: 'keep', reason, noteId }));
  }

  @Post(':id/complete-task')
  completeTask(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: completeTaskBody }) body: CompleteTaskBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'complete-task', ...body }, caller);
  }
}
