import { actionsOf } from '@rolecall/kernel';
import * as x from './requisition.examples.js';
import { requisition } from './requisition.js';
import { probes } from './requisition.probes.js';
import { seatsOf, summary, whole } from './requisition.representation.js';
import * as s from './requisition.seat-examples.js';

const counts = { approved: 0, open: 0, reserved: 0, committed: 0, filled: 0, closed: 0 };

describe('a requisition as it is shown', () => {
  it('counts its seats by state and shows who waits', () => {
    const events = [
      ...s.committedSearch(4),
      s.seatFilled('a'),
      s.seatOffered('b', 'seat-2'),
      s.seatClosed('seat-4'),
      s.seatReserved('c', 'seat-3'),
    ];
    const shown = seatsOf(x.stateOf(...events, s.seatClosing('seat-3'), s.seatRefused('d', 'no_open_seat', 1)));
    expect(shown.counts).toEqual({ ...counts, approved: 3, filled: 1, reserved: 2, closed: 1 });
    expect(shown.seats).toEqual([
      { ...x.seat('seat-1'), status: 'filled', offerId: x.offer('a'), applicationId: x.application('a'), offerIs: 'hired' },
      { ...x.seat('seat-2'), status: 'reserved', offerId: x.offer('b'), applicationId: x.application('b'), offerIs: 'extended' },
      {
        ...x.seat('seat-3'),
        status: 'reserved',
        offerId: x.offer('c'),
        applicationId: x.application('c'),
        offerIs: 'approved',
        closing: 'budget',
      },
      { ...x.seat('seat-4'), status: 'closed', closing: 'budget' },
    ]);
    expect(shown.waiting).toEqual([
      { position: 1, offerId: x.offer('d'), applicationId: x.application('d'), bandId: 'berlin', offerIs: 'approved' },
    ]);
  });
  it('says for whom an approval waits', () =>
    expect(whole(x.stateOf(...x.pendingApproval()))).toMatchObject({
      status: 'pending_approval',
      approval: { version: 4, waitingFor: ['finn', 'fay'] },
    }));
  it('says whether a cancellation still waits for offers', () => {
    expect(whole(x.stateOf(...x.openSearch(), x.cancelled))).toMatchObject({ cancellation: 'complete' });
    expect(whole(x.stateOf(...s.reservedSearch(), x.cancelled))).toMatchObject({ cancellation: 'waits for offers' });
    expect(whole(x.stateOf(...x.openSearch()))).not.toHaveProperty('cancellation');
  });
  it('is one line in a list', () =>
    expect(summary({ id: x.requisitionId, version: 9, sequence: 9, at: x.at, state: x.stateOf(...x.openSearch(2)) })).toEqual({
      id: x.requisitionId,
      sequence: 9,
      status: 'open',
      title: 'Backend Engineer',
      team: x.team,
      bands: x.bands,
      hold: undefined,
      closing: undefined,
      seats: { ...counts, approved: 2, open: 2 },
    }));
});

describe('its actions', () => {
  const actions = (person: string, ...events: Parameters<typeof x.stateOf>) =>
    actionsOf(requisition, probes, x.stateOf(...events), { at: x.at, by: { kind: 'person', id: person } });
  const allowed = (...args: Parameters<typeof actions>) =>
    actions(...args)
      .filter((action) => action.allowed)
      .map(({ command }) => command);
  it('differ by person', () => {
    expect(allowed('mara', ...x.pendingApproval())).toEqual(['recall', 'replace-approver', 'remind', 'comment', 'cancel']);
    expect(allowed('finn', ...x.pendingApproval())).toEqual([
      'approve',
      'send-back',
      'reject-approval',
      'delegate',
      'replace-approver',
      'remind',
      'comment',
      'cancel',
    ]);
    expect(allowed('hiro', ...x.completeDraft())).toContain('confirm-requirements');
    expect(allowed('mara', ...x.completeDraft())).not.toContain('confirm-requirements');
  });
  it('say what stands in the way', () =>
    expect(actions('mara', x.drafted)).toContainEqual({
      command: 'open',
      allowed: false,
      code: 'requisition/no-band',
      sentence: 'No pay band is set, and without one a requisition neither goes up for approval nor opens.',
      remedy: 'Set a band for each place.',
    }));
  it('are asked about the seat that they are for', () => {
    expect(allowed('mara', ...s.reservedSearch(2))).toEqual(
      expect.arrayContaining(['close-seat', 'release-reservation', 'request-change']),
    );
    expect(allowed('mara', ...s.offeredSearch())).not.toEqual(expect.arrayContaining(['release-reservation']));
  });
  it('never fail, not even before there is anything', () => expect(allowed('mara')).toEqual([]));
});
