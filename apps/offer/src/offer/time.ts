/** Instants and calendar dates as the rules of an offer compare them. Time comes with the command; nothing here reads a clock. */
import type { Uptime } from './commands.js';
import type { Deadline } from './state.js';

const hourMs = 3_600_000;

export const inHours = (at: string, hours: number): string => new Date(Date.parse(at) + hours * hourMs).toISOString();

/** One spelling for each instant, so that they compare as texts. */
export const instantOf = (text: string): string => new Date(text).toISOString();

/**
 * Until when the candidate may answer. Nobody knows from inside how long a service was down before it started, so a start counts as
 * the end of a downtime: a deadline that was set before it lets at least the grace pass after it. A deadline set since then is not moved.
 */
export const answerableUntil = ({ expiresAt, setAt }: Deadline, uptime: Uptime | undefined): string =>
  uptime && setAt < uptime.since && expiresAt < uptime.graceUntil ? uptime.graceUntil : expiresAt;
