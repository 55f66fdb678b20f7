/** Endpoints of the terms: bands, seats, team, questions, plan, and what the hiring manager confirms. */
import { Body, Controller, Param, Post } from '@nestjs/common';
import {
  type AddSeatsBody,
  addSeatsBody,
  type CloseSeatBody,
  type ConfirmRequirementsBody,
  closeSeatBody,
  confirmRequirementsBody,
  type SetBandsBody,
  type SetEvaluationBody,
  type SetPlanBody,
  type SetQuestionsBody,
  type SetTeamBody,
  setBandsBody,
  setEvaluationBody,
  setPlanBody,
  setQuestionsBody,
  setTeamBody,
} from '@rolecall/contracts';
import { Caller, type CommandAnswer, idParam } from '@rolecall/edge';
import { RequisitionCommands } from './requisition.commands.js';

@Controller('requisitions/:id')
export class TermsHttp {
  constructor(private readonly commands: RequisitionCommands) {}

  @Post('set-bands')
  setBands(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: setBandsBody }) body: SetBandsBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'set-bands', ...body }, caller);
  }

  @Post('add-seats')
  addSeats(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: addSeatsBody }) body: AddSeatsBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'add-seats', ...body }, caller);
  }

  @Post('close-seat')
  closeSeat(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: closeSeatBody }) body: CloseSeatBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'close-seat', ...body }, caller);
  }

  @Post('set-team')
  setTeam(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: setTeamBody }) team: SetTeamBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'set-team', team }, caller);
  }

  @Post('set-questions')
  setQuestions(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: setQuestionsBody }) body: SetQuestionsBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'set-questions', ...body }, caller);
  }

  @Post('set-plan')
  setPlan(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: setPlanBody }) body: SetPlanBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'set-plan', ...body }, caller);
  }

  @Post('set-evaluation')
  setEvaluation(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: setEvaluationBody }) body: SetEvaluationBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'set-evaluation', ...body }, caller);
  }

  @Post('confirm-requirements')
  confirmRequirements(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: confirmRequirementsBody }) body: ConfirmRequirementsBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'confirm-requirements', ...body }, caller);
  }
}
