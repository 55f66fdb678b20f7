/** Endpoints of the approval of a version. */
import { Body, Controller, Param, Post } from '@nestjs/common';
import { type RequestOfferApprovalBody, requestOfferApprovalBody } from '@rolecall/contracts';
import { ApprovalEndpoints, Caller, type CommandAnswer, idParam } from '@rolecall/edge';
import { Drafting } from './drafting.js';
import { OfferCommands } from './offer.commands.js';

@Controller('offers/:id')
export class ApprovalHttp extends ApprovalEndpoints {
  constructor(
    private readonly drafting: Drafting,
    protected readonly commands: OfferCommands,
  ) {
    super();
  }

  @Post('request-approval')
  requestApproval(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: requestOfferApprovalBody }) body: RequestOfferApprovalBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.drafting.requestApproval(id, body, caller);
  }
}
