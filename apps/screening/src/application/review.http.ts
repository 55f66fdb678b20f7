/** Endpoints of intake and review: apply, sources, answers, and the way to interviews. Each decision is a person's. */
import { Body, Controller, Param, Post } from '@nestjs/common';
import {
  type AddSourceBody,
  type AdvanceBody,
  type ApplyBody,
  addSourceBody,
  advanceBody,
  applyBody,
  type MoveBackBody,
  moveBackBody,
  type OverruleKnockoutBody,
  overruleKnockoutBody,
} from '@rolecall/contracts';
import { Caller, type CommandAnswer, idParam } from '@rolecall/edge';
import { ApplicationCommands } from './application-commands.js';
import { Intake } from './apply.js';

@Controller('applications')
export class ReviewHttp {
  constructor(
    private readonly intake: Intake,
    private readonly commands: ApplicationCommands,
  ) {}

  @Post()
  apply(@Body({ schema: applyBody }) body: ApplyBody, @Caller() caller: Caller): Promise<CommandAnswer> {
    return this.intake.apply(body, caller);
  }

  @Post(':id/add-source')
  addSource(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: addSourceBody }) { source }: AddSourceBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'add-source', source }, caller);
  }

  @Post(':id/overrule-knockout')
  overruleKnockout(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: overruleKnockoutBody }) { note, ...body }: OverruleKnockoutBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.withNote(id, note, caller, (noteId) => ({ do: 'overrule-knockout', ...body, noteId }));
  }

  @Post(':id/start-review')
  startReview(@Param('id', { schema: idParam }) id: string, @Caller() caller: Caller): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'start-review' }, caller);
  }

  @Post(':id/advance')
  async advance(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: advanceBody }) { shown }: AdvanceBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    const { status, terms } = await this.commands.requisitionOf(id, caller);
    return this.commands.execute(id, { do: 'advance', requisition: status, planVersion: terms.plan.version, shown }, caller);
  }

  @Post(':id/move-back')
  moveBack(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: moveBackBody }) body: MoveBackBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'move-back', ...body }, caller);
  }
}
