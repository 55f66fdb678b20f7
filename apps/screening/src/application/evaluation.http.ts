/** Endpoints of the evaluation beside an application. */
import { Body, Controller, Param, Post } from '@nestjs/common';
import { type CorrectFindingBody, correctFindingBody } from '@rolecall/contracts';
import { Caller, type CommandAnswer, idParam } from '@rolecall/edge';
import { ApplicationCommands } from './application-commands.js';

@Controller('applications')
export class EvaluationHttp {
  constructor(private readonly commands: ApplicationCommands) {}

  @Post(':id/correct-finding')
  correctFinding(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: correctFindingBody }) { note, ...body }: CorrectFindingBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.withNote(id, note, caller, (noteId) => ({ do: 'correct-finding', ...body, noteId }));
  }

  @Post(':id/request-evaluation')
  requestEvaluation(@Param('id', { schema: idParam }) id: string, @Caller() caller: Caller): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'request-evaluation' }, caller);
  }

  /** The candidate's wish; without a mark against them. */
  @Post(':id/decline-evaluation')
  declineEvaluation(@Param('id', { schema: idParam }) id: string, @Caller() caller: Caller): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'decline-evaluation' }, caller);
  }
}
