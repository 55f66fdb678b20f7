/** Calendar dates without a zone, as rules compare them. */
const halfDayMs = 43_200_000;

/** A date is in the past when it is past everywhere: twelve hours after it ended in UTC. `at` is an ISO instant. */
export const isPastDate = (date: string, at: string): boolean => date < new Date(Date.parse(at) - halfDayMs).toISOString().slice(0, 10);
