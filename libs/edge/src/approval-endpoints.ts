/** The endpoints of an approval, for whatever is approved: `@Controller('offers/:id') class ApprovalHttp extends ApprovalEndpoints`. */
import { Body, Param, Post } from '@nestjs/common';
import { approvalBodies } from '@rolecall/approval';
import type { z } from 'zod';
import type { CommandAnswer } from './answer.js';
import { Caller } from './caller.js';
import { idParam } from './schemas.js';

type Bodies = { readonly [Name in keyof typeof approvalBodies]: z.output<(typeof approvalBodies)[Name]> };

type ApprovalCommand =
  | ({ readonly do: 'approve' } & Bodies['approve'])
  | { readonly do: 'send-back'; readonly noteId?: string }
  | { readonly do: 'reject-approval'; readonly noteId?: string }
  | { readonly do: 'recall' }
  | ({ readonly do: 'delegate' } & Bodies['delegate'])
  | ({ readonly do: 'replace-approver' } & Bodies['replaceApprover'])
  | { readonly do: 'remind' }
  | { readonly do: 'comment'; readonly noteId: string };

/** How a service executes a command, with the free text of a note beside it in its vault. */
export interface ApprovalCommands {
  execute(id: string, command: ApprovalCommand, caller: Caller): Promise<CommandAnswer>;
  withNote(id: string, note: string | undefined, caller: Caller, of: (noteId?: string) => ApprovalCommand): Promise<CommandAnswer>;
}

export abstract class ApprovalEndpoints {
  protected abstract readonly commands: ApprovalCommands;

  @Post('approve')
  approve(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: approvalBodies.approve }) body: Bodies['approve'],
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'approve', ...body }, caller);
  }

  @Post('send-back')
  sendBack(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: approvalBodies.sendBack }) { note }: Bodies['sendBack'],
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.withNote(id, note, caller, (noteId) => ({ do: 'send-back', noteId }));
  }

  @Post('reject-approval')
  reject(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: approvalBodies.reject }) { note }: Bodies['reject'],
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.withNote(id, note, caller, (noteId) => ({ do: 'reject-approval', noteId }));
  }

  @Post('recall')
  recall(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: approvalBodies.recall }) _: Bodies['recall'],
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'recall' }, caller);
  }

  @Post('delegate')
  delegate(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: approvalBodies.delegate }) body: Bodies['delegate'],
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'delegate', ...body }, caller);
  }

  @Post('replace-approver')
  replaceApprover(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: approvalBodies.replaceApprover }) body: Bodies['replaceApprover'],
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'replace-approver', ...body }, caller);
  }

  @Post('remind')
  remind(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: approvalBodies.remind }) _: Bodies['remind'],
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'remind' }, caller);
  }

  @Post('comment')
  comment(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: approvalBodies.comment }) { note }: Bodies['comment'],
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.withNote(id, note, caller, (noteId = '') => ({ do: 'comment', noteId }));
  }
}
