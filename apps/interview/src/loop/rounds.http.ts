/** Endpoints that book, move and cancel a round, and say whether it took place. */
import { Body, Controller, Param, Post } from '@nestjs/common';
import {
  type CancelRoundBody,
  cancelRoundBody,
  key,
  type MarkHeldBody,
  type MarkNoShowBody,
  type MoveRoundBody,
  markHeldBody,
  markNoShowBody,
  moveRoundBody,
  type ScheduleRoundBody,
  scheduleRoundBody,
} from '@rolecall/contracts';
import { Caller, type CommandAnswer, idParam } from '@rolecall/edge';
import { Appointments } from './appointments.js';
import { LoopCommands } from './loop-commands.js';

@Controller('loops/:id/rounds/:roundId')
export class RoundsHttp {
  constructor(
    private readonly commands: LoopCommands,
    private readonly appointments: Appointments,
  ) {}

  @Post('schedule')
  schedule(
    @Param('id', { schema: idParam }) id: string,
    @Param('roundId', { schema: key }) roundId: string,
    @Body({ schema: scheduleRoundBody }) body: ScheduleRoundBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.appointments.make(id, roundId, body, caller, (appointment) => ({ do: 'schedule-round', ...appointment }));
  }

  /** A scheduled round to another time or panel. */
  @Post('move')
  move(
    @Param('id', { schema: idParam }) id: string,
    @Param('roundId', { schema: key }) roundId: string,
    @Body({ schema: moveRoundBody }) { reason, ...body }: MoveRoundBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.appointments.make(id, roundId, body, caller, (appointment) => ({ do: 'move-round', reason, ...appointment }));
  }

  /** After a no-show. */
  @Post('reschedule')
  reschedule(
    @Param('id', { schema: idParam }) id: string,
    @Param('roundId', { schema: key }) roundId: string,
    @Body({ schema: moveRoundBody }) { reason, ...body }: MoveRoundBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.appointments.make(id, roundId, body, caller, (appointment) => ({ do: 'reschedule-round', reason, ...appointment }));
  }

  @Post('cancel')
  cancel(
    @Param('id', { schema: idParam }) id: string,
    @Param('roundId', { schema: key }) roundId: string,
    @Body({ schema: cancelRoundBody }) { reason, note }: CancelRoundBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.run(id, note, caller, ({ noteId }) => ({ do: 'cancel-round', roundId, reason, noteId }));
  }

  /** The end of a round is enough; this says it before, or when it took place at another time. */
  @Post('mark-held')
  markHeld(
    @Param('id', { schema: idParam }) id: string,
    @Param('roundId', { schema: key }) roundId: string,
    @Body({ schema: markHeldBody }) { earlier }: MarkHeldBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.run(id, undefined, caller, () => ({ do: 'mark-held', roundId, earlier }));
  }

  @Post('mark-no-show')
  markNoShow(
    @Param('id', { schema: idParam }) id: string,
    @Param('roundId', { schema: key }) roundId: string,
    @Body({ schema: markNoShowBody }) { absent, person, note }: MarkNoShowBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.run(id, note, caller, ({ noteId }) => ({ do: 'mark-no-show', roundId, absent, person, noteId }));
  }
}
