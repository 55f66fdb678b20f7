import type { Team } from '@rolecall/contracts';
import * as the from './offer.examples.js';
import type { OfferEvent } from './offer.js';
import { maySeeTerms, summary, whole } from './offer.representation.js';

const team: Team = { hiringManager: 'hiro', recruiter: 'mara', coordinators: ['cora'], interviewers: ['ines'] };
const seeing = (history: readonly OfferEvent[], person: string) => maySeeTerms(the.stateOf(...history), team, person);

describe('the terms of an offer', () => {
  it.each(['mara', 'hiro', 'cora', 'finn', 'fay'])('are shown to %s of the team or its approvers', (person) =>
    expect(seeing(the.pending, person)).toBe(true),
  );
  it.each(['ines', 'zoe'])('are not shown to %s, who is neither', (person) => expect(seeing(the.pending, person)).toBe(false));
  it('are shown to a delegate', () => {
    const delegated = { type: 'offer.approval-delegated.v1', data: { ...the.base(), groupId: 'finance', by: 'finn', to: 'dora' } } as const;
    expect(seeing([...the.pending, delegated], 'dora')).toBe(true);
  });
  it('are shown to the candidate once they went out, and no sooner', () => {
    const { candidateId } = the;
    expect(seeing(the.seated, candidateId)).toBe(false);
    expect(seeing([...the.seated, the.voided()], candidateId)).toBe(false);
    for (const history of [the.out, the.yes, [...the.out, the.expired]]) expect(seeing(history, candidateId)).toBe(true);
  });
});

it('is shown with its facts, whom its approval waits for and its deadline, and without what only the vault needs', () => {
  const shown = whole(the.stateOf(...the.pending));
  expect(shown).toMatchObject({ offerVersion: 1, bandId: 'berlin', conditional: true, approval: { waitingFor: ['finn', 'fay'] } });
  expect(JSON.stringify(shown)).not.toContain('termsId');
  expect(whole(the.stateOf(...the.unseated)).askingForSeat).toBe(true);
  expect(whole(the.stateOf(...the.unseated, the.seatAwaited(10, 2)))).toMatchObject({ askingForSeat: false, waiting: { position: 2 } });
  expect(whole(the.stateOf(...the.out))).toMatchObject({ expiresAt: the.expiresAt });
  expect(whole(the.stateOf(...the.out))).not.toHaveProperty('expiresLocal');
});

it('shows its deadline on the candidate’s clocks too, also where they change', () => {
  const until = '2026-03-29T22:30:00.000Z';
  const { data } = the.extended(1, 'seat-1', until);
  const out = [...the.seated, { type: 'offer.extended.v1', data: { ...data, zone: 'Europe/Berlin' } } as const];
  expect(whole(the.stateOf(...out))).toMatchObject({
    expiresAt: until,
    expiresLocal: { local: '2026-03-30T00:30:00', zone: 'Europe/Berlin' },
  });
});

it('is a line of a list, also before anything was drafted', () => {
  const line = (history: readonly OfferEvent[]) =>
    summary({ id: the.offerId, version: 1, sequence: 3, at: the.at, state: the.stateOf(...history) });
  expect(line(the.out)).toMatchObject({ id: the.offerId, status: 'extended', offerVersion: 1, insideBand: true, expiresAt: the.expiresAt });
  expect(line([the.asked])).toMatchObject({ status: 'to_prepare', owner: 'mara' });
  expect(line([the.asked])).not.toHaveProperty('bandId');
});
