/** Endpoints by which people end an offer, each with its reason, and take an end back. */
import { Body, Controller, Param, Post } from '@nestjs/common';
import {
  type ReinstateOfferBody,
  type RenegeOfferBody,
  type RescindOfferBody,
  reinstateOfferBody,
  renegeOfferBody,
  rescindOfferBody,
  type VoidOfferBody,
  voidOfferBody,
} from '@rolecall/contracts';
import { Caller, type CommandAnswer, idParam } from '@rolecall/edge';
import { OfferCommands } from './offer.commands.js';

@Controller('offers/:id')
export class EndingHttp {
  constructor(private readonly commands: OfferCommands) {}

  /** With the candidate, and taken back. */
  @Post('rescind')
  rescind(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: rescindOfferBody }) { reason, note }: RescindOfferBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.withNote(id, note, caller, (noteId) => ({ do: 'rescind', reason, noteId }));
  }

  /** Not with the candidate yet, and given up. */
  @Post('void')
  void(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: voidOfferBody }) { reason, note }: VoidOfferBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.withNote(id, note, caller, (noteId) => ({ do: 'void', reason, noteId }));
  }

  /** The candidate left after accepting. */
  @Post('renege')
  async renege(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: renegeOfferBody }) { reason, note }: RenegeOfferBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    const application = await this.commands.applicationOf((await this.commands.loaded(id, caller)).state, caller);
    return this.commands.withNote(id, note, caller, (noteId) => ({ do: 'renege', reason, application, noteId }));
  }

  /** Expired or declined, and on again: approved as it was, it asks for a seat. */
  @Post('reinstate')
  async reinstate(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: reinstateOfferBody }) { reason, note }: ReinstateOfferBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    const { state } = await this.commands.loaded(id, caller);
    const { status: requisition } = await this.commands.requisitionOf(state, caller);
    const application = await this.commands.applicationOf(state, caller);
    const command = { do: 'reinstate', reason, requisition, application } as const;
    return this.commands.withNote(id, note, caller, (noteId) => ({ ...command, noteId }));
  }
}
