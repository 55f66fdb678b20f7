/** The rounds of an interview loop as the pipeline keeps them: who sits in which, who has answered, and whose scorecards are owed. Pure. */
import type { LoopEvent } from '../streams.js';
import { instant, type Waiting, waits } from '../waiting.js';

export interface PanelistCopy {
  readonly person: string;
  readonly role: 'lead' | 'member' | 'shadow';
  readonly response: 'invited' | 'accepted' | 'declined';
  readonly card: 'not_due' | 'due' | 'submitted' | 'waived';
  /** When the scorecard was in. */
  readonly cardAt?: string;
}

export interface RoundCopy {
  readonly id: string;
  readonly stageId: string;
  readonly name: string;
  readonly status: 'needs_scheduling' | 'scheduled' | 'awaiting_feedback' | 'complete' | 'cancelled' | 'no_show';
  readonly since: string;
  readonly startsAt?: string;
  readonly endsAt?: string;
  readonly panel: readonly PanelistCopy[];
  readonly heldAt?: string;
  readonly scorecardsDueAt?: string;
}

type Rounds = readonly RoundCopy[];

export function foldRounds(rounds: Rounds, event: LoopEvent): Rounds {
  switch (event.type) {
    case 'interview.stage-planned.v1':
      return [...rounds, ...event.data.rounds.map(({ id, name }) => unscheduled(id, name, event.data.stageId, event.at))];
    case 'interview.round-added.v1': {
      const { round, stageId } = event.data;
      return [...rounds, unscheduled(round.id, round.name, stageId, event.at)];
    }
    case 'interview.cancelled.v1':
      return rounds.map((round) => (round.status === 'complete' ? round : inState(round, 'cancelled', event.at)));
    default:
      return 'roundId' in event.data ? changing(rounds, event.data.roundId, event) : rounds;
  }
}

const unscheduled = (id: string, name: string, stageId: string, at: string): RoundCopy => ({
  ...{ id, stageId, name, status: 'needs_scheduling', since: at, panel: [] },
});

const changing = (rounds: Rounds, roundId: string, event: LoopEvent): Rounds =>
  rounds.map((round) => (round.id === roundId ? changed(round, event) : round));

const inState = (round: RoundCopy, status: RoundCopy['status'], at: string): RoundCopy => ({ ...round, status, since: at });

function changed(round: RoundCopy, event: LoopEvent): RoundCopy {
  const { at } = event;
  switch (event.type) {
    case 'interview.round-scheduled.v1':
    case 'interview.round-moved.v1':
      return booked(round, event.data.booking, at);
    case 'interview.round-cancelled.v1':
      return inState(round, 'cancelled', at);
    case 'interview.no-show-recorded.v1':
      return { ...inState(round, 'no_show', at), scorecardsDueAt: undefined };
    case 'interview.round-held.v1': {
      const { due, scorecardsDueAt } = event.data;
      const panel = round.panel.map((each) => (due.includes(each.person) && isThere(each) ? { ...each, card: 'due' as const } : each));
      return { ...inState(round, 'awaiting_feedback', at), heldAt: at, scorecardsDueAt: instant(scorecardsDueAt), panel };
    }
    case 'interview.scorecards-unlocked.v1':
      return inState(round, 'complete', at);
    default:
      return { ...round, panel: panelAfter(round.panel, event) };
  }
}

type Booking = Extract<LoopEvent, { type: 'interview.round-scheduled.v1' }>['data']['booking'];

const booked = (round: RoundCopy, { startsAt, endsAt, panel }: Booking, at: string): RoundCopy => ({
  ...{ ...inState(round, 'scheduled', at), startsAt: instant(startsAt), endsAt: instant(endsAt) },
  panel: panel.map(({ person, role }): PanelistCopy => ({ person, role, response: 'invited', card: 'not_due' })),
});

const isThere = ({ response, role }: PanelistCopy): boolean => response !== 'declined' && role !== 'shadow';

function panelAfter(panel: RoundCopy['panel'], { type, data, at }: LoopEvent): RoundCopy['panel'] {
  const of = (person: string, change: Partial<PanelistCopy>) =>
    panel.map((each) => (each.person === person ? { ...each, ...change } : each));
  switch (type) {
    case 'interview.invitation-accepted.v1':
      return of(data.person, { response: 'accepted' });
    case 'interview.invitation-declined.v1':
      return of(data.person, { response: 'declined' });
    case 'interview.interviewer-replaced.v1': {
      const others = panel.filter(({ person }) => person !== data.person && person !== data.replacement);
      return [...others, { person: data.replacement, role: data.role, response: 'invited', card: 'not_due' }];
    }
    case 'interview.scorecard-submitted.v1':
      return of(data.person, { card: 'submitted', cardAt: at });
    case 'interview.scorecard-waived.v1':
      return of(data.person, { card: 'waived' });
    default:
      return panel;
  }
}

/** Invitations to answer, and scorecards to write. */
export const roundWaits = (rounds: Rounds): Waiting[] =>
  rounds.flatMap(({ id, status, since, startsAt, panel, heldAt = since, scorecardsDueAt }) => {
    if (status === 'scheduled')
      return panel.filter(({ response }) => response === 'invited').map(({ person }) => waits('invitation', person, since, startsAt, id));
    if (status !== 'awaiting_feedback') return [];
    return panel.filter(({ card }) => card === 'due').map(({ person }) => waits('scorecard', person, heldAt, scorecardsDueAt, id));
  });
