/** Endpoints of the terms: the first draft and every later version. */
import { Body, Controller, Param, Post } from '@nestjs/common';
import {
  type ChangeStartDateBody,
  changeStartDateBody,
  type DraftOfferBody,
  draftOfferBody,
  type ReviseOfferBody,
  reviseOfferBody,
} from '@rolecall/contracts';
import { Caller, type CommandAnswer, idParam } from '@rolecall/edge';
import { Drafting } from './drafting.js';
import { OfferCommands } from './offer.commands.js';

@Controller('offers')
export class DraftHttp {
  constructor(
    private readonly drafting: Drafting,
    private readonly commands: OfferCommands,
  ) {}

  /** The offer of the application’s present episode. */
  @Post()
  draft(@Body({ schema: draftOfferBody }) body: DraftOfferBody, @Caller() caller: Caller): Promise<CommandAnswer> {
    return this.drafting.draft(body, caller);
  }

  /** The answer says besides what changed, and whether that is material. */
  @Post(':id/revise')
  revise(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: reviseOfferBody }) body: ReviseOfferBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.drafting.revise(id, body, caller);
  }

  @Post(':id/change-start-date')
  changeStartDate(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: changeStartDateBody }) body: ChangeStartDateBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'change-start-date', ...body }, caller);
  }
}
