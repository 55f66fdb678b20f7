/** Endpoints of the approval of a version. */
import { Body, Controller, Param, Post } from '@nestjs/common';
import { approvalBodies } from '@rolecall/approval';
import { type RequestOfferApprovalBody, requestOfferApprovalBody } from '@rolecall/contracts';
import { Caller, type CommandAnswer, idParam } from '@rolecall/edge';
import type { z } from 'zod';
import { Drafting } from './drafting.js';
import { OfferCommands } from './offer.commands.js';

@Controller('offers/:id')
export class ApprovalHttp {
  constructor(
    private readonly drafting: Drafting,
    private readonly commands: OfferCommands,
  ) {}

  @Post('request-approval')
  requestApproval(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: requestOfferApprovalBody }) body: RequestOfferApprovalBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.drafting.requestApproval(id, body, caller);
  }

  @Post('approve')
  approve(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: approvalBodies.approve }) body: z.output<typeof approvalBodies.approve>,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'approve', ...body }, caller);
  }

  @Post('send-back')
  sendBack(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: approvalBodies.sendBack }) { note }: z.output<typeof approvalBodies.sendBack>,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.withNote(id, note, caller, (noteId) => ({ do: 'send-back', noteId }));
  }

  @Post('reject-approval')
  reject(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: approvalBodies.reject }) { note }: z.output<typeof approvalBodies.reject>,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.withNote(id, note, caller, (noteId) => ({ do: 'reject-approval', noteId }));
  }

  @Post('recall')
  recall(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: approvalBodies.recall }) _: object,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'recall' }, caller);
  }

  @Post('delegate')
  delegate(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: approvalBodies.delegate }) body: z.output<typeof approvalBodies.delegate>,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'delegate', ...body }, caller);
  }

  @Post('replace-approver')
  replaceApprover(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: approvalBodies.replaceApprover }) body: z.output<typeof approvalBodies.replaceApprover>,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'replace-approver', ...body }, caller);
  }

  @Post('remind')
  remind(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: approvalBodies.remind }) _: object,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'remind' }, caller);
  }

  @Post('comment')
  comment(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: approvalBodies.comment }) { note }: z.output<typeof approvalBodies.comment>,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.withNote(id, note, caller, (noteId = '') => ({ do: 'comment', noteId }));
  }
}
