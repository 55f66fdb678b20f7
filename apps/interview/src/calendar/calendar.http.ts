/** An interviewer's calendar: what is booked and held, and the times at which they are busy. */
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { type AddBusyBody, addBusyBody, instant, personId } from '@rolecall/contracts';
import { answer, Caller, type CommandAnswer } from '@rolecall/edge';
import { actionsOf, hashId } from '@rolecall/kernel';
import { z } from 'zod';
import { overlap, type Span } from '../span.js';
import { type CalendarCommand, calendar, calendarIdOf, yearsOf } from './calendar.js';
import { Calendars } from './calendars.js';

const dayMs = 86_400_000;
const shownDays = 31;
const daysMax = 370;
const spanQuery = z.strictObject({ from: instant.optional(), to: instant.optional() });

const plus = (at: string, days: number) => new Date(Date.parse(at) + days * dayMs).toISOString();
const spanOf = ({ from, to }: AddBusyBody): Span => ({ startsAt: plus(from, 0), endsAt: plus(to, 0) });

@Controller('calendars/:person')
export class CalendarHttp {
  constructor(private readonly calendars: Calendars) {}

  /** From now for a month, unless asked otherwise; a year at most. */
  @Get()
  async get(
    @Param('person', { schema: personId }) person: string,
    @Query({ schema: spanQuery }) { from, to }: z.output<typeof spanQuery>,
    @Caller() caller: Caller,
  ) {
    const startsAt = plus(from ?? caller.at, 0);
    const endsAt = [plus(to ?? plus(startsAt, shownDays), 0), plus(startsAt, daysMax)].sort()[0] as string;
    const span = { startsAt, endsAt };
    const years = await Promise.all(yearsOf(span).map((year) => this.calendars.load(caller.org, calendarIdOf(person, year))));
    const states = years.flatMap((loaded) => (loaded ? [loaded.state] : []));
    const bookings = states
      .flatMap((state) => state.bookings)
      .map(({ status, bookingId, loopId, roundId, ...time }) => ({ status, bookingId, loopId, roundId, ...time }));
    const busy = states.flatMap((state) => state.busy).map((time) => ({ status: 'busy' as const, ...time }));
    const entries = [...bookings, ...busy].filter((entry) => overlap(entry, span));
    const unique = [...new Map(entries.map((entry) => ['bookingId' in entry ? entry.bookingId : entry.busyId, entry])).values()];
    const probe = busyIn(yearsOf(span)[0] as number, person, span);
    return {
      person,
      from: span.startsAt,
      to: span.endsAt,
      entries: unique.sort((a, b) => a.startsAt.localeCompare(b.startsAt)),
      actions: actionsOf(calendar, { 'add-busy': () => probe }, { ...calendar.initial, person }, { at: caller.at, by: caller.person }),
    };
  }

  /** The same time again changes nothing. What is booked in it already stands until the interviewer declines. */
  @Post('add-busy')
  addBusy(
    @Param('person', { schema: personId }) person: string,
    @Body({ schema: addBusyBody }) body: AddBusyBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.each('add-busy', person, spanOf(body), caller);
  }

  /** Names the time as it was added. */
  @Post('remove-busy')
  removeBusy(
    @Param('person', { schema: personId }) person: string,
    @Body({ schema: addBusyBody }) body: AddBusyBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.each('remove-busy', person, spanOf(body), caller);
  }

  /** In each year that the time lies in; the answer is the first one's. */
  private async each(verb: 'add-busy' | 'remove-busy', person: string, span: Span, caller: Caller): Promise<CommandAnswer> {
    const answers: CommandAnswer[] = [];
    for (const year of yearsOf(span)) {
      const busy = busyIn(year, person, span);
      const command: CalendarCommand = verb === 'add-busy' ? { do: verb, ...busy } : { do: verb, busyId: busy.busyId };
      answers.push(await answer(this.calendars, calendarIdOf(person, year), command, caller));
    }
    return answers[0] as CommandAnswer;
  }
}

/** The id follows from the time, so that adding twice is a repeat and removing needs no id. */
const busyIn = (year: number, person: string, span: Span) => ({
  ...{ person, year, ...span },
  busyId: hashId(`busy:${person}:${span.startsAt}:${span.endsAt}`),
});
