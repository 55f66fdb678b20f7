/** The offer service as a whole for its tests: the real app on real servers, people who call it, and other services' events. */
import * as contracts from '@rolecall/contracts';
import { deriveId } from '@rolecall/kernel';
import { systemRandomness } from '@rolecall/messaging';
import { readRole } from '@rolecall/role-schema';
import { eventually } from '@rolecall/testing';
import { Vault } from '@rolecall/vault';
import { AppModule } from '../../apps/offer/src/app.module.js';
import { type Answer, AskedByMara, org, patienceMs, startService } from './service.js';

const document = 'Key Responsibilities and Required Skills for Baker\n\nHard Skills (Technical)\n\n• Bread.\n';
const band = (id: string, more: object = {}) => ({
  ...{ id, location: 'Berlin', min: 70_000, max: 95_000, currency: 'EUR', period: 'year', basis: 'base', exceptionsAllowed: true },
  ...more,
});
const seat = (id: string, bandId: string) => ({ id, bandId, location: 'Berlin', employmentType: 'full_time', kind: 'new' });
const plan = {
  version: 1,
  stages: [
    {
      ...{ id: 'onsite', name: 'Onsite' },
      rounds: [
        { id: 'bake', name: 'Bake', durationMinutes: 60, panelSize: 1, questionGuide: [], competencies: [{ id: 'bread', name: 'Bread' }] },
      ],
    },
  ],
};
/** mara recruits, hiro is the hiring manager. `strict` forbids exceptions; `empty` has no seat. */
const requisitionTerms = {
  ...{ role: readRole(document).role, roleVersion: 1, musts: [], niceToHaves: [], questions: [], questionsVersion: 1, plan },
  bands: [band('berlin'), band('strict', { exceptionsAllowed: false }), band('empty')],
  bandVersion: 1,
  team: { hiringManager: 'hiro', recruiter: 'mara', coordinators: [], interviewers: [] },
  seats: [seat('seat-1', 'berlin'), seat('seat-2', 'berlin'), seat('seat-3', 'strict')],
  evaluation: 'off',
};

/** Amounts that would be seen anywhere they do not belong. */
export const terms = {
  ...{ base: 81_234, bonus: 7_654_321, currency: 'EUR', bandId: 'berlin', startDate: '2031-05-05', contingencies: ['background_check'] },
  message: 'We would love to bake with you.',
};
/** In the digits of an id the same may stand by chance. */
export const secrets = /(?<![\da-f])(81234|7654321|91234|123456)(?![\da-f])|bake with you|whispered/;
export const approval = { groups: [{ id: 'finance', people: ['finn', 'fay'], needed: 1 }], escalationOwner: 'olga' };

export interface Person {
  readonly applicationId: string;
  readonly candidateId: string;
  readonly requisitionId: string;
  readonly episode: number;
}

export class OfferService extends AskedByMara {
  readonly requisitionId = systemRandomness.id();

  static async start(env: Record<string, string> = {}): Promise<OfferService> {
    const service = new OfferService(await startService('offer', AppModule, env));
    await service.openRequisition(service.requisitionId);
    await service.watch('hiring.application');
    return service;
  }

  /** What the vault holds of a person is gone, as after a database was restored. */
  loseTexts = (candidateId: string): Promise<void> => this.running.app.get(Vault).erase(org, candidateId);

  openRequisition = (requisitionId: string): Promise<unknown> =>
    this.tell(contracts.requisitionOpened, requisitionId, { requisitionId, terms: requisitionTerms });

  /** Somebody who applied, and whom people want to hire: the task to prepare their offer is there. */
  async wanted(requisitionId = this.requisitionId): Promise<Person & { offerId: string }> {
    const person = { applicationId: systemRandomness.id(), candidateId: systemRandomness.id(), requisitionId, episode: 1 };
    await this.received(person);
    await this.concluded(person, 'hire');
    const offerId = deriveId(person.applicationId, 'offer:1');
    await eventually(async () => (await this.get(`offers/${offerId}`)).json.status === 'to_prepare', patienceMs);
    return { ...person, offerId };
  }

