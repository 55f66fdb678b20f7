/** Counts working days of an organization. Pure. */
import type { WorkingTime } from '@rolecall/contracts';
import { Temporal } from 'temporal-polyfill';

/** How far the next working day is looked for: the holidays may leave none. */
const lookAheadDays = 1000;

/** When the next working day begins after the day of `at`; `zone` counts the days where somebody else lives. */
export function nextWorkingDay(at: string, time: WorkingTime, zone = time.zone): string {
  const day = workingDayAfter(Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate(), time);
  return instantOf(day.toZonedDateTime({ timeZone: zone, plainTime: time.opensAt }));
}

/** That many working days after `at`, at the same time on the organization's clocks. */
export function workingDaysAfter(at: string, days: number, time: WorkingTime): string {
  const from = Temporal.Instant.from(at).toZonedDateTimeISO(time.zone);
  let day = from.toPlainDate();
  for (let left = days; left > 0; left -= 1) day = workingDayAfter(day, time);
  return instantOf(day.toZonedDateTime({ timeZone: time.zone, plainTime: from.toPlainTime() }));
}

function workingDayAfter(date: Temporal.PlainDate, { workdays, holidays }: WorkingTime): Temporal.PlainDate {
  let day = date.add({ days: 1 });
  const isFree = () => !workdays.includes(day.dayOfWeek) || holidays.includes(day.toString());
  for (let looked = 1; isFree() && looked < lookAheadDays; looked += 1) day = day.add({ days: 1 });
  return day;
}

const instantOf = ({ epochMilliseconds }: Temporal.ZonedDateTime): string => new Date(epochMilliseconds).toISOString();
