/** How an offer is shown: the whole, and a line of a list. Ids and facts only; the terms themselves are added for those who may see them. */
import { waitingFor } from '@rolecall/approval';
import type { Team } from '@rolecall/contracts';
import type { Loaded } from '@rolecall/messaging';
import { Temporal } from 'temporal-polyfill';
import { type Deadline, isEnded, isOut, type Offer } from './offer/state.js';

export function whole(state: Offer) {
  const { offerId, version: offerVersion, versions, approval, count, gaveUpAt, heardUpTo, lastSeatId, deadline, asking, ...rest } = state;
  return {
    ...rest,
    offerVersion,
    versions: versions.map(({ termsId, ...facts }) => facts),
    ...factsOf(state),
    approval: approval && { ...approval, waitingFor: waitingFor(approval) },
    /** Asked for, and neither a seat nor a place in line yet. */
    askingForSeat: asking && !state.waiting,
    ...shownDeadline(deadline),
  };
}

export function summary({ id, sequence, state }: Loaded<Offer>) {
  const { status, applicationId, candidateId, requisitionId, episode, version: offerVersion, owner, seat, waiting, deadline, end } = state;
  return {
    ...{ id, sequence, status, applicationId, candidateId, requisitionId, episode, offerVersion, owner },
    ...factsOf(state),
    ...{ seat, waiting, end, ...shownDeadline(deadline) },
  };
}

/** The instant, and what the candidate's clocks show then. */
function shownDeadline(deadline: Deadline | undefined) {
  if (!deadline) return {};
  const { expiresAt, zone } = deadline;
  if (!zone) return { expiresAt };
  return {
    expiresAt,
    expiresLocal: { local: Temporal.Instant.from(expiresAt).toZonedDateTimeISO(zone).toPlainDateTime().toString(), zone },
  };
}

/** Of the present version, once there is one. An offer with contingencies is conditional. */
function factsOf({ versions }: Offer) {
  const terms = versions.at(-1);
  if (!terms) return {};
  const { bandId, currency, insideBand, startDate, contingencies } = terms;
  return { bandId, currency, insideBand, startDate, contingencies, conditional: contingencies.length > 0 };
}

/** The team, whoever approves or asked for it, and the candidate once the terms went out. */
export function maySeeTerms(state: Offer, team: Team, person: string): boolean {
  const { owner, approval, candidateId, status, deadline, acceptedAt } = state;
  const approvers = (approval?.groups ?? []).flatMap(({ people, delegates }) => [...people, ...Object.values(delegates)]);
  const staff = [owner, team.recruiter, team.hiringManager, ...team.coordinators, ...approvers, approval?.requestedBy];
  const wentOut = isOut(status) || acceptedAt !== undefined || (isEnded(status) && deadline !== undefined);
  return staff.includes(person) || (person === candidateId && wentOut);
}
