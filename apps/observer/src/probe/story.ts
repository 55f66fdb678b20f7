/**
 * The synthetic story: as short as it can be and still have every service react to another. Somebody applies, is advanced, has a talk that
 * is called off, is to be hired all the same, gets an offer that is approved and given a seat; and withdraws before it goes out. So the
 * offer is voided and the seat comes free, and the next story has it.
 */
import { approvalBy, bandId, type Cast, pay, roundId } from './search.js';

export interface Given {
  readonly requisitionId: string;
  /** Of nobody: a name, and an address that cannot exist. */
  readonly contact: object;
  /** Has this time free, on clocks of UTC. */
  readonly interviewer: string;
  readonly local: string;
  readonly startDate: string;
}

/** Kept for an offer so long: what a story that was given up holds comes back by itself. */
const extendWithinHours = 1 / 6;

/** Resolves at the end. Throws GivenUp. */
export async function live(cast: Cast, given: Given): Promise<void> {
  const { recruiter } = cast;
  const { id: candidateId } = await recruiter.does('add-candidate', 'screening', 'candidates', given.contact);
  const { id } = await recruiter.does('apply', 'screening', 'applications', { candidateId, requisitionId: given.requisitionId });
  await recruiter.does('advance', 'screening', `applications/${id}/advance`);
  await concluded(cast, id, given);
  const offerId = await approved(cast, id, given);
  const offer = `offers/${offerId}`;
  await cast.manager.sees('seated', 'offer', offer, ({ seat }) => seat ?? undefined);
  await recruiter.does('withdraw', 'screening', `applications/${id}/withdraw`, { reason: 'personal' });
  await recruiter.sees('voided', 'offer', offer, ({ status }) => (status === 'voided' ? true : undefined));
  const seats = `requisitions/${given.requisitionId}/seats`;
  const isFree = (shown: { seats: readonly { offerId?: string }[] }) => !shown.seats.some((seat) => seat.offerId === offerId);
  await recruiter.sees('seat_released', 'requisition', seats, (shown) => (isFree(shown) ? true : undefined));
}

async function concluded({ recruiter }: Cast, applicationId: string, { interviewer, local }: Given): Promise<void> {
  const loopId = await recruiter.sees('planned', 'interview', `loops?applicationId=${applicationId}`, ({ items }) => items[0]?.id);
  const round = `loops/${loopId}/rounds/${roundId}`;
  await recruiter.does('schedule', 'interview', `${round}/schedule`, {
    local,
    zone: 'UTC',
    panel: [{ person: interviewer, role: 'lead' }],
  });
  await recruiter.does('cancel-round', 'interview', `${round}/cancel`, { reason: 'no_longer_needed' });
  await recruiter.does('conclude', 'interview', `loops/${loopId}/conclude`, { conclusion: 'hire', reason: 'requirements_shown' });
  await recruiter.sees('decided', 'screening', `applications/${applicationId}`, ({ status }) => (status === 'decision' ? true : undefined));
  await recruiter.sees('to_prepare', 'offer', `offers?applicationId=${applicationId}`, ({ items }) => items[0]);
}

/** Gives the offer's id. */
async function approved({ recruiter, manager }: Cast, applicationId: string, { startDate }: Given): Promise<string> {
  const terms = { base: pay, currency: 'EUR', bandId, contingencies: [], startDate };
  const { id } = await recruiter.does('draft-offer', 'offer', 'offers', { applicationId, terms });
  const request = { ...approvalBy(manager, recruiter), extendWithinHours };
  await recruiter.does('request-offer-approval', 'offer', `offers/${id}/request-approval`, request);
  await manager.does('approve-offer', 'offer', `offers/${id}/approve`, { version: 1 });
  return id;
}
