/** Endpoints of the search: open, hold, change, cancel, and who gets a seat first. */
import { Body, Controller, Param, Post } from '@nestjs/common';
import {
  type ApproveChangeBody,
  approveChangeBody,
  type CancelRequisitionBody,
  cancelRequisitionBody,
  type HoldRequisitionBody,
  holdRequisitionBody,
  openRequisitionBody,
  type RankWaitingOffersBody,
  type RefuseChangeBody,
  type ReleaseReservationBody,
  type RequestChangeBody,
  rankWaitingOffersBody,
  refuseChangeBody,
  releaseReservationBody,
  requestChangeBody,
  resumeRequisitionBody,
} from '@rolecall/contracts';
import { Caller, type CommandAnswer, idParam } from '@rolecall/edge';
import { RequisitionCommands } from './requisition.commands.js';

@Controller('requisitions/:id')
export class SearchHttp {
  constructor(private readonly commands: RequisitionCommands) {}

  @Post('open')
  open(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: openRequisitionBody }) _: object,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'open' }, caller);
  }

  @Post('hold')
  hold(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: holdRequisitionBody }) { note, ...body }: HoldRequisitionBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.withNote(id, note, caller, (noteId) => ({ do: 'hold', ...body, noteId }));
  }

  @Post('resume')
  resume(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: resumeRequisitionBody }) _: object,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'resume' }, caller);
  }

  @Post('request-change')
  requestChange(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: requestChangeBody }) body: RequestChangeBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'request-change', ...body }, caller);
  }

  @Post('approve-change')
  approveChange(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: approveChangeBody }) body: ApproveChangeBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'approve-change', ...body }, caller);
  }

  @Post('refuse-change')
  refuseChange(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: refuseChangeBody }) { note }: RefuseChangeBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.withNote(id, note, caller, (noteId) => ({ do: 'refuse-change', noteId }));
  }

  @Post('rank-waiting-offers')
  rankWaitingOffers(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: rankWaitingOffersBody }) { note, ...body }: RankWaitingOffersBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.withNote(id, note, caller, (noteId) => ({ do: 'rank-waiting-offers', ...body, noteId }));
  }

  @Post('release-reservation')
  releaseReservation(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: releaseReservationBody }) { note, ...body }: ReleaseReservationBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.withNote(id, note, caller, (noteId) => ({ do: 'release-reservation', ...body, noteId }));
  }

  @Post('cancel')
  cancel(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: cancelRequisitionBody }) { note, ...body }: CancelRequisitionBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.withNote(id, note, caller, (noteId) => ({ do: 'cancel', ...body, noteId }));
  }
}
