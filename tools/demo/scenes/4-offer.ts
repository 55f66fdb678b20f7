/** Scene 4: two offers, one seat. One is sent back and comes again outside the band; the other expires, and the seat passes on. */
import type { Candidate, Play } from '../cast.ts';
import { until } from '../until.ts';

/** A week in life. */
const deadlineSeconds = 6;

export async function offer(play: Play): Promise<void> {
  const { stage, cast, candidates } = play;
  const { mara, finn, carla } = cast;
  const { lena, aiko } = candidates;
  await stage.scene(4, 'Two offers, one seat', 'No offer goes out without a reserved seat; amounts never leave the offer service.');
  await drafted(play, lena, 118_000);
  const ofLena = `/v1/offers/${lena.offerId}`;
  await mara.does('sent Lena’s offer for approval', 'offer', `${ofLena}/request-approval`, approvalOf(finn.id));
  await finn.does('sent it back: she has a better one elsewhere', 'offer', `${ofLena}/send-back`, { note: 'She will not come for this.' });
  await drafted(play, aiko, 112_000);
  await approved(play, aiko);
  const seat = await play.watch.event('requisition.seat-reserved.v1', ({ offerId }) => offerId === aiko.offerId);
  await stage.said('The requisition keeps the one seat for Aiko’s offer', `${seat.type} · requisition · reacts to offer.approved.v1`);

  const terms = termsOf(131_000);
  const preview = await mara.post('offer', `${ofLena}/revise?dryRun=true`, { version: 1, terms, reason: 'negotiation' });
  await stage.note(`a dry run says beforehand: material: ${preview.body.material}, so version 2 is approved again`);
  await mara.does('revised Lena’s offer: version 2', 'offer', `${ofLena}/revise`, { version: 1, terms, reason: 'negotiation' });
  await mara.isRefused(
    'sent it for approval as if it were inside the band',
    'offer/outside-band',
    'offer',
    `${ofLena}/request-approval`,
    approvalOf(finn.id),
  );
  await mara.does('asked for an exception from the band: competing offer', 'offer', `${ofLena}/request-approval`, {
    ...approvalOf(finn.id),
    bandException: { reason: 'competing_offer', approvers: [carla.id] },
  });
  await finn.does('approved version 2', 'offer', `${ofLena}/approve`, { version: 2 });
  await carla.does('approved the exception', 'offer', `${ofLena}/approve`, { version: 2 });
  const refused = await play.watch.event('requisition.seat-refused.v1', ({ offerId }) => offerId === lena.offerId);
  await stage.said(`No seat is free: Lena’s offer waits, number ${refused.data.position} in line`, `${refused.type} · requisition`);
  await until(async () => (await mara.sees('offer', ofLena)).waiting, 'the offer knows that it waits');
  await mara.isRefused('tried to extend it all the same', 'offer/no-seat', 'offer', `${ofLena}/extend`, {
    version: 2,
    expiresAt: inSeconds(3600),
  });

  await extended(play, aiko, 1, deadlineSeconds);
  await stage.note(`her deadline is a week in life; here it is ${deadlineSeconds} seconds`);
  const expired = await play.watch.event('offer.expired.v1', ({ offerId }) => offerId === aiko.offerId);
  await stage.said('Aiko did not answer in time: the offer expired by its own deadline', `${expired.type} · offer · by the timer`);
  const passed = await play.watch.event('requisition.seat-reserved.v1', ({ offerId }) => offerId === lena.offerId);
  await stage.said(
    'The seat passed to the next in line, in the same decision that released it',
    `requisition.seat-released.v1 + ${passed.type} · requisition`,
  );
  await extended(play, lena, 2, 7 * 86_400);
}

async function drafted(play: Play, candidate: Candidate, base: number): Promise<void> {
  const { mara } = play.cast;
  const asked = await play.watch.event('offer.preparation-asked.v1', ({ applicationId }) => applicationId === candidate.applicationId);
  candidate.offerId = asked.data.offerId as string;
  await mara.does(`drafted ${candidate.first}’s offer`, 'offer', '/v1/offers', {
    applicationId: candidate.applicationId,
    terms: termsOf(base),
  });
}

async function approved({ cast }: Play, { first, offerId }: Candidate): Promise<void> {
  await cast.mara.does(`sent ${first}’s offer for approval`, 'offer', `/v1/offers/${offerId}/request-approval`, approvalOf(cast.finn.id));
  await cast.finn.does('approved it', 'offer', `/v1/offers/${offerId}/approve`, { version: 1 });
}

async function extended(
  { cast, watch }: Play,
  { first, offerId, applicationId }: Candidate,
  version: number,
  seconds: number,
): Promise<void> {
  const at = `/v1/offers/${offerId}`;
  await until(async () => (await cast.mara.sees('offer', at)).seat, 'the offer has its seat');
  await cast.mara.does(`extended version ${version} to ${first}`, 'offer', `${at}/extend`, { version, expiresAt: inSeconds(seconds) });
  await watch.event('application.offered.v1', (data) => data.applicationId === applicationId && data.offerId === offerId);
}

const termsOf = (base: number) => ({ base, currency: 'EUR', bandId: 'berlin', contingencies: ['background_check'], startDate: inDays(45) });
const approvalOf = (finance: string) => ({
  groups: [{ id: 'finance', people: [finance], needed: 1 }],
  escalationOwner: 'mara',
  dueInHours: 48,
});
const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();
const inDays = (days: number): string => inSeconds(days * 86_400).slice(0, 10);
