/**
 * Books interviewers whole or not at all: every calendar is held, then the loop decides, then the calendars follow it.
 * A request may die at any point: a hold that is left behind asks the loop at its deadline, and the loop's events confirm the rest.
 */
import { Injectable } from '@nestjs/common';
import type { Caller, CommandAnswer } from '@rolecall/edge';
import { Rejection } from '@rolecall/kernel';
import { type Cause, Ports, streamOf } from '@rolecall/messaging';
import { type CalendarCommand, calendarIdOf, yearsOf } from '../calendar/calendar.js';
import { Calendars } from '../calendar/calendars.js';
import { busy } from '../calendar/rejections.js';
import { InterviewConfig } from '../config.js';
import type { Span } from '../span.js';
import type { Appointment, LoopCommand } from './commands.js';
import { type Given, LoopCommands, type Texts } from './loop-commands.js';
import { Loops } from './loops.js';
import { isTaken } from './state.js';

/** Whose time is needed for a command, and when. */
export interface Wish {
  readonly command: LoopCommand & Pick<Appointment, 'roundId'>;
  readonly bookingId: string;
  readonly people: readonly string[];
  readonly time: Span;
  readonly texts: Texts;
}

type Hold = Extract<CalendarCommand, { do: 'hold' }>;

@Injectable()
export class Bookings {
  constructor(
    private readonly commands: LoopCommands,
    private readonly loops: Loops,
    private readonly calendars: Calendars,
    private readonly ports: Ports,
    private readonly config: InterviewConfig,
  ) {}

  async book(id: string, { state }: Given, wish: Wish, caller: Caller): Promise<CommandAnswer> {
    const decide = () => this.commands.execute(id, wish.command, caller, state.candidateId, wish.texts);
    // A repeat is answered from what was: its booking may have moved on since.
    if (!caller.dryRun && (await this.isRepeat(id, caller.cause))) return decide();
    const would = await this.loops.dryRun(id, wish.command, caller.cause);
    if (would.length === 0) return decide();
    const holds = this.holdsOf(id, state.applicationId, wish);
    await this.allFree(holds, caller.cause);
    if (caller.dryRun) return decide();
    await this.hold(id, holds, caller.cause);
    // Anything but a refusal is of unknown outcome; the deadlines of the holds find out.
    const outcome = await decide().catch(refusalOnly);
    await this.letGo(id, holds, caller.cause);
    if (outcome instanceof Rejection) throw outcome;
    return outcome;
  }

  private async isRepeat(id: string, cause: Cause): Promise<boolean> {
    return (await this.ports.database.commitByCause(streamOf(cause.org, this.loops.decider.aggregate, id), cause.id)) !== undefined;
  }

  /** In one order for everybody, so that of several bookings that meet one goes through. */
  private holdsOf(loopId: string, applicationId: string, { command, people, bookingId, time }: Wish): Hold[] {
    const of = { do: 'hold', loopId, applicationId, roundId: command.roundId, bookingId, ...time, holdMs: this.config.holdMs } as const;
    return [...people].sort().flatMap((person) => yearsOf(time).map((year) => ({ ...of, person, year })));
  }

  /** Throws `calendar/busy` with everybody who is; nothing is written. */
  private async allFree(holds: readonly Hold[], cause: Cause): Promise<void> {
    const people = new Set<string>();
    for (const hold of holds) {
      const outcome = await this.calendars.dryRun(calendarOf(hold), hold, unconditional(cause)).catch(refusalOnly);
      if (outcome instanceof Rejection) people.add(hold.person);
    }
    if (people.size > 0) throw busy({ people: [...people] });
  }

  /** All of them, or none when one was taken in this moment. */
  private async hold(id: string, holds: readonly Hold[], cause: Cause): Promise<void> {
    for (const hold of holds) {
      // Each attempt is a cause of its own: the same booking may have been held and let go by an earlier try of this request.
      const attempt = { ...unconditional(cause), id: `hold:${hold.bookingId}:${this.ports.randomness.id()}` };
      const outcome = await this.calendars.execute(calendarOf(hold), hold, attempt).catch(refusalOnly);
      if (!(outcome instanceof Rejection)) continue;
      await this.letGo(id, holds, cause);
      throw outcome;
    }
  }

  /** Whatever is still held although the loop has not booked it. */
  private async letGo(id: string, holds: readonly Hold[], cause: Cause): Promise<void> {
    const state = (await this.loops.load(cause.org, id))?.state;
    for (const hold of holds) {
      const { bookingId, person } = hold;
      if (state && isTaken(state, bookingId, person)) continue;
      const attempt = { ...unconditional(cause), id: `release:${bookingId}:${this.ports.randomness.id()}` };
      await this.calendars.execute(calendarOf(hold), { do: 'release', bookingId }, attempt);
    }
  }
}

const calendarOf = ({ person, year }: Hold): string => calendarIdOf(person, year);

/** An If-Match of the request is about the loop, not about calendars. */
/** The calendars are asked once for each try; the request's own answer is the loop's. */
const unconditional = ({ expectedSequence: _, keyed: __, ...cause }: Cause): Cause => cause;

function refusalOnly(error: unknown): Rejection {
  if (error instanceof Rejection) return error;
  throw error;
}
