/** Binds the decider of a calendar to the aggregate store. A hold that runs out asks the loop, whose answer is final. */
import { Injectable } from '@nestjs/common';
import { AggregateStore, type Cause, type Loaded, Ports } from '@rolecall/messaging';
import { Loops } from '../loop/loops.js';
import { isTaken } from '../loop/state.js';
import { type Booking, type Calendar, type CalendarCommand, type CalendarEvent, calendar, nextExpiry } from './calendar.js';

@Injectable()
export class Calendars extends AggregateStore<Calendar, CalendarCommand, CalendarEvent> {
  constructor(
    ports: Ports,
    private readonly loops: Loops,
  ) {
    super(calendar, ports, { onDue: async (_, loaded, cause) => this?.expire(loaded, cause) });
  }

  private async expire({ id, state }: Loaded<Calendar>, cause: Cause): Promise<void> {
    const time = nextExpiry(state) as string;
    for (const booking of state.bookings)
      if (booking.expiresAt && booking.expiresAt <= time) await this.settle(id, state.person, booking, cause);
  }

  /** After this the request that held the time can schedule nothing any more, if it has not yet. */
  private async settle(id: string, person: string, { loopId, roundId, bookingId, expiresAt }: Booking, cause: Cause): Promise<void> {
    // The same booking may be held again: each of its holds runs out by itself.
    const asked = { ...cause, id: `expired:${id}:${bookingId}:${expiresAt}` };
    const { state } = await this.loops.execute(loopId, { do: 'abandon-booking', roundId, bookingId }, asked);
    await this.execute(id, { do: isTaken(state, bookingId, person) ? 'confirm' : 'release', bookingId }, asked);
  }
}
