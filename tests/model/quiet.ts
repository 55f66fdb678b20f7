/** What must hold of a search, its applications and their offers once everything that was said has been heard. */
import { type SeatState, seatStatus } from '../../apps/requisition/src/requisition/state.js';
import type { World } from './world.js';

const ended = ['declined', 'expired', 'rescinded', 'voided', 'reneged', 'dropped'];
const out = ['extended', 'opened'];

/** One sentence for each rule that is broken; none when all hold. */
export async function brokenRules(world: World): Promise<string[]> {
  const requisition = await world.requisition();
  const broken: string[] = [];
  const rule = (holds: boolean, sentence: string) => {
    if (!holds) broken.push(sentence);
  };
  const holderOf = (offerId: string) =>
    requisition.seats.find(({ holder }) => holder?.offerId === offerId)?.holder ??
    requisition.line.find((waiting) => waiting.offerId === offerId);
  const all = new Map<string, string>();
  for (const applicationId of world.applicationIds) {
    const application = await world.application(applicationId);
    const name = `application ${applicationId.slice(-4)} (${application.status})`;
    for (const offer of await world.offersOf(applicationId)) {
      const what = `offer ${offer.offerId.slice(-4)} (${offer.status}, episode ${offer.episode})`;
      all.set(offer.offerId, offer.status);
      const gone = ['rejected', 'withdrawn', 'closed'].includes(application.status) || offer.episode < application.episode;
      if (gone) rule(ended.includes(offer.status) || offer.status === 'to_prepare', `${name} has ended, and its ${what} has not`);
      if (offer.status === 'approved' && offer.asking)
        rule(holderOf(offer.offerId) !== undefined || offer.waiting?.position === undefined, `${what} waits in no line`);
      if (offer.status === 'approved' && offer.asking) rule(offer.waiting !== undefined, `${what} asked for a seat and got no answer`);
      if (offer.seat && !ended.includes(offer.status)) {
        const held = requisition.seats.find(({ id }) => id === offer.seat?.seatId)?.holder?.offerId;
        rule(held === offer.offerId, `${what} believes in ${offer.seat.seatId}, which is not its own`);
      }
      if (offer.status === 'accepted') {
        rule(['pre_hire', 'hired', 'started'].includes(application.status), `${what} is accepted, and ${name} is not on its way`);
        rule(application.offer?.offerId === offer.offerId, `${name} is on its way with another offer than the accepted ${what}`);
      }
      if (out.includes(offer.status) || offer.status === 'accepted')
        rule(holderOf(offer.offerId) !== undefined, `${what} has neither a seat nor a place in line`);
      if (out.includes(offer.status)) rule(application.status === 'offered', `${what} is out, and ${name} does not know`);
    }
    const presentOffer = application.offer?.offerId;
    if (['pre_hire', 'hired'].includes(application.status))
      rule(all.get(presentOffer ?? '') === 'accepted', `${name} is on its way without an accepted offer`);
    if (application.status === 'offered') rule(out.includes(all.get(presentOffer ?? '') ?? ''), `${name} has no offer that is out`);
    const seated = requisition.seats.some(({ holder }) => holder?.applicationId === applicationId && holder.stage === 'hired');
    const waits = requisition.line.some((waiting) => waiting.applicationId === applicationId && waiting.stage === 'hired');
    rule((application.status === 'hired') === (seated || waits), `${name} and the filled seat disagree`);
  }
  for (const seat of requisition.seats) rule(!holdsEnded(seat, all), `${seat.id} is held by an offer that has ended`);
  for (const waiting of requisition.line) rule(!ended.includes(all.get(waiting.offerId) ?? ''), `an ended offer stands in line`);
  const held = requisition.seats.filter((seat) => ['reserved', 'committed', 'filled'].includes(seatStatus(seat)));
  rule(new Set(held.map(({ holder }) => holder?.offerId)).size === held.length, 'an offer holds two seats');
  const statuses = requisition.seats.map(seatStatus);
  if (requisition.status === 'filled')
    rule(!statuses.some((status) => ['open', 'reserved', 'committed'].includes(status)), 'filled, with a seat that is not');
  return broken;
}

const holdsEnded = ({ holder }: SeatState, offers: ReadonlyMap<string, string>): boolean =>
  holder !== undefined && ended.includes(offers.get(holder.offerId) ?? '');
