/** Calendars follow the loop: what it has booked is confirmed, what it has not any more is released. Repeats and delays are harmless. */
import { Injectable, Logger } from '@nestjs/common';
import { Rejection } from '@rolecall/kernel';
import type { Cause } from '@rolecall/messaging';
import { type Booking, calendarIdOf, yearsOf } from '../calendar/calendar.js';
import { Calendars } from '../calendar/calendars.js';
import { InterviewConfig } from '../config.js';
import { Loops } from './loops.js';
import { type Slot, slotsOf } from './state.js';

/** Events after which a calendar has something to follow. */
const changing = new Set(
  ['round-scheduled', 'round-moved', 'round-cancelled', 'invitation-declined', 'interviewer-replaced', 'no-show-recorded', 'cancelled'].map(
    (name) => `interview.${name}.v1`,
  ),
);

export const changesCalendars = (happened: readonly string[]): boolean => happened.some((type) => changing.has(type));

type SlotOfRound = Slot & Pick<Booking, 'loopId' | 'roundId' | 'applicationId'>;

@Injectable()
export class Settlement {
  private readonly logger = new Logger('settlement');

  constructor(
    private readonly loops: Loops,
    private readonly calendars: Calendars,
    private readonly config: InterviewConfig,
  ) {}

  /** One round, or all of them. A booking that the loop does not know of is left to its own request and its deadline. */
  async settle(loopId: string, cause: Cause, roundId?: string): Promise<void> {
    const loaded = await this.loops.load(cause.org, loopId);
    if (!loaded) return;
    const { rounds, applicationId } = loaded.state;
    for (const round of rounds.filter((each) => roundId === undefined || each.roundId === roundId))
      for (const slot of slotsOf(round)) await this.follow({ ...slot, loopId, applicationId, roundId: round.roundId }, slot.taken, cause);
  }

  /** A time that was taken and is free again never comes back under the same booking, so the order of these does not matter. */
  private async follow(slot: SlotOfRound, taken: boolean, { org, actor, traceparent }: Cause): Promise<void> {
    const { bookingId, person } = slot;
    for (const year of yearsOf(slot)) {
      const id = calendarIdOf(person, year);
      const as = (what: string): Cause => ({ id: `${what}:${bookingId}`, org, actor, kind: 'request', traceparent });
      const there = (await this.calendars.load(org, id))?.state.bookings.find((booking) => booking.bookingId === bookingId);
      if (taken && !there && !(await this.heldAgain(id, slot, year, as('hold-again')))) continue;
      if ((!there && !taken) || (taken && there?.status === 'confirmed')) continue;
      const verb = taken ? 'confirm' : 'release';
      await this.calendars.execute(id, { do: verb, bookingId }, as(verb));
    }
  }

  /**
   * A loop decides only on times that are held, so the calendar was lost: it comes back older than its loop when the database is restored,
   * for no topic tells of calendars. False when the time has gone to another round since; then both stand, as people have arranged them.
   */
  private async heldAgain(id: string, slot: SlotOfRound, year: number, cause: Cause): Promise<boolean> {
    const { bookingId, person, startsAt, endsAt, loopId, roundId, applicationId } = slot;
    const { holdMs } = this.config;
    try {
      await this.calendars.execute(
        id,
        { do: 'hold', bookingId, person, year, startsAt, endsAt, loopId, roundId, applicationId, holdMs },
        cause,
      );
      return true;
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      this.logger.warn({ msg: 'a lost calendar has another round at that time by now', calendar: id, loop: loopId, round: roundId });
      return false;
    }
  }
}
