/** From a request's local time, panel and place to a booking: the instant is found here, the place goes to the vault. */
import { Injectable } from '@nestjs/common';
import type { ReplaceInterviewerBody, ScheduleRoundBody } from '@rolecall/contracts';
import { type Caller, type CommandAnswer, newId } from '@rolecall/edge';
import { InterviewConfig } from '../config.js';
import { Bookings } from './bookings.js';
import type { Appointment, LoopCommand } from './commands.js';
import { LoopCommands } from './loop-commands.js';
import { roundTimeOf } from './round-time.js';
import { endOf, findRound } from './rules.js';

type Booked = Extract<LoopCommand, Appointment>;

@Injectable()
export class Appointments {
  constructor(
    private readonly commands: LoopCommands,
    private readonly bookings: Bookings,
    private readonly config: InterviewConfig,
  ) {}

  /** Throws what speaks against the time; then books the panel whole or not at all. */
  async make(
    id: string,
    roundId: string,
    { panel, place, note, ...local }: ScheduleRoundBody & { note?: string },
    caller: Caller,
    commandOf: (appointment: Appointment & { noteId?: string }) => Booked,
  ): Promise<CommandAnswer> {
    const given = await this.commands.given(id, caller);
    const time = roundTimeOf(local);
    const bookingId = newId(caller, 'booking');
    const placeId = place === undefined ? undefined : caller.noteId('place');
    const noteId = note === undefined ? undefined : caller.noteId();
    const { scorecardDueHours } = this.config;
    const booking = { bookingId, ...time, panel, scorecardDueHours, ...(placeId ? { placeId } : {}) };
    return this.bookings.book(
      id,
      given,
      {
        command: commandOf({ roundId, booking, noteId }),
        bookingId,
        people: panel.map(({ person }) => person),
        time: { startsAt: time.startsAt, endsAt: endOf(time.startsAt, findRound(given.state, roundId).durationMinutes) },
        texts: { ...(placeId ? { [`place:${placeId}`]: place } : {}), ...(noteId ? { [`note:${noteId}`]: note } : {}) },
      },
      caller,
    );
  }

  /** The replacement's calendar is held for the time that the round has now. */
  async replace(id: string, roundId: string, { note, ...body }: ReplaceInterviewerBody, caller: Caller): Promise<CommandAnswer> {
    const given = await this.commands.given(id, caller);
    const { booking } = findRound(given.state, roundId);
    const bookingId = newId(caller, 'booking');
    const noteId = note === undefined ? undefined : caller.noteId();
    const command = { do: 'replace-interviewer', roundId, ...body, bookingId, ofBookingId: booking?.bookingId ?? '', noteId } as const;
    const texts = noteId ? { [`note:${noteId}`]: note } : {};
    // A round without a booking is refused by the decider before any time is looked at.
    const time = { startsAt: booking?.startsAt ?? caller.at, endsAt: booking?.endsAt ?? caller.at };
    return this.bookings.book(id, given, { command, bookingId, people: [body.replacement], time, texts }, caller);
  }
}