  async received(person: Person): Promise<void> {
    const pins = { role: 1, questions: 1, plan: 1, band: 1 };
    const source = { kind: 'direct', at: new Date().toISOString() };
    await this.tell(contracts.applicationReceived, person.applicationId, { ...person, attempt: 1, pins, source });
  }

  async concluded(person: Person, conclusion: string): Promise<void> {
    const loopId = deriveId(person.applicationId, `loop:${person.episode}`);
    const facts = { loopId, conclusion, dissent: false, verdicts: { yes: 2, no: 0 }, by: 'hiro' };
    await this.tell(contracts.interviewConcluded, person.applicationId, { ...person, ...facts });
  }

  /** Drafted, approved, and waiting for the requisition's answer. */
  async approved(person?: Person & { offerId: string }, more: object = {}): Promise<Person & { offerId: string }> {
    const wanted = person ?? (await this.wanted());
    await this.post('offers', { applicationId: wanted.applicationId, terms });
    await this.post(`offers/${wanted.offerId}/request-approval`, { ...approval, ...more });
    const { json } = await this.post(`offers/${wanted.offerId}/approve`, { version: 1 }, 'finn');
    expect(json.happened).toEqual(['offer.approval-given.v1', 'offer.approved.v1']);
    return wanted;
  }

  /** The requisition's answer to the last time that the offer asked. */
  async seat({ offerId, applicationId, requisitionId }: Person & { offerId: string }, seatId = 'seat-1'): Promise<void> {
    const offerSequence = await this.sequenceOf(offerId, 'approved');
    await this.tell(contracts.seatReserved, requisitionId, {
      requisitionId,
      offerId,
      applicationId,
      seatId,
      bandId: 'berlin',
      offerSequence,
    });
    await this.until(offerId, (offer) => offer.seat?.seatId === seatId);
  }

  /** With the candidate until the instant that is given when it goes out. */
  async extended(until = () => '2031-01-01T00:00:00Z', more: object = {}): Promise<Person & { offerId: string }> {
    const person = await this.approved(undefined, more);
    await this.seat(person);
    const body = { version: 1, expiresAt: until() };
    expect((await this.post(`offers/${person.offerId}/extend`, body)).json.happened).toEqual(['offer.extended.v1']);
    return person;
  }

  /** The terms of a requisition whose band has become too narrow for the terms of these tests. */
  narrowed = () => ({ ...requisitionTerms, bandVersion: 2, bands: [band('berlin', { max: 75_000 })] });

  /** Drafts until it is taken, which has to be another offer than this one. */
  async untilDrafted(draft: () => Promise<Answer>, not: string): Promise<void> {
    const { json } = await eventually(async () => {
      const answer = await draft();
      return answer.status === 201 && answer;
    }, patienceMs);
    expect(json.id).not.toBe(not);
  }

  until(offerId: string, holds: (offer: Answer['json']) => boolean): Promise<unknown> {
    return eventually(async () => holds((await this.get(`offers/${offerId}`)).json), patienceMs);
  }
  untilStatus = (offerId: string, status: string): Promise<unknown> => this.until(offerId, (offer) => offer.status === status);

  async events(offerId: string): Promise<{ type: string; sequence: number; data: Record<string, unknown> }[]> {
    const { json } = await this.get(`offers/${offerId}/history`);
    return json.commits.flatMap(({ events }: { events: unknown[] }) => events);
  }
  /** Types of the events in the history, without `offer.`. */
  history = async (offerId: string): Promise<string[]> => (await this.events(offerId)).map(({ type }) => type.slice('offer.'.length, -3));
  sequenceOf = async (offerId: string, name: string): Promise<number | undefined> =>
    (await this.events(offerId)).findLast(({ type }) => type === `offer.${name}.v1`)?.sequence;
}

export { inMs } from './service.js';
