/** Calendars follow the loop: what it has booked is confirmed, what it has not any more is released. Repeats and delays are harmless. */
import { Injectable } from '@nestjs/common';
import type { Cause } from '@rolecall/messaging';
import { calendarIdOf, yearsOf } from '../calendar/calendar.js';
import { Calendars } from '../calendar/calendars.js';
import { Loops } from './loops.js';
import { type Slot, slotsOf } from './state.js';

/** Events after which a calendar has something to follow. */
const changing = new Set(
  ['round-scheduled', 'round-moved', 'round-cancelled', 'invitation-declined', 'interviewer-replaced', 'no-show-recorded', 'cancelled'].map(
    (name) => `interview.${name}.v1`,
  ),
);

export const changesCalendars = (happened: readonly string[]): boolean => happened.some((type) => changing.has(type));

@Injectable()
export class Settlement {
  constructor(
    private readonly loops: Loops,
    private readonly calendars: Calendars,
  ) {}

  /** One round, or all of them. A booking that the loop does not know of is left to its own request and its deadline. */
  async settle(loopId: string, cause: Cause, roundId?: string): Promise<void> {
    const loaded = await this.loops.load(cause.org, loopId);
    const rounds = (loaded?.state.rounds ?? []).filter((round) => roundId === undefined || round.roundId === roundId);
    for (const slot of rounds.flatMap(slotsOf)) await this.follow(slot, slot.taken, cause);
  }

  /** A time that was taken and is free again never comes back under the same booking, so the order of these does not matter. */
  private async follow(slot: Slot, taken: boolean, { org, actor, traceparent }: Cause): Promise<void> {
    const { bookingId, person } = slot;
    for (const year of yearsOf(slot)) {
      const id = calendarIdOf(person, year);
      const there = (await this.calendars.load(org, id))?.state.bookings.find((booking) => booking.bookingId === bookingId);
      if (!there || (taken && there.status === 'confirmed')) continue;
      const verb = taken ? 'confirm' : 'release';
      const cause: Cause = { id: `${verb}:${bookingId}`, org, actor, kind: 'request', traceparent };
      await this.calendars.execute(id, { do: verb, bookingId }, cause);
    }
  }
}
