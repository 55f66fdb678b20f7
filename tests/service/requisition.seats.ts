/** Who gets which seat, by what offers and applications say on Kafka. Run by requisition.spec.ts. */
import * as contracts from '@rolecall/contracts';
import { contractOf, type EventContract } from '@rolecall/kernel';
import { eventually } from '@rolecall/testing';
import { approval, band, later, type OfferOf, type RequisitionService, seat } from './requisition-service.js';
import { patienceMs } from './service.js';

/** offer.seat-returned as an offer service that is older than ours says it. */
const firstVersion = contractOf('offer.seat-returned.v1') as EventContract;

export const seats = (of: () => RequisitionService) => {
  const countsOf = async (id: string) => (await of().seats(id)).counts;
  const lineOf = async (id: string): Promise<string[]> => (await of().seats(id)).waiting.map((each: OfferOf) => each.offerId);
  /** Waits in line, behind those who wait already. */
  const waiting = async (id: string, position: number) => {
    const offer = of().offer(id);
    await of().asks(offer);
    expect(await of().said('seat-refused', offer)).toMatchObject({ reason: 'no_open_seat', position, bandId: 'berlin' });
    return offer;
  };

  describe('an approved offer', () => {
    it('gets the open seat; a second waits in line, and gets it when the first gives it back', async () => {
      const id = await of().opened();
      const before = await of().count(id);
      const first = of().offer(id);
      const { headers } = await of().asks(first);
      expect(await of().said('seat-reserved', first)).toEqual({
        ...{ requisitionId: id, offerId: first.offerId, applicationId: first.applicationId, seatId: 'seat-1', bandId: 'berlin' },
        ...{ offerVersion: 1, offerSequence: Number(headers.ce_sequence) },
      });
      expect((await of().commits(id)).at(-1).actor).toEqual({ kind: 'service', id: 'offer' });
      const second = await waiting(id, 1);
      const { counts, seats: all, waiting: line } = await of().seats(id);
      expect(counts).toEqual({ approved: 1, open: 0, reserved: 1, committed: 0, filled: 0, closed: 0 });
      expect(all).toMatchObject([{ id: 'seat-1', status: 'reserved', offerId: first.offerId, offerIs: 'approved' }]);
      expect(line).toMatchObject([{ position: 1, offerId: second.offerId, offerIs: 'approved' }]);
      await of().says(first, contracts.offerVoided, { reason: 'not_needed' });
      expect(await of().said('seat-reserved', second)).toMatchObject({ seatId: 'seat-1' });
      expect(await of().since(id, before)).toEqual(['seat-reserved', 'seat-refused', 'seat-released', 'seat-reserved']);
      expect((await of().commits(id)).at(-1).events).toHaveLength(2);
      const told = () => of().published.filter(({ headers: each }) => each.ce_type === 'requisition.seat-reserved.v1');
      await eventually(async () => told().some(({ key, value }) => key === id && String(value).includes(second.offerId)), patienceMs);
    });

    it('that asks again is answered again: with the seat it has, or at its place in line', async () => {
      const id = await of().opened();
      const [first, second] = [await of().seated(id), await waiting(id, 1)];
      await of().asks(first);
      expect(await of().said('seat-reserved', first, 2)).toMatchObject({ seatId: 'seat-1' });
      await of().asks(second);
      expect(await of().said('seat-refused', second, 2)).toMatchObject({ position: 1 });
      expect([await countsOf(id), await lineOf(id)]).toMatchObject([{ reserved: 1 }, [second.offerId]]);
    });

    it('gets a seat of its own band alone', async () => {
      const id = await of().complete();
      await of().act(id, 'set-bands', { bands: [band(), band('paris', { location: 'Paris' })] });
      await of().act(id, 'add-seats', { seats: [seat('paris')] });
      await of().act(id, 'request-approval', approval);
      await of().act(id, 'approve', { version: await of().pendingVersion(id) }, 'finn');
      await of().act(id, 'open');
      const [first, second, third] = [await of().seated(id), await waiting(id, 1), of().offer(id)];
      await of().asks(third, 'paris');
      expect(await of().said('seat-reserved', third)).toMatchObject({ seatId: 'seat-2', bandId: 'paris' });
      expect(first.seatId).toBe('seat-1');
      expect(await lineOf(id)).toEqual([second.offerId]);
    });

    it('of ten that ask at once as many get a seat as there are, and the others wait one behind the other', async () => {
      const id = await of().opened(3);
      const before = await of().count(id);
      const offers = Array.from({ length: 10 }, () => of().offer(id));
      await Promise.all(offers.map((offer) => of().asks(offer)));
      await eventually(async () => (await of().count(id)) === before + 10, patienceMs);
      const answers = (await of().events(id)).slice(before);
      const seated = answers.filter(({ type }) => type === 'requisition.seat-reserved.v1');
      expect(seated.map(({ data }) => data.seatId)).toEqual(['seat-1', 'seat-2', 'seat-3']);
      const refused = answers.filter(({ type }) => type === 'requisition.seat-refused.v1');
      expect(refused.map(({ data }) => data.position)).toEqual([1, 2, 3, 4, 5, 6, 7]);
      expect(new Set(answers.map(({ data }) => data.offerId)).size).toBe(10);
      expect(await countsOf(id)).toMatchObject({ approved: 3, reserved: 3, open: 0 });
      expect(await lineOf(id)).toEqual(refused.map(({ data }) => data.offerId));
    });
  });

  describe('a hire', () => {
    it('commits the seat, fills it, and with the last one the requisition; reversed, both are open again', async () => {
      const id = await of().opened();
      const before = await of().count(id);
      const offer = await of().seated(id);
      await of().goesOut(offer);
      await of().accepts(offer);
      await of().said('seat-committed', offer);
      expect(await countsOf(id)).toMatchObject({ committed: 1, reserved: 0 });
      await of().isHired(offer);
      await of().said('seat-filled', offer);
      expect(await of().shown(id)).toMatchObject({ status: 'filled', closing: { owner: 'mara' }, counts: { filled: 1, open: 0 } });
      expect((await of().commits(id)).at(-1)).toMatchObject({
        actor: { kind: 'service', id: 'screening' },
        events: [{ type: 'requisition.seat-filled.v1' }, { type: 'requisition.filled.v1', data: { requisitionId: id, owner: 'mara' } }],
      });
      expect(await of().refused(id, 'open')).toBe('409 requisition/filled');
      expect(await of().refused(id, 'cancel', { reason: 'budget' })).toBe('409 requisition/filled');
      await of().isNotHired(offer);
      expect(await of().said('seat-released', offer)).toMatchObject({ seatId: 'seat-1', reason: 'no_show' });
      expect(await of().since(id, before)).toEqual([
        ...['seat-reserved', 'seat-offered', 'seat-committed', 'seat-filled', 'filled', 'seat-released', 'reopened'],
      ]);
      const reopened = (await of().events(id)).at(-1);
      expect(reopened?.data.terms).toMatchObject({ seats: [{ id: 'seat-1' }], bandVersion: 1 });
      const after = await of().shown(id);
      expect(after).toMatchObject({ status: 'open', counts: { open: 1, filled: 0 } });
      expect(after.closing).toBeUndefined();
    });

    it('does not fill a requisition that has another open seat', async () => {
      const id = await of().opened(2);
      const offer = await of().seated(id);
      await of().isHired(offer);
      await of().said('seat-filled', offer);
      expect(await of().shown(id)).toMatchObject({ status: 'open', counts: { filled: 1, open: 1 } });
      expect(await of().refused(id, 'close-seat', { seatId: offer.seatId, reason: 'budget' })).toBe('409 requisition/seat-filled');
    });

    it('tells those who wait that the search has ended, and seats the first of them when it is reversed', async () => {
      const id = await of().opened();
      const [offer, next] = [await of().seated(id), await waiting(id, 1)];
      await of().isHired(offer);
      expect(await of().said('seat-refused', next, 2)).toMatchObject({ reason: 'requisition_closed', position: 1 });
      await of().isNotHired(offer);
      expect(await of().said('seat-reserved', next)).toMatchObject({ seatId: 'seat-1' });
      expect((await of().history(id)).slice(-3)).toEqual(['seat-released', 'reopened', 'seat-reserved']);
    });
  });

  describe('every end of an offer', () => {
    it.each([
      ['declined', contracts.offerDeclined, { reason: 'pay' }, 'declined'],
      ['expired', contracts.offerExpired, {}, 'expired'],
      ['rescinded', contracts.offerRescinded, { by: 'mara', reason: 'budget' }, 'rescinded'],
      ['voided', contracts.offerVoided, { reason: 'not_needed' }, 'voided'],
      ['reneged', contracts.offerReneged, { reason: 'counter_offer' }, 'reneged'],
      ['not extended in time', contracts.offerSeatReturned, { extendBy: later, reason: 'not_extended' }, 'not_extended'],
      ['in another band', contracts.offerSeatReturned, { reason: 'other_band' }, 'other_band'],
      ['as an older build says it', firstVersion, { extendBy: later }, 'not_extended'],
      ['in another band, as an older build says it', firstVersion, { extendBy: later, reason: 'other_band' }, 'other_band'],
    ])('releases its seat: %s', async (_, contract, more, reason) => {
      const id = await of().opened();
      const offer = await of().seated(id);
      const { headers } = await of().says(offer, contract, more);
      const released = await of().said('seat-released', offer);
      expect(released).toMatchObject({ seatId: 'seat-1', reason, offerSequence: Number(headers.ce_sequence) });
      expect(await countsOf(id)).toMatchObject({ open: 1, reserved: 0 });
    });

    it('takes an offer that waits out of the line', async () => {
      const id = await of().opened();
      await of().seated(id);
      const [second, third] = [await waiting(id, 1), await waiting(id, 2)];
      await of().declines(second);
      expect(await of().said('offer-ended', second)).toMatchObject({ reason: 'declined' });
      expect(await lineOf(id)).toEqual([third.offerId]);
    });
  });

  describe('a delivery', () => {
    it('that comes again changes nothing, at whatever place', async () => {
      const id = await of().opened();
      const offer = of().offer(id);
      const before = await of().count(id);
      const said = [await of().asks(offer)];
      const again = async () => {
        for (const message of said) await of().send(message);
      };
      await of().said('seat-reserved', offer);
      await again();
      said.push(await of().goesOut(offer));
      await again();
      said.push(await of().accepts(offer));
      await again();
      said.push(await of().isHired(offer));
      await again();
      said.push(await of().isNotHired(offer));
      await again();
      // Behind all of them on the same key: when this one is heard, so are they.
      await of().declines(offer);
      await of().said('offer-ended', offer);
      expect(await of().since(id, before)).toEqual([
        ...['seat-reserved', 'seat-offered', 'seat-committed', 'seat-filled', 'filled', 'seat-released', 'reopened', 'offer-ended'],
      ]);
      const commits = await of().commits(id);
      expect(commits.map(({ version }) => version)).toEqual(commits.map((_, n) => n + 1));
      expect(commits.at(-1).version - (commits.at(-7)?.version ?? 0)).toBe(6);
      expect(await of().shown(id)).toMatchObject({ status: 'open', counts: { open: 1 }, waiting: [] });
    });

    it('that tells of before the end comes too late, and takes no seat', async () => {
      const id = await of().opened();
      const offer = of().offer(id);
      const asked = await of().asks(offer);
      await of().declines(offer);
      await of().said('seat-released', offer);
      const other = await of().seated(id);
      await of().send({ ...asked, headers: { ...asked.headers, ce_id: crypto.randomUUID() } });
      await of().says(offer, contracts.offerExpired);
      await of().said('offer-ended', offer);
      expect((await of().history(id)).slice(-3)).toEqual(['seat-released', 'seat-reserved', 'offer-ended']);
      expect((await of().seats(id)).seats).toMatchObject([{ offerId: other.offerId, status: 'reserved' }]);
    });

    it('that breaks its contract stops nothing else', async () => {
      const id = await of().opened();
      const broken = of().offer(id);
      await of().says({ ...broken, offerId: 'none' }, contracts.offerApproved, { bandId: 'berlin' });
      const offer = await of().seated(id);
      expect(offer.seatId).toBe('seat-1');
    });
  });

  describe('the line', () => {
    it('is put into another order by the recruiter or the hiring manager, with a reason', async () => {
      const id = await of().opened();
      const holder = await of().seated(id);
      const [second, third] = [await waiting(id, 1), await waiting(id, 2)];
      const rank = { offerIds: [third.offerId, second.offerId], reason: 'business_priority' };
      expect(await of().refused(id, 'rank-waiting-offers', rank, 'zoe')).toBe('403 requisition/not-in-charge');
      expect(await of().refused(id, 'rank-waiting-offers', { ...rank, offerIds: [third.offerId] })).toBe('409 requisition/other-line');
      expect(await of().act(id, 'rank-waiting-offers', rank, 'hiro')).toEqual(['waiting-offers-ranked']);
      expect(await of().act(id, 'rank-waiting-offers', rank, 'hiro')).toEqual([]);
      expect((await of().events(id)).at(-1)?.data).toMatchObject({ ...rank, by: 'hiro' });
      await of().declines(holder);
      await of().said('seat-reserved', third);
      expect(await lineOf(id)).toEqual([second.offerId]);
    });

    it('moves on when a reservation is taken back by hand: its offer goes to the end', async () => {
      const id = await of().opened();
      const holder = await of().seated(id);
      const [second, third] = [await waiting(id, 1), await waiting(id, 2)];
      const release = { seatId: 'seat-1', reason: 'stalled', note: 'He takes his time, she whispered.' };
      expect(await of().refused(id, 'release-reservation', release, 'cleo')).toBe('403 requisition/not-in-charge');
      expect(await of().act(id, 'release-reservation', release)).toEqual(['seat-released', 'seat-reserved', 'seat-refused']);
      expect(await of().said('seat-released', holder)).toMatchObject({ reason: 'stalled', by: 'mara', noteId: expect.any(String) });
      expect(await of().said('seat-reserved', second)).toMatchObject({ seatId: 'seat-1' });
      expect(await lineOf(id)).toEqual([third.offerId, holder.offerId]);
      await of().goesOut(second);
      await of().said('seat-offered', second);
      expect(await of().refused(id, 'release-reservation', release)).toBe('409 requisition/offers-outstanding');
      await of().goesOut(holder);
      expect(await of().said('seat-missing', holder)).toMatchObject({ stage: 'extended', owner: 'mara', bandId: 'berlin' });
      expect(await lineOf(id)).toEqual([holder.offerId, third.offerId]);
    });
  });
};
