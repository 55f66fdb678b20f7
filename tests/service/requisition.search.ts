/** The course of a search over HTTP: opened, held, resumed, seats given up, cancelled. Run by requisition.spec.ts. */
import * as contracts from '@rolecall/contracts';
import { eventually } from '@rolecall/testing';
import { later, type RequisitionService, team } from './requisition-service.js';
import { inMs, patienceMs } from './service.js';

export const search = (of: () => RequisitionService) => {
  describe('a search', () => {
    it('is told to everyone with all its terms when it is opened', async () => {
      const id = await of().opened(2);
      const [bread, cakes] = await of().requirements(id);
      const told = (await of().events(id)).at(-1);
      expect(told?.data).toMatchObject({ requisitionId: id, by: 'mara' });
      expect(told?.data.terms).toMatchObject({
        ...{ roleVersion: 1, musts: [bread], niceToHaves: [cakes], bandVersion: 1, questions: [], evaluation: 'on', team },
        bands: [{ id: 'berlin', max: 95_000 }],
        seats: [{ id: 'seat-1' }, { id: 'seat-2' }],
        plan: { version: 1, stages: [{ id: 'phone-screen' }, { id: 'onsite' }] },
      });
      const messages = () => of().published.filter(({ key, headers }) => key === id && headers.ce_type === 'requisition.opened.v1');
      await eventually(async () => messages().length > 0, patienceMs);
      expect(messages().map(({ headers }) => headers.ce_sequence)).toEqual([String(told?.sequence)]);
      expect(JSON.parse(String(messages()[0]?.value))).toEqual(told?.data);
    });

    it('tells every later edit that needs no approval', async () => {
      const id = await of().opened();
      expect(await of().act(id, 'set-evaluation', { evaluation: 'off' })).toEqual(['evaluation-set', 'terms-changed']);
      expect(await of().act(id, 'set-team', { ...team, recruiter: 'rita' })).toEqual(['team-set', 'terms-changed']);
      const { terms } = (await of().events(id)).at(-1)?.data ?? {};
      expect(terms).toMatchObject({ evaluation: 'off', team: { recruiter: 'rita' } });
    });

    it('that is on hold reserves no seat, lets what is out go on, and reserves when it is resumed', async () => {
      const id = await of().opened(2);
      const out = await of().seated(id);
      const before = await of().count(id);
      const reason = { reason: 'budget', reviewAt: later };
      expect(await of().refused(id, 'hold', { ...reason, reviewAt: '2020-01-01T00:00:00Z' })).toBe('422 requisition/date-in-past');
      expect(await of().act(id, 'hold', { ...reason, note: 'The year is lean, she whispered.' })).toEqual(['held']);
      expect(await of().act(id, 'hold', reason)).toEqual([]);
      expect(await of().refused(id, 'open')).toBe('409 requisition/on-hold');
      const late = of().offer(id);
      await of().asks(late);
      expect(await of().said('seat-refused', late)).toMatchObject({ reason: 'on_hold', position: 1, bandId: 'berlin' });
      await of().goesOut(out);
      await of().accepts(out);
      await of().said('seat-committed', out);
      expect(await of().shown(id)).toMatchObject({ status: 'on_hold', hold: { reason: 'budget', reviewed: false } });
      expect(await of().act(id, 'resume')).toEqual(['resumed', 'seat-reserved']);
      expect(await of().act(id, 'resume')).toEqual([]);
      expect(await of().said('seat-reserved', late)).toMatchObject({ seatId: 'seat-2' });
      expect(await of().since(id, before)).toEqual([
        ...['held', 'seat-refused', 'seat-offered', 'seat-committed', 'resumed', 'seat-reserved'],
      ]);
      expect((await of().shown(id)).hold).toBeUndefined();
    });

    it('on hold is looked at again at its date, and nothing resumes by itself', async () => {
      const id = await of().opened();
      await of().act(id, 'hold', { reason: 'hiring_freeze', reviewAt: inMs(300) });
      await eventually(async () => (await of().history(id)).at(-1) === 'hold-review-due', patienceMs);
      expect((await of().events(id)).at(-1)?.data).toMatchObject({ requisitionId: id, owner: 'mara' });
      expect(await of().shown(id)).toMatchObject({ status: 'on_hold', hold: { reason: 'hiring_freeze', reviewed: true } });
    });
  });

  describe('a cancellation', () => {
    const cancel = { reason: 'budget', closeOn: later };

    it('is refused while an offer is with a candidate or accepted, and names it', async () => {
      const id = await of().opened(2);
      const [out, yes] = [await of().seated(id), await of().seated(id)];
      await of().goesOut(out, out.seatId);
      await of().said('seat-offered', out);
      await of().accepts(yes, yes.seatId);
      await of().said('seat-committed', yes);
      const before = await of().count(id);
      const refused = await of().post(`requisitions/${id}/cancel`, { ...cancel, note: 'Never mind, she whispered.' });
      expect(refused.json).toMatchObject({ status: 409, code: 'requisition/offers-outstanding' });
      expect(refused.json.details.offerIds.toSorted()).toEqual([out.offerId, yes.offerId].sort());
      expect([await of().count(id), (await of().get(`requisitions/${id}/notes`)).json.notes]).toEqual([before, []]);
      await of().declines(out);
      await of().said('seat-released', out);
      expect((await of().post(`requisitions/${id}/cancel`, cancel)).json.details).toEqual({ offerIds: [yes.offerId] });
      await of().says(yes, contracts.offerReneged, { reason: 'counter_offer' });
      await of().said('seat-released', yes);
      expect(await of().act(id, 'cancel', cancel)).toEqual(['cancelled']);
      expect(await of().since(id, before)).toEqual(['seat-released', 'seat-released', 'cancelled']);
    });

    it('tells those who wait, closes every seat, and is final', async () => {
      const id = await of().opened();
      const waiting = of().offer(id);
      await of().act(id, 'hold', { reason: 'budget', reviewAt: later });
      await of().asks(waiting);
      await of().said('seat-refused', waiting);
      expect(await of().act(id, 'cancel', { ...cancel, owner: 'rita' })).toEqual(['cancelled', 'seat-refused']);
      expect(await of().said('seat-refused', waiting, 2)).toMatchObject({ reason: 'requisition_closed' });
      expect(await of().act(id, 'cancel', cancel)).toEqual([]);
      const { counts, waiting: line } = await of().seats(id);
      expect([counts, line]).toEqual([{ approved: 0, open: 0, reserved: 0, committed: 0, filled: 0, closed: 1 }, []]);
      const [told] = (await of().events(id)).filter(({ type }) => type === 'requisition.cancelled.v1');
      expect(told?.data).toMatchObject({ reason: 'budget', closeOn: later, owner: 'rita', by: 'mara' });
      expect(await of().shown(id)).toMatchObject({ status: 'cancelled', cancellation: 'complete' });
      expect(await of().refused(id, 'open')).toBe('409 requisition/ended');
    });

    it('that crosses an extension keeps the seat of the offer that is out, and completes when it has ended', async () => {
      const id = await of().opened();
      const crossing = await of().seated(id);
      expect(await of().act(id, 'cancel', cancel)).toEqual(['cancelled']);
      await of().goesOut(crossing);
      await of().accepts(crossing);
      await of().said('seat-committed', crossing);
      expect(await of().shown(id)).toMatchObject({ status: 'cancelled', cancellation: 'waits for offers', counts: { committed: 1 } });
      await of().isHired(crossing);
      await of().said('seat-filled', crossing);
      expect((await of().history(id)).slice(-5)).toEqual([
        ...['cancelled', 'seat-offered', 'seat-committed', 'seat-filled', 'cancellation-completed'],
      ]);
      expect(await of().shown(id)).toMatchObject({ status: 'cancelled', cancellation: 'complete', counts: { filled: 1 } });
    });
  });

  describe('a seat that is given up', () => {
    const close = (seatId: string) => ({ seatId, reason: 'reorganisation' });

    it('closes at once when it is open, and never the last one', async () => {
      const id = await of().opened(2);
      expect(await of().act(id, 'close-seat', close('seat-2'))).toEqual(['seat-closed', 'terms-changed']);
      expect(await of().act(id, 'close-seat', close('seat-2'))).toEqual([]);
      expect(await of().refused(id, 'close-seat', close('seat-1'))).toBe('409 requisition/last-seat');
      expect(await of().refused(id, 'close-seat', close('seat-9'))).toBe('404 requisition/unknown-seat');
      expect((await of().events(id)).at(-1)?.data.terms.seats).toMatchObject([{ id: 'seat-1' }]);
    });

    it('stays with its offer: of one that is approved until it ends, of one that is out it is not given up at all', async () => {
      const id = await of().opened(3);
      const [out, inside] = [await of().seated(id), await of().seated(id)];
      await of().goesOut(out, out.seatId);
      await of().said('seat-offered', out);
      expect(await of().refused(id, 'close-seat', close(out.seatId))).toBe('409 requisition/offers-outstanding');
      expect(await of().act(id, 'close-seat', close(inside.seatId))).toEqual(['seat-closing']);
      expect((await of().seats(id)).counts).toMatchObject({ reserved: 2, closed: 0 });
      await of().says(inside, contracts.offerVoided, { reason: 'not_needed' });
      await of().said('seat-released', inside);
      expect((await of().history(id)).slice(-4)).toEqual(['seat-closing', 'seat-released', 'seat-closed', 'terms-changed']);
      expect((await of().seats(id)).counts).toMatchObject({ approved: 2, open: 1, reserved: 1, closed: 1 });
    });
  });
};
