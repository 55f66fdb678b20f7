/** What several themes ask before they decide: who may, and whether the loop and the round are in the right state. */
import type { Context } from '@rolecall/kernel';
import type { DecidingTeam } from './commands.js';
import * as no from './rejections.js';
import type { Loop, Round, RoundStatus, Seat } from './state.js';

/** Decisions about people are a person's. */
export function personOf({ by }: Context): string {
  if (by.kind !== 'person') throw no.personOnly({ kind: by.kind });
  return by.id;
}

/** The hiring manager or the recruiter of the requisition. */
export function decider(command: Context, { hiringManager, recruiter }: DecidingTeam): string {
  const by = personOf(command);
  if (by !== hiringManager && by !== recruiter) throw no.notYours();
  return by;
}

/** The person whose scorecard it is, or one of the hiring team who writes it down on their behalf. */
export function writer(command: Context, person: string, { coordinators, ...team }: DecidingTeam): string {
  const by = personOf(command);
  return by === person || coordinators.includes(by) ? by : decider(command, { ...team, coordinators });
}

export function live({ status }: Loop): void {
  if (status === 'concluded' || status === 'cancelled') throw no.ended({ status });
}

/** Throws `loop/unknown-round`. */
export function findRound(state: Loop, roundId: string): Round {
  const round = state.rounds.find((each) => each.roundId === roundId);
  if (!round) throw no.unknownRound({ roundId });
  return round;
}

/** The round of a loop that is live. */
export function roundOf(state: Loop, roundId: string): Round {
  const round = findRound(state, roundId);
  live(state);
  return round;
}

export function onlyIn({ roundId, status }: Round, ...allowed: readonly RoundStatus[]): void {
  if (!allowed.includes(status)) throw no.wrongRoundState({ roundId, status, allowed });
}

/** The latest seat of a person on the panel. */
export const seatOf = ({ panel }: Round, person: string): Seat | undefined => panel.findLast((seat) => seat.person === person);

const hourMs = 3_600_000;
const minuteMs = 60_000;
export const hoursAfter = (at: string, hours: number): string => new Date(Date.parse(at) + hours * hourMs).toISOString();
export const endOf = (startsAt: string, durationMinutes: number): string =>
  new Date(Date.parse(startsAt) + durationMinutes * minuteMs).toISOString();
