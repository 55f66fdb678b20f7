/** Reports over requisitions, offers and interviews: how long a seat takes to fill, what becomes of offers, and who interviews how much. Pure. */
import type { LoopCopy } from '../loop/loop.js';
import type { PanelistCopy, RoundCopy } from '../loop/rounds.js';
import type { OfferCopy } from '../offer/offer.js';
import type { RequisitionCopy } from '../requisition/requisition.js';
import { type Asked, daysBetween, Lists, quantile, type Report, share, within } from './counting.js';

/** Of the seats that were filled in the span, since each was to be filled. */
export const timeToFill: Report<RequisitionCopy> = {
  columns: ['requisitionId', 'seatsFilled', 'medianDays', 'p90Days'],
  begin(asked) {
    const days = new Lists();
    return {
      add({ fills }, id) {
        for (const { openedAt, at } of fills) if (within(at, asked)) days.add(id, daysBetween(openedAt, at));
      },
      rows: () =>
        days.each((requisitionId, of) => ({
          ...{ requisitionId, seatsFilled: of.length, medianDays: quantile(of, 0.5), p90Days: quantile(of, 0.9) },
        })),
    };
  },
};

const outcomes = ['accepted', 'declined', 'expired', 'rescinded', 'voided', 'reneged', 'open'] as const;

export function outcomeOf({ status, ends }: Pick<OfferCopy, 'status' | 'ends'>): (typeof outcomes)[number] {
  if (status === 'accepted') return 'accepted';
  return ends.some(({ how }) => how === status) ? (ends.at(-1)?.how ?? 'open') : 'open';
}

/** Of the offers that went out first in the span. Days: from going out to the acceptance, or to the end. */
export const offers: Report<OfferCopy> = {
  columns: ['outcome', 'offers', 'ofExtended', 'medianDays'],
  begin(asked) {
    const counts = new Map<string, number[]>(outcomes.map((outcome) => [outcome, []]));
    let extended = 0;
    return {
      add(copy) {
        const { extendedAt, acceptedAt, ends } = copy;
        if (!extendedAt || !within(extendedAt, asked)) return;
        const outcome = outcomeOf(copy);
        const until = outcome === 'accepted' ? acceptedAt : outcome === 'open' ? asked.now : ends.at(-1)?.at;
        counts.get(outcome)?.push(daysBetween(extendedAt, until ?? asked.now));
        extended += 1;
      },
      rows: () =>
        [...counts].map(([outcome, days]) => ({
          ...{ outcome, offers: days.length, ofExtended: share(days.length, extended), medianDays: quantile(days, 0.5) },
        })),
    };
  },
};

interface Load {
  rounds: number;
  held: number;
  submitted: number;
  owed: number;
  late: number;
  readonly hours: number[];
}

/** Of the rounds that begin in the span. Late: handed in after its time, or owed beyond it. */
export const interviewers: Report<LoopCopy> = {
  columns: ['person', 'rounds', 'held', 'scorecardsIn', 'scorecardsOwed', 'scorecardsLate', 'medianHoursToScorecard'],
  begin(asked) {
    const loads = new Map<string, Load>();
    return {
      add({ rounds }) {
        for (const round of rounds) if (isBooked(round) && within(round.startsAt ?? '', asked)) count(round, loads, asked);
      },
      rows: () =>
        [...loads]
          .sort(([one], [other]) => (one < other ? -1 : 1))
          .map(([person, { rounds, held, submitted, owed, late, hours }]) => ({
            ...{ person, rounds, held, scorecardsIn: submitted, scorecardsOwed: owed, scorecardsLate: late },
            medianHoursToScorecard: quantile(hours, 0.5),
          })),
    };
  },
};

const isBooked = ({ status }: RoundCopy): boolean => status === 'scheduled' || status === 'awaiting_feedback' || status === 'complete';

function count(round: RoundCopy, loads: Map<string, Load>, { now }: Asked): void {
  for (const seat of round.panel) {
    if (seat.response === 'declined') continue;
    const load = loads.get(seat.person) ?? { rounds: 0, held: 0, submitted: 0, owed: 0, late: 0, hours: [] };
    loads.set(seat.person, load);
    load.rounds += 1;
    load.held += Number(round.heldAt !== undefined);
    load.submitted += Number(seat.card === 'submitted');
    load.owed += Number(seat.card === 'due');
    load.late += Number(isLate(seat, round.scorecardsDueAt, now));
    if (seat.cardAt && round.heldAt) load.hours.push(daysBetween(round.heldAt, seat.cardAt) * 24);
  }
}

const isLate = ({ card, cardAt }: PanelistCopy, dueAt: string | undefined, now: string): boolean =>
  dueAt !== undefined && ((card === 'due' && dueAt < now) || (card === 'submitted' && dueAt < (cardAt ?? '')));
