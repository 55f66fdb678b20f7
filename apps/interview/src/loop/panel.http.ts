/** Endpoints of a panel: its people accept or decline, and are replaced. */
import { Body, Controller, Param, Post } from '@nestjs/common';
import {
  key,
  type ReplaceInterviewerBody,
  type RespondToInvitationBody,
  replaceInterviewerBody,
  respondToInvitationBody,
} from '@rolecall/contracts';
import { Caller, type CommandAnswer, idParam } from '@rolecall/edge';
import { Appointments } from './appointments.js';
import { LoopCommands } from './loop-commands.js';

@Controller('loops/:id/rounds/:roundId')
export class PanelHttp {
  constructor(
    private readonly commands: LoopCommands,
    private readonly appointments: Appointments,
  ) {}

  /** By the interviewer themself. */
  @Post('respond')
  respond(
    @Param('id', { schema: idParam }) id: string,
    @Param('roundId', { schema: key }) roundId: string,
    @Body({ schema: respondToInvitationBody }) { answer, reason, note }: RespondToInvitationBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.run(id, note, caller, ({ noteId }) => ({ do: 'respond', roundId, answer, reason, noteId }));
  }

  @Post('replace-interviewer')
  replace(
    @Param('id', { schema: idParam }) id: string,
    @Param('roundId', { schema: key }) roundId: string,
    @Body({ schema: replaceInterviewerBody }) body: ReplaceInterviewerBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.appointments.replace(id, roundId, body, caller);
  }
}
