/** What must hold between loops and calendars: whose round is to come has their time taken, and nobody's time is taken for anything else. */
import { Injectable } from '@nestjs/common';
import { type Loaded, type Mending, mend, Ports, Reconciler } from '@rolecall/messaging';
import { type Booking, type Calendar, calendarIdOf, yearsOf } from '../calendar/calendar.js';
import { Calendars } from '../calendar/calendars.js';
import { InterviewConfig } from '../config.js';
import { Loops } from '../loop/loops.js';
import { isKnown } from '../loop/rounds.js';
import { isTaken, type Loop, type Slot, slotsOf } from '../loop/state.js';

@Injectable()
export class CalendarRules {
  constructor(
    reconciler: Reconciler,
    private readonly ports: Ports,
    private readonly loops: Loops,
    private readonly calendars: Calendars,
    private readonly config: InterviewConfig,
  ) {
    reconciler.register({
      name: 'round-without-calendar',
      of: loops.everywhere({ 'state.status': 'in_progress' }),
      mends: (org, loop) => this.ofLoop(org, loop),
    });
    reconciler.register({
      name: 'booking-without-round',
      of: calendars.everywhere(),
      mends: (org, calendar) => this.ofCalendar(org, calendar),
    });
  }

  /** What is over does no harm, wherever it stands. */
  private isToCome = ({ endsAt }: { readonly endsAt: string }): boolean => endsAt > this.ports.clock.now();

  private async ofLoop(org: string, { state }: Loaded<Loop>): Promise<Mending[]> {
    const mendings: Mending[] = [];
    for (const round of state.rounds)
      for (const slot of slotsOf(round).filter((each) => each.taken && this.isToCome(each)))
        mendings.push(...(await this.ofSlot(org, state, round.roundId, slot)));
    return mendings;
  }

  /** Held again, the time is confirmed when the hold runs out, for the loop says that it is taken. Somebody else may have it by now. */
  private async ofSlot(org: string, { loopId, applicationId }: Loop, roundId: string, slot: Slot): Promise<Mending[]> {
    const { bookingId, person, startsAt, endsAt } = slot;
    const hold = { do: 'hold', loopId, applicationId, roundId, bookingId, startsAt, endsAt, holdMs: this.config.holdMs } as const;
    const years = yearsOf(slot).map(async (year) => {
      const calendar = await this.calendars.fresh(org, calendarIdOf(person, year));
      return mend(this.calendars, calendar, { ...hold, person, year }, bookingId);
    });
    return Promise.all(years);
  }

  private async ofCalendar(org: string, calendar: Loaded<Calendar>): Promise<Mending[]> {
    const mendings = calendar.state.bookings.filter(this.isToCome).map((booking) => this.ofBooking(org, calendar, booking));
    return (await Promise.all(mendings)).flat();
  }

  /** What is taken never comes back under the same booking; what is held may, until the loop was asked. */
  private async ofBooking(org: string, calendar: Loaded<Calendar>, booking: Booking): Promise<Mending[]> {
    const { bookingId, loopId, roundId, status, expiresAt = '' } = booking;
    if (status === 'held' && expiresAt > this.ports.clock.now()) return [];
    const loop = await this.loops.fresh(org, loopId);
    const release = mend(this.calendars, calendar, { do: 'release', bookingId }, bookingId);
    if (isTaken(loop.state, bookingId, calendar.state.person))
      return status === 'held' ? [mend(this.calendars, calendar, { do: 'confirm', bookingId }, bookingId)] : [];
    if (status === 'confirmed' || loop.version === 0 || isKnown(loop.state, bookingId)) return [release];
    return [mend(this.loops, loop, { do: 'abandon-booking', roundId, bookingId }, bookingId)];
  }
}
