/** Working days: Monday to Friday, until an organization's own calendar says more. */
const dayMs = 86_400_000;

/** The instant that many working days after `at`, at the same time of day. */
export function workingDaysAfter(at: string, days: number): string {
  let instant = Date.parse(at);
  for (let left = days; left > 0; ) {
    instant += dayMs;
    if (![0, 6].includes(new Date(instant).getUTCDay())) left -= 1;
  }
  return new Date(instant).toISOString();
}

/** A calendar date is in the past when it is past everywhere: twelve hours after it ended in UTC. */
export const isPastDate = (date: string, at: string): boolean => date < new Date(Date.parse(at) - dayMs / 2).toISOString().slice(0, 10);
