/** Endpoints that read a role document: the first draft and every later version of the role. */
import { Body, Controller, Param, Post } from '@nestjs/common';
import { type DraftRequisitionBody, draftRequisitionBody, type ReviseRoleBody, reviseRoleBody } from '@rolecall/contracts';
import { answer, Caller, type CommandAnswer, idParam, newId } from '@rolecall/edge';
import type { RoleReading } from '@rolecall/role-schema';
import { Requisitions } from './requisitions.js';
import { readDocument } from './role-document.js';

/** The answer to the command, and what reading the document left open, line by line. */
type ReadingAnswer = CommandAnswer & { readonly reading: Omit<RoleReading, 'role'> & { readonly title: string } };

@Controller('requisitions')
export class DraftHttp {
  constructor(private readonly requisitions: Requisitions) {}

  @Post()
  async draft(@Body({ schema: draftRequisitionBody }) body: DraftRequisitionBody, @Caller() caller: Caller): Promise<ReadingAnswer> {
    const { document, team } = typeof body === 'string' ? { document: body, team: undefined } : body;
    const reading = readDocument(document);
    const requisitionId = newId(caller);
    const command = { do: 'draft', requisitionId, role: reading.role, ...(team ? { team } : {}) } as const;
    return withReading(await answer(this.requisitions, requisitionId, command, caller, { created: true }), reading);
  }

  @Post(':id/revise-role')
  async reviseRole(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: reviseRoleBody }) body: ReviseRoleBody,
    @Caller() caller: Caller,
  ): Promise<ReadingAnswer> {
    const reading = readDocument(typeof body === 'string' ? body : body.document);
    return withReading(await answer(this.requisitions, id, { do: 'revise-role', role: reading.role }, caller), reading);
  }
}

const withReading = (answered: CommandAnswer, { role: { title }, ...left }: RoleReading): ReadingAnswer =>
  Object.assign(answered, { reading: { title, ...left } });
