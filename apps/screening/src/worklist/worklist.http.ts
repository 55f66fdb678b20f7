/** The order of a requisition's list: read it, choose it. */
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type ChooseOrderBody, chooseOrderBody } from '@rolecall/contracts';
import { answer, Caller, type CommandAnswer, idParam, view } from '@rolecall/edge';
import { RequisitionCopies } from '../requisition/requisition-copies.js';
import { worklist } from './worklist.js';
import { Worklists } from './worklists.js';

@Controller('worklists')
export class WorklistHttp {
  constructor(
    private readonly worklists: Worklists,
    private readonly requisitions: RequisitionCopies,
  ) {}

  @Get(':id')
  async get(@Param('id', { schema: idParam }) id: string, @Caller() caller: Caller) {
    await this.requisitions.of(caller.org, id);
    const loaded = (await this.worklists.load(caller.org, id)) ?? { id, version: 0, sequence: 0, state: worklist.initial, at: '' };
    const probes = { 'choose-order': () => ({ requisitionId: id, order: 'match' as const, reason: 'other' }) };
    return view(loaded, worklist, probes, caller, { ...loaded.state });
  }

  @Post(':id/choose-order')
  async chooseOrder(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: chooseOrderBody }) body: ChooseOrderBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    await this.requisitions.of(caller.org, id);
    return answer(this.worklists, id, { do: 'choose-order', requisitionId: id, ...body }, caller);
  }
}
