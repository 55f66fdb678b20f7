/** Read endpoints: one requisition with what the caller may do now, lists, seats, history and the notes of its team. */
import { Controller, Get, Param, Query } from '@nestjs/common';
import { Caller, found, historyOf, idParam, pageQuery, view } from '@rolecall/edge';
import { Vault } from '@rolecall/vault';
import { z } from 'zod';
import { requisition } from './requisition.js';
import { probes } from './requisition.probes.js';
import { seatsOf, summary, whole } from './requisition.representation.js';
import { Requisitions } from './requisitions.js';

const listQuery = pageQuery.extend({
  status: z.enum(['draft', 'pending_approval', 'approved', 'rejected', 'open', 'on_hold', 'filled', 'cancelled']).optional(),
});

@Controller('requisitions')
export class RequisitionQueries {
  constructor(
    private readonly requisitions: Requisitions,
    private readonly vault: Vault,
  ) {}

  /** Ordered by id, which is by time; may lag by milliseconds. `next` is the `after` of the next page. */
  @Get()
  async list(@Query({ schema: listQuery }) { status, limit, after }: z.output<typeof listQuery>, @Caller() caller: Caller) {
    const page = await this.requisitions.find(caller.org, status ? { 'state.status': status } : {}, { limit, after });
    const items = page.map(summary);
    return { items, next: items.length === limit ? items.at(-1)?.id : undefined };
  }

  @Get(':id')
  async get(@Param('id', { schema: idParam }) id: string, @Caller() caller: Caller) {
    const loaded = await this.loaded(id, caller);
    return view(loaded, requisition, probes, caller, whole(loaded.state));
  }

  @Get(':id/seats')
  async seats(@Param('id', { schema: idParam }) id: string, @Caller() caller: Caller) {
    const { sequence, state } = await this.loaded(id, caller);
    return { id, sequence, ...seatsOf(state) };
  }

  /** Who did what, and when; also the deliveries that a rule refused. */
  @Get(':id/history')
  async history(@Param('id', { schema: idParam }) id: string, @Caller() caller: Caller) {
    await this.loaded(id, caller);
    return historyOf(id, await this.requisitions.history(caller.org, id));
  }

  /** The texts behind the note ids of the history. */
  @Get(':id/notes')
  async notes(@Param('id', { schema: idParam }) id: string, @Caller() caller: Caller) {
    await this.loaded(id, caller);
    const fields = Object.entries(await this.vault.all(caller.org, id));
    return { id, notes: fields.map(([field, text]) => ({ noteId: field.slice('note:'.length), text })) };
  }

  private async loaded(id: string, { org }: Caller) {
    return found(await this.requisitions.load(org, id));
  }
}
