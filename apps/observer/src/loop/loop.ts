/** What the observer keeps of an interview loop: rounds that are to take place, and scorecards that are owed. Pure. */
import { notBegun } from '../rejections.js';
import { later, timerMs, type Wait, waiting, waitUntil } from '../waits.js';
import type { LoopChange } from './loop-events.js';

interface OwedScorecard {
  readonly roundId: string;
  readonly person: string;
  readonly dueAt: string;
}

export interface LoopCopy {
  readonly scheduled: readonly { readonly roundId: string; readonly endsAt: string }[];
  readonly owed: readonly OwedScorecard[];
  readonly waits?: readonly Wait[];
}

const begun: LoopCopy = { scheduled: [], owed: [] };

/** Throws `figures/not-begun` (unavailable) for a change of what has not arrived. */
export function foldLoop(before: LoopCopy | undefined, event: LoopChange): LoopCopy {
  const copy = event.type === 'interview.planned.v1' ? begun : before;
  if (!copy) throw notBegun();
  const after = changed(copy, event);
  return waiting(
    after,
    after.scheduled.flatMap(({ endsAt }) => waitUntil('round', endsAt, timerMs)),
  );
}

function changed(copy: LoopCopy, event: LoopChange): LoopCopy {
  switch (event.type) {
    case 'interview.planned.v1':
      return copy;
    // What was not held yet is off; what is owed of rounds that were held as well.
    case 'interview.cancelled.v1':
      return begun;
    case 'interview.scorecard-submitted.v1':
    case 'interview.scorecard-waived.v1': {
      const { roundId, person } = event.data;
      return { ...copy, owed: copy.owed.filter((card) => card.roundId !== roundId || card.person !== person) };
    }
    default:
      return withRound(copy, event);
  }
}

type RoundChange = Exclude<
  LoopChange,
  { type: 'interview.planned.v1' | 'interview.cancelled.v1' | `interview.scorecard-${'submitted' | 'waived'}.v1` }
>;

/** A round that is booked, held or called off is nothing of what it was before. */
function withRound({ scheduled, owed }: LoopCopy, { type, data }: RoundChange): LoopCopy {
  const { roundId } = data;
  const others = {
    scheduled: scheduled.filter((round) => round.roundId !== roundId),
    owed: owed.filter((card) => card.roundId !== roundId),
  };
  switch (type) {
    case 'interview.round-scheduled.v1':
    case 'interview.round-moved.v1':
      return { ...others, scheduled: [...others.scheduled, { roundId, endsAt: data.booking.endsAt }] };
    case 'interview.round-held.v1': {
      const cards = data.due.map((person) => ({ roundId, person, dueAt: later(data.scorecardsDueAt, 0) }));
      return { ...others, owed: [...others.owed, ...cards] };
    }
    default:
      return others;
  }
}
