/** When a letter is due if nobody says otherwise. */
import { Temporal } from 'temporal-polyfill';

const nine = { hour: 9 };
const saturday = 6;

/** The next working day (Monday to Friday) at 09:00 in the zone, as an ISO instant with milliseconds. */
export function nextWorkingDay(at: string, zone = 'UTC'): string {
  let day = Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().add({ days: 1 });
  while (day.dayOfWeek >= saturday) day = day.add({ days: 1 });
  const { epochMilliseconds } = day.toZonedDateTime({ timeZone: zone, plainTime: nine });
  return new Date(epochMilliseconds).toISOString();
}

/** What a body asks for: an instant, or the next working day in a zone. */
export const letterTimeOf = (body: { letterDueAt?: string; zone?: string }, at: string): string =>
  body.letterDueAt ? new Date(body.letterDueAt).toISOString() : nextWorkingDay(at, body.zone);
