/** Endpoints of the approval: of the terms, and of a change that is pending. */
import { Body, Controller, Param, Post } from '@nestjs/common';
import { type RequestRequisitionApprovalBody, requestRequisitionApprovalBody } from '@rolecall/contracts';
import { ApprovalEndpoints, Caller, type CommandAnswer, idParam } from '@rolecall/edge';
import { RequisitionCommands } from './requisition.commands.js';

@Controller('requisitions/:id')
export class ApprovalHttp extends ApprovalEndpoints {
  constructor(protected readonly commands: RequisitionCommands) {
    super();
  }

  @Post('request-approval')
  requestApproval(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: requestRequisitionApprovalBody }) body: RequestRequisitionApprovalBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'request-approval', ...body }, caller);
  }
}
