/** Endpoints of an offer that goes out: its seat, the extension, what the candidate does, its deadline. */
import { Body, Controller, Param, Post } from '@nestjs/common';
import {
  type AcceptOfferBody,
  acceptOfferBody,
  type DeclineOfferBody,
  declineOfferBody,
  type ExtendDeadlineBody,
  type ExtendOfferBody,
  extendDeadlineBody,
  extendOfferBody,
  type OpenOfferBody,
  openOfferBody,
  requestSeatBody,
} from '@rolecall/contracts';
import { Caller, type CommandAnswer, idParam } from '@rolecall/edge';
import { OfferCommands } from './offer.commands.js';
import { ServiceUptime } from './uptime.js';

@Controller('offers/:id')
export class CourseHttp {
  constructor(
    private readonly commands: OfferCommands,
    private readonly up: ServiceUptime,
  ) {}

  /** Again, after the seat was returned or lost. */
  @Post('request-seat')
  async requestSeat(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: requestSeatBody }) _: object,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    const { state } = await this.commands.loaded(id, caller);
    const { status: requisition } = await this.commands.requisitionOf(state, caller);
    return this.commands.execute(id, { do: 'request-seat', requisition }, caller);
  }

  @Post('extend')
  async extend(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: extendOfferBody }) body: ExtendOfferBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    const { state } = await this.commands.loaded(id, caller);
    const { status: requisition } = await this.commands.requisitionOf(state, caller);
    const application = await this.commands.applicationOf(state, caller);
    return this.commands.execute(id, { do: 'extend', ...body, requisition, application }, caller);
  }

  /** The candidate looked at it. */
  @Post('open')
  open(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: openOfferBody }) body: OpenOfferBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'open', ...body }, caller);
  }

  /** What counts is when the request came, not when its turn was. */
  @Post('accept')
  accept(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: acceptOfferBody }) body: AcceptOfferBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'accept', ...body, answeredAt: caller.at, uptime: this.up.uptime }, caller);
  }

  @Post('decline')
  decline(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: declineOfferBody }) { reason, note }: DeclineOfferBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.withNote(id, note, caller, (noteId) => ({ do: 'decline', reason, answeredAt: caller.at, noteId }));
  }

  @Post('extend-deadline')
  extendDeadline(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: extendDeadlineBody }) body: ExtendDeadlineBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.execute(id, { do: 'extend-deadline', ...body }, caller);
  }
}
