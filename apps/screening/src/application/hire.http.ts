/** Endpoints from the accepted offer to day one, and back. */
import { Body, Controller, Param, Post } from '@nestjs/common';
import {
  type ClearContingencyBody,
  clearContingencyBody,
  type FailContingencyBody,
  failContingencyBody,
  type ReverseHireBody,
  reverseHireBody,
  type StartBody,
  startBody,
  type WaiveContingencyBody,
  waiveContingencyBody,
} from '@rolecall/contracts';
import { Caller, type CommandAnswer, idParam } from '@rolecall/edge';
import { ApplicationCommands } from './application-commands.js';

@Controller('applications')
export class HireHttp {
  constructor(private readonly commands: ApplicationCommands) {}

  @Post(':id/clear-contingency')
  clearContingency(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: clearContingencyBody }) body: ClearContingencyBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'clear-contingency', ...body }, caller);
  }

  @Post(':id/waive-contingency')
  waiveContingency(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: waiveContingencyBody }) { note, ...body }: WaiveContingencyBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.withNote(id, note, caller, (noteId) => ({ do: 'waive-contingency', ...body, noteId }));
  }

  /** The outcome only, never the report. What follows is a person's decision. */
  @Post(':id/fail-contingency')
  failContingency(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: failContingencyBody }) { note, ...body }: FailContingencyBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.withNote(id, note, caller, (noteId) => ({ do: 'fail-contingency', ...body, noteId }));
  }

  @Post(':id/start')
  start(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: startBody }) body: StartBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'start', ...body }, caller);
  }

  @Post(':id/reverse-hire')
  reverseHire(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: reverseHireBody }) { note, ...body }: ReverseHireBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.withNote(id, note, caller, (noteId) => ({ do: 'reverse-hire', ...body, noteId }));
  }
}
