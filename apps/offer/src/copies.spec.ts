import type { Band, RequisitionTerms, Seat, Team } from '@rolecall/contracts';
import { foldApplication, standingFor } from './application-copy.js';
import * as the from './offer.examples.js';
import { foldRequisition } from './requisition-copy.js';

const { requisitionId, applicationId, candidateId } = the;
const team: Team = { hiringManager: 'hiro', recruiter: 'mara', coordinators: [], interviewers: [] };
const kept = { bands: [] as Band[], bandVersion: 1, seats: [] as Seat[], team };
const terms = { ...kept, questions: [], niceToHaves: [] } as unknown as RequisitionTerms;
const closeOn = '2026-03-09T09:00:00.000Z';
const opened = foldRequisition(undefined, { type: 'requisition.opened.v1', data: { requisitionId, terms } });
const held = { type: 'requisition.held.v1', data: { requisitionId, reason: 'budget', reviewAt: closeOn } } as const;

describe('the copy of a requisition', () => {
  it('keeps bands, seats and team, and how it stands', () => {
    expect(opened).toEqual({ ...kept, status: 'open' });
    expect(foldRequisition(opened, held)).toEqual({ ...kept, status: 'on_hold' });
    expect(foldRequisition(opened, { type: 'requisition.resumed.v1', data: { requisitionId } }).status).toBe('open');
    const end = { requisitionId, closeOn, owner: 'mara' };
    expect(foldRequisition(opened, { type: 'requisition.filled.v1', data: end }).status).toBe('filled');
    expect(foldRequisition(opened, { type: 'requisition.cancelled.v1', data: { ...end, reason: 'budget' } }).status).toBe('cancelled');
  });
  it('changes its terms without changing how it stands, but opens when it reopens', () => {
    const changed = { type: 'requisition.terms-changed.v1', data: { requisitionId, terms: { ...terms, bandVersion: 2 } } } as const;
    expect(foldRequisition(foldRequisition(opened, held), changed)).toEqual({ ...kept, bandVersion: 2, status: 'on_hold' });
    expect(foldRequisition(undefined, changed).status).toBe('open');
    expect(foldRequisition(foldRequisition(opened, held), { type: 'requisition.reopened.v1', data: { requisitionId, terms } }).status).toBe(
      'open',
    );
  });
  it('waits for what has not arrived', () => expect(() => foldRequisition(undefined, held)).toThrow('has not arrived'));
});

describe('the copy of an application', () => {
  const of = (episode: number) => ({ applicationId, candidateId, requisitionId, episode });
  it('tells how it stands for an offer of its episode, and that an earlier one is past', () => {
    const rejected = foldApplication(undefined, {
      type: 'application.rejected.v1',
      data: { ...of(1), by: 'mara', reason: 'spam', letterDueAt: null, shown: { roleVersion: null, evaluation: null } },
    });
    expect(standingFor(rejected, 1)).toBe('rejected');
    const reinstated = foldApplication(undefined, {
      type: 'application.reinstated.v1',
      data: { ...of(2), by: 'mara', from: 'rejected', to: 'decision' },
    });
    expect([standingFor(reinstated, 1), standingFor(reinstated, 2)]).toEqual(['past_episode', 'going_on']);
  });
  it('knows who is hired, until the hire is reversed', () => {
    const hired = foldApplication(undefined, {
      type: 'application.hired.v1',
      data: { ...of(1), offerId: the.offerId, startDate: the.startDate },
    });
    expect(standingFor(hired, 1)).toBe('hired');
    const reversed = { ...of(1), offerId: the.offerId, by: 'mara', reason: 'no_show' } as const;
    const after = foldApplication(hired, { type: 'application.hire-reversed.v1', data: reversed });
    expect(standingFor(after, 1)).toBe('going_on');
    const back = { ...of(2), offerId: the.offerId, cause: 'hire_reversed', endedEpisode: 1 } as const;
    const decision = foldApplication(after, { type: 'application.returned-to-decision.v1', data: back });
    expect(decision.reversal).toEqual({ offerId: the.offerId, reason: 'no_show', by: 'mara' });
  });
});
