/** A typical command of each kind in a given state: what `actions` asks the decider with, for the loop and for each of its rounds. */
import type { Probes } from '@rolecall/kernel';
import type { Appointment, DecidingTeam, LoopCommand } from './commands.js';
import { seatOf } from './rules.js';
import { isIn, type Loop, owing, type Round, voters } from './state.js';

const farFuture = '2099-06-01T09:00:00.000Z';
const bookingId = '00000000-0000-7000-8000-000000000000';

type LoopProbes = Partial<Probes<Loop, LoopCommand>>;

const extraRound = ({ stages }: Loop) => ({
  reason: 'other',
  round: { ...(stages[0]?.rounds[0] as Loop['stages'][number]['rounds'][number]), id: 'one-more-round' },
});

/** Of the loop as a whole. */
export const loopProbes = (team: DecidingTeam): LoopProbes => ({
  'pass-stage': ({ stageId }) => ({ stageId, team }),
  'move-back': ({ stages, stageId }) => ({
    toStageId: stages[stages.findIndex(({ id }) => id === stageId) - 1]?.id ?? 'none',
    reason: 'other',
    team,
  }),
  'add-round': (state) => ({ ...extraRound(state), team }),
  conclude: () => ({ conclusion: 'hold', dissent: false, team }),
  reopen: (state) => ({ ...extraRound(state), team }),
  cancel: () => ({ reason: 'other', team }),
});

/** Of one round, for this viewer. */
export function roundProbes(round: Round, viewer: string, team: DecidingTeam): LoopProbes {
  const { roundId } = round;
  const appointment = appointmentOf(round);
  const first = voters(round)[0]?.person ?? '';
  const person = seatOf(round, viewer) ? viewer : (owing(round)[0]?.person ?? first);
  const written = seatOf(round, viewer) ? viewer : (round.panel.find(isIn)?.person ?? first);
  const ratings = round.competencies.map(({ id }) => ({ competencyId: id, rating: 'yes' as const }));
  const content = { roundId, verdict: 'yes' as const, ratings, team };
  return {
    'schedule-round': () => appointment,
    'move-round': () => ({ ...appointment, reason: 'other' }),
    'reschedule-round': () => ({ ...appointment, reason: 'other' }),
    'cancel-round': () => ({ roundId, reason: 'other' }),
    respond: () => ({ roundId, answer: 'accept' }),
    'replace-interviewer': () => ({
      roundId,
      ...{ person: round.panel.at(-1)?.person ?? '', replacement: 'somebody-else', bookingId, ofBookingId: round.booking?.bookingId ?? '' },
    }),
    'mark-held': () => ({ roundId, earlier: true }),
    'mark-no-show': () => ({ roundId, absent: 'candidate' }),
    'submit-scorecard': () => ({ ...content, person }),
    'amend-scorecard': () => ({ ...content, person: written }),
    'waive-scorecard': () => ({ roundId, person: owing(round)[0]?.person ?? first, reason: 'other', team }),
    remind: () => ({ roundId }),
  };
}

function appointmentOf({ roundId, panelSize }: Round): Appointment {
  const panel = Array.from({ length: panelSize }, (_, n) => ({ person: `interviewer-${n + 1}`, role: 'member' as const }));
  return { roundId, booking: { bookingId, local: farFuture.slice(0, 16), zone: 'UTC', startsAt: farFuture, panel, scorecardDueHours: 24 } };
}
