/** Who sees what a scorecard says: nobody is swayed by others before their own is in. Pure. */
import type { DecidingTeam } from './commands.js';
import { seatOf } from './rules.js';
import { hasSeat, isIn, type Loop, type Round, type Seat } from './state.js';

/**
 * One's own, always. Others' of the panel: once one's own is in, else when all are. The hiring manager and the recruiter: when all are
 * in, unless they sit on the panel themselves. Interviewers of other rounds: when the loop is concluded.
 */
export function maySee(state: Loop, round: Round, { person, scorecard }: Seat, viewer: string, team: DecidingTeam): boolean {
  if (viewer === person || viewer === scorecard.by) return true;
  const unlocked = round.status === 'complete' || state.status === 'cancelled';
  if (unlocked && (viewer === team.hiringManager || viewer === team.recruiter)) return true;
  const mine = seatOf(round, viewer);
  if (mine && hasSeat(mine)) return unlocked || (mine.role !== 'shadow' && isIn(mine));
  return state.status === 'concluded' && state.interviewers.includes(viewer);
}

/** Whether a viewer sees every scorecard that is in. */
export const seesAll = (state: Loop, viewer: string, team: DecidingTeam): boolean =>
  state.rounds.every((round) => round.panel.filter(isIn).every((seat) => maySee(state, round, seat, viewer, team)));
