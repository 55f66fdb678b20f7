/** Endpoints of the loop as a whole: its stages, its conclusion, its other ends, and one more round. */
import { Body, Controller, Param, Post } from '@nestjs/common';
import {
  type AddRoundBody,
  addRoundBody,
  type CancelLoopBody,
  type ConcludeLoopBody,
  cancelLoopBody,
  concludeLoopBody,
  type MoveLoopBackBody,
  moveLoopBackBody,
  type PassStageBody,
  passStageBody,
  type ReopenLoopBody,
  reopenLoopBody,
} from '@rolecall/contracts';
import { Caller, type CommandAnswer, idParam, newId } from '@rolecall/edge';
import { LoopCommands } from './loop-commands.js';

@Controller('loops/:id')
export class LoopHttp {
  constructor(private readonly commands: LoopCommands) {}

  @Post('pass-stage')
  passStage(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: passStageBody }) { stageId }: PassStageBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.run(id, undefined, caller, ({ team }) => ({ do: 'pass-stage', stageId, team }));
  }

  @Post('move-back')
  moveBack(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: moveLoopBackBody }) { note, ...body }: MoveLoopBackBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.run(id, note, caller, ({ team, noteId }) => ({ do: 'move-back', ...body, team, noteId }));
  }

  @Post('add-round')
  addRound(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: addRoundBody }) { note, reason, round }: AddRoundBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    const named = withId(round, caller);
    return this.commands.run(id, note, caller, ({ team, noteId }) => ({ do: 'add-round', reason, round: named, team, noteId }));
  }

  /** A loop that was concluded or cancelled goes on, with one more round. */
  @Post('reopen')
  reopen(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: reopenLoopBody }) { note, reason, round }: ReopenLoopBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    const named = withId(round, caller);
    return this.commands.run(id, note, caller, ({ team, noteId }) => ({ do: 'reopen', reason, round: named, team, noteId }));
  }

  @Post('conclude')
  conclude(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: concludeLoopBody }) { note, ...body }: ConcludeLoopBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.run(id, note, caller, ({ team, noteId }) => ({ do: 'conclude', ...body, team, noteId }));
  }

  @Post('cancel')
  cancel(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: cancelLoopBody }) { note, reason }: CancelLoopBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.run(id, note, caller, ({ team, noteId }) => ({ do: 'cancel', reason, team, noteId }));
  }
}

const idTail = 12;
const withId = (round: AddRoundBody['round'], caller: Caller) => ({
  ...round,
  id: round.id ?? `extra-${newId(caller, 'round').slice(-idTail)}`,
});
