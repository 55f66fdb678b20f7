/** Approvals over HTTP: in the order of their groups, by delegates, of a version; and changes while the search is on. Run by requisition.spec.ts. */
import { eventually } from '@rolecall/testing';
import { approval, band, type RequisitionService, seat } from './requisition-service.js';
import { patienceMs } from './service.js';

export const agreement = (of: () => RequisitionService) => {
  const inOrder = {
    groups: [
      { id: 'managers', people: ['hiro'], needed: 1 },
      { id: 'finance', people: ['finn', 'fay'], needed: 2 },
    ],
    escalationOwner: 'olga',
  };
  const last = async (id: string) => (await of().events(id)).at(-1)?.data;

  describe('an approval', () => {
    it('goes from group to group, and a delegate answers for an approver: both names are on the record', async () => {
      const id = await of().complete();
      expect(await of().act(id, 'request-approval', inOrder)).toEqual(['approval-requested']);
      const version = await of().pendingVersion(id);
      expect((await of().shown(id)).approval).toMatchObject({ status: 'pending', waitingFor: ['hiro'], requestedBy: 'mara' });
      expect(await of().refused(id, 'approve', { version }, 'finn')).toBe('403 approval/not-an-approver');
      expect(await of().refused(id, 'approve', { version: version + 1 }, 'hiro')).toBe('409 approval/other-version');
      expect(await of().act(id, 'approve', { version }, 'hiro')).toEqual(['approval-given']);
      expect(await of().act(id, 'approve', { version }, 'hiro')).toEqual([]);
      expect(await of().act(id, 'delegate', { to: 'dora' }, 'finn')).toEqual(['approval-delegated']);
      expect((await of().shown(id)).approval.waitingFor).toEqual(['dora', 'fay']);
      expect(await of().act(id, 'approve', { version }, 'dora')).toEqual(['approval-given']);
      expect(await last(id)).toEqual({
        ...{ requisitionId: id, approvalVersion: version, groupId: 'finance', by: 'dora', onBehalfOf: 'finn' },
      });
      expect((await of().commits(id)).at(-1).actor).toMatchObject({ kind: 'person', id: 'dora' });
      expect(await of().shown(id)).toMatchObject({ status: 'pending_approval', approval: { waitingFor: ['fay'] } });
      expect(await of().act(id, 'approve', { version }, 'fay')).toEqual(['approval-given', 'approved']);
      expect(await of().shown(id)).toMatchObject({ status: 'approved', approval: { status: 'approved', waitingFor: [] } });
    });

    it('is given by nobody to their own request, nor through a delegate or a replacement', async () => {
      const id = await of().complete();
      const groups = (...people: string[]) => ({ groups: [{ id: 'finance', people, needed: 1 }], escalationOwner: 'olga' });
      expect(await of().refused(id, 'request-approval', groups('mara'))).toBe('422 approval/not-enough-approvers');
      expect(await of().act(id, 'request-approval', groups('mara', 'finn'))).toEqual(['approval-requested']);
      const version = await of().pendingVersion(id);
      expect(await of().refused(id, 'approve', { version })).toBe('403 approval/own-request');
      expect(await of().refused(id, 'send-back')).toBe('403 approval/own-request');
      expect(await of().refused(id, 'delegate', { to: 'mara' }, 'finn')).toBe('403 approval/own-request');
      const replacement = { groupId: 'finance', approver: 'finn', replacement: 'mara' };
      expect(await of().refused(id, 'replace-approver', replacement, 'olga')).toBe('403 approval/own-request');
      expect(await of().history(id)).toEqual([...['drafted', 'bands-set', 'seats-added', 'requirements-confirmed', 'approval-requested']]);
      expect(await of().act(id, 'approve', { version }, 'finn')).toEqual(['approval-given', 'approved']);
    });

    it('keeps the terms as they are until it is decided or recalled by who asked', async () => {
      const id = await of().pending();
      expect(await of().refused(id, 'set-bands', { bands: [band('paris')] })).toBe('409 requisition/approval-pending');
      expect(await of().refused(id, 'add-seats', { seats: [seat()] })).toBe('409 requisition/approval-pending');
      expect(await of().refused(id, 'request-approval', approval)).toBe('409 requisition/approval-pending');
      expect(await of().refused(id, 'recall', {}, 'hiro')).toBe('403 approval/not-the-requester');
      expect(await of().act(id, 'recall')).toEqual(['recalled']);
      expect(await of().act(id, 'add-seats', { seats: [seat()] })).toEqual(['seats-added']);
    });

    it('that is sent back names another version when it is asked for again', async () => {
      const id = await of().pending();
      const before = await of().pendingVersion(id);
      expect(await of().act(id, 'send-back', { note: 'Too much, she whispered.' }, 'finn')).toEqual(['sent-back']);
      expect(await of().shown(id)).toMatchObject({ status: 'draft', approval: { status: 'sent_back' } });
      expect(await of().refused(id, 'approve', { version: before }, 'fay')).toBe('409 approval/not-pending');
      await of().act(id, 'set-bands', { bands: [band('berlin', { max: 80_000 })] });
      await of().act(id, 'request-approval', approval);
      expect(await of().pendingVersion(id)).toBe(before + 1);
      expect(await of().refused(id, 'approve', { version: before }, 'fay')).toBe('409 approval/other-version');
      expect(await of().act(id, 'approve', { version: before + 1 }, 'fay')).toEqual(['approval-given', 'approved']);
    });

    it('that is refused for good ends the requisition', async () => {
      const id = await of().pending();
      expect(await of().act(id, 'reject-approval', {}, 'fay')).toEqual(['rejected']);
      expect(await of().shown(id)).toMatchObject({ status: 'rejected' });
      for (const [command, body] of [
        ['open', {}],
        ['request-approval', approval],
        ['set-bands', { bands: [band()] }],
        ['cancel', { reason: 'budget' }],
      ] as const)
        expect(await of().refused(id, command, body)).toBe('409 requisition/ended');
    });

    it('is reminded of, commented and moved to another person; the texts stay in the vault', async () => {
      const id = await of().pending();
      expect(await of().act(id, 'remind')).toEqual(['approval-reminded']);
      expect(await last(id)).toMatchObject({ groupId: 'finance', people: ['finn', 'fay'], by: 'mara' });
      expect(await of().act(id, 'comment', { note: 'Mind the budget, he whispered.' }, 'hiro')).toEqual(['approval-commented']);
      const replacement = { groupId: 'finance', approver: 'fay', replacement: 'fred' };
      expect(await of().act(id, 'replace-approver', replacement, 'olga')).toEqual(['approver-replaced']);
      expect(await of().act(id, 'replace-approver', replacement, 'olga')).toEqual([]);
      expect(await of().refused(id, 'approve', { version: await of().pendingVersion(id) }, 'fay')).toBe('403 approval/not-an-approver');
      const { notes } = (await of().get(`requisitions/${id}/notes`)).json;
      const commented = (await of().events(id)).find(({ type }) => type === 'requisition.approval-commented.v1');
      expect(notes).toEqual([{ noteId: commented?.data.noteId, text: 'Mind the budget, he whispered.' }]);
      expect(JSON.stringify(await of().commits(id))).not.toContain('whispered');
    });

    it('that is late goes to its escalation owner, once', async () => {
      const id = await of().complete();
      await of().act(id, 'request-approval', { ...approval, dueInHours: 0.0002 });
      await eventually(async () => (await of().history(id)).at(-1) === 'approval-escalated', patienceMs);
      expect(await last(id)).toMatchObject({ groupId: 'finance', owner: 'olga' });
      expect((await of().commits(id)).at(-1).actor).toEqual({ kind: 'timer', id: 'escalate-approval' });
      expect(await of().act(id, 'approve', { version: await of().pendingVersion(id) }, 'finn')).toEqual(['approval-given', 'approved']);
      expect((await of().history(id)).filter((type) => type === 'approval-escalated')).toHaveLength(1);
    });
  });

  describe('a change during the search', () => {
    const wider = [band('berlin', { max: 110_000 }), band('paris', { location: 'Paris' })];

    it('is asked for, and the old terms stay in force until it is approved', async () => {
      const id = await of().opened();
      const holder = await of().seated(id);
      const waiting = of().offer(id);
      await of().asks(waiting);
      await of().said('seat-refused', waiting);
      const before = await of().count(id);
      expect(await of().refused(id, 'set-bands', { bands: wider })).toBe('409 requisition/change-request-needed');
      expect(await of().refused(id, 'add-seats', { seats: [seat()] })).toBe('409 requisition/change-request-needed');
      const change = { bands: wider, seats: [seat(), seat('paris', { location: 'Paris' })], approval };
      expect(await of().act(id, 'request-change', change)).toEqual(['change-requested', 'approval-requested']);
      expect(await of().shown(id)).toMatchObject({ status: 'open', bandVersion: 1, bands: [{ max: 95_000 }], counts: { approved: 1 } });
      expect(await of().refused(id, 'request-change', change)).toBe('409 requisition/change-pending');
      await of().goesOut(holder);
      await of().said('seat-offered', holder);
      const version = await of().pendingVersion(id);
      expect(await of().refused(id, 'approve-change', { version: version - 1 }, 'finn')).toBe('409 approval/other-version');
      expect(await of().refused(id, 'approve-change', { version })).toBe('403 approval/own-request');
      expect(await of().refused(id, 'approve-change', { version }, 'zoe')).toBe('403 approval/not-an-approver');
      expect(await of().act(id, 'approve-change', { version }, 'finn')).toEqual([
        ...['approval-given', 'change-approved', 'terms-changed', 'seat-reserved'],
      ]);
      expect(await of().shown(id)).toMatchObject({ bandVersion: 2, bands: [{ max: 110_000 }, { id: 'paris' }], counts: { approved: 3 } });
      expect(await of().said('seat-reserved', waiting)).toMatchObject({ seatId: 'seat-2', bandId: 'berlin' });
      expect(await of().since(id, before)).toEqual([
        ...['change-requested', 'approval-requested', 'seat-offered'],
        ...['approval-given', 'change-approved', 'terms-changed', 'seat-reserved'],
      ]);
      const told = (await of().events(id)).find(({ type }) => type === 'requisition.terms-changed.v1');
      expect(told?.data.terms).toMatchObject({ bandVersion: 2, seats: [{ id: 'seat-1' }, { id: 'seat-2' }, { id: 'seat-3' }] });
    });

    it('with more seats opens a search again that was filled', async () => {
      const id = await of().opened();
      const offer = await of().seated(id);
      await of().isHired(offer);
      await of().until(id, ({ status }) => status === 'filled');
      expect(await of().act(id, 'request-change', { seats: [seat()], approval })).toEqual(['change-requested', 'approval-requested']);
      expect((await of().shown(id)).status).toBe('filled');
      const version = await of().pendingVersion(id);
      expect(await of().act(id, 'approve-change', { version }, 'fay')).toEqual(['approval-given', 'change-approved', 'reopened']);
      expect(await of().shown(id)).toMatchObject({ status: 'open', counts: { filled: 1, open: 1 } });
    });

    it('that is refused or recalled leaves the old terms', async () => {
      const id = await of().opened();
      const request = () => of().act(id, 'request-change', { bands: wider, approval });
      await request();
      expect(await of().refused(id, 'refuse-change', {}, 'zoe')).toBe('403 approval/not-an-approver');
      expect(await of().act(id, 'refuse-change', { note: 'No, she whispered.' }, 'finn')).toEqual(['change-refused']);
      expect(await last(id)).toMatchObject({ how: 'refused', by: 'finn', noteId: expect.any(String) });
      await request();
      expect(await of().act(id, 'recall')).toEqual(['change-refused']);
      expect(await last(id)).toMatchObject({ how: 'recalled', by: 'mara' });
      expect(await of().refused(id, 'refuse-change', {}, 'finn')).toBe('409 requisition/no-change-pending');
      expect(await of().shown(id)).toMatchObject({ status: 'open', bandVersion: 1, bands: [{ max: 95_000 }] });
      expect(await of().refused(id, 'request-change', { bands: [band()], approval })).toBe('422 requisition/nothing-to-change');
    });
  });
};
