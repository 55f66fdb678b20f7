/** Requisition, screening and offer together on simulated ports, and the people who use them. Each world is an organization of its own. */
import type { Type } from '@nestjs/common';
import { offerApproved } from '@rolecall/contracts';
import type { Caller, CommandAnswer } from '@rolecall/edge';
import { deriveId } from '@rolecall/kernel';
import { pick, Simulation } from '@rolecall/testing';
import { AppModule as OfferModule } from '../../apps/offer/src/app.module.js';
import { ApprovalHttp as OfferApproval } from '../../apps/offer/src/offer.approval.http.js';
import { CourseHttp } from '../../apps/offer/src/offer.course.http.js';
import { DraftHttp as OfferDraft } from '../../apps/offer/src/offer.draft.http.js';
import { EndingHttp as OfferEnding } from '../../apps/offer/src/offer.ending.http.js';
import type { Offer } from '../../apps/offer/src/offer.js';
import { Offers, offerIdOf } from '../../apps/offer/src/offers.js';
import { AppModule as RequisitionModule } from '../../apps/requisition/src/app.module.js';
import { ApprovalHttp } from '../../apps/requisition/src/requisition.approval.http.js';
import { DraftHttp } from '../../apps/requisition/src/requisition.draft.http.js';
import type { Requisition } from '../../apps/requisition/src/requisition.js';
import { SearchHttp } from '../../apps/requisition/src/requisition.search.http.js';
import { TermsHttp } from '../../apps/requisition/src/requisition.terms.http.js';
import { Requisitions } from '../../apps/requisition/src/requisitions.js';
import { AppModule as ScreeningModule } from '../../apps/screening/src/app.module.js';
import { Applications } from '../../apps/screening/src/application/applications.js';
import { EndingHttp } from '../../apps/screening/src/application/ending.http.js';
import { HireHttp } from '../../apps/screening/src/application/hire.http.js';
import { ReviewHttp } from '../../apps/screening/src/application/review.http.js';
import type { Application } from '../../apps/screening/src/application/state.js';
import { CandidateHttp } from '../../apps/screening/src/candidate/candidate.http.js';
import { SomeWorld } from './some-world.js';

const document = `Key Responsibilities and Required Skills for Backend Engineer

Required Skills & Competencies

Hard Skills (Technical)

• Strong programming proficiency in Go.
• Hands-on experience with containers and orchestration (Docker, Kubernetes).
`;
export const hour = 3_600_000;

/** `beside`: who only reads what they say. */
export const openSimulation = (beside: Readonly<Record<string, Type>> = {}): Promise<Simulation> =>
  Simulation.of({ requisition: RequisitionModule, screening: ScreeningModule, offer: OfferModule, ...beside });

type Given = (body: never, caller: Caller) => Promise<unknown>;
type GivenTo = (id: string, body: never, caller: Caller) => Promise<unknown>;

let worlds = 0;

export class World extends SomeWorld {
  requisitionId = '';

  constructor(simulation: Simulation, seed: number) {
    worlds += 1;
    super(simulation, `world-${worlds}`, seed, 1000 + worlds);
  }

  /** An open search with so many seats, and so many people at a decision after a conclusion "hire". */
  static async open(simulation: Simulation, seed: number, { seats = 1, people = 1 } = {}): Promise<World> {
    const world = new World(simulation, seed);
    await world.openSearch(seats);
    for (let person = 0; person < people; person += 1) await world.concludeWithHire(person);
    return world;
  }

  /** As `ask`; a refusal is a failure of the test. */
  async must(person: string, work: (caller: Caller) => Promise<unknown>): Promise<{ id: string }> {
    const answered = await this.ask(person, work);
    if (typeof answered === 'string') throw new Error(`refused: ${answered}`);
    return answered as { id: string };
  }

  application = async (id: string): Promise<Application> => (await this.load(this.of('screening', Applications), id)) as Application;
  requisition = async (): Promise<Requisition> =>
    (await this.load(this.of('requisition', Requisitions), this.requisitionId)) as Requisition;
  offer = (id: string): Promise<Offer | undefined> => this.load(this.of('offer', Offers), id);

  /** The offers of an application, episode by episode. */
  async offersOf(applicationId: string): Promise<Offer[]> {
    const { episode } = await this.application(applicationId);
    const all = Array.from({ length: episode }, (_, n) => this.offer(offerIdOf(applicationId, n + 1)));
    return (await Promise.all(all)).filter((offer) => offer !== undefined);
  }

  async presentOfferId(applicationId: string): Promise<string> {
    return offerIdOf(applicationId, (await this.application(applicationId)).episode);
  }

  /** Events of a type in an aggregate's history. */
  async count(service: 'requisition' | 'screening' | 'offer', id: string, type: string): Promise<number> {
    const stores = { requisition: Requisitions, screening: Applications, offer: Offers };
    const commits = await this.of<Requisitions>(service, stores[service] as never).history(this.org, id);
    return commits.flatMap(({ events }) => events).filter((event) => event.type === type).length;
  }

  // What people do, by the controllers that they would reach.

  draft = (applicationId: string) =>
    this.ask('mara', (caller) => this.of('offer', OfferDraft).draft({ applicationId, terms } as never, caller));
  requestApproval = (offerId: string) =>
    this.ask('mara', (caller) => this.of('offer', OfferApproval).requestApproval(offerId, approvalOf('finn') as never, caller));
  approve = async (offerId: string) => {
    const version = (await this.offer(offerId))?.version ?? 1;
    return this.ask('finn', (caller) => this.of('offer', OfferApproval).approve(offerId, { version }, caller));
  };
  extend = async (offerId: string) => {
    const version = (await this.offer(offerId))?.version ?? 1;
    const expiresAt = new Date(Date.parse(this.simulation.clock.now()) + 24 * hour).toISOString();
    return this.ask('mara', (caller) => this.of('offer', CourseHttp).extend(offerId, { version, expiresAt }, caller));
  };
  accept = async (offerId: string) => {
    const version = (await this.offer(offerId))?.version ?? 1;
    return this.ask('candidate', (caller) => this.of('offer', CourseHttp).accept(offerId, { version }, caller));
  };
  decline = (offerId: string) =>
    this.ask('candidate', (caller) => this.of('offer', CourseHttp).decline(offerId, { reason: 'pay' }, caller));
  requestSeat = (offerId: string) => this.ask('mara', (caller) => this.of('offer', CourseHttp).requestSeat(offerId, {}, caller));
  moreTime = (offerId: string, ms: number) => {
    const expiresAt = new Date(Date.parse(this.simulation.clock.now()) + ms).toISOString();
    return this.ask('mara', (caller) => this.of('offer', CourseHttp).extendDeadline(offerId, { expiresAt }, caller));
  };
  revise = async (offerId: string) => {
    const version = (await this.offer(offerId))?.version ?? 1;
    const body = { version, terms: { ...terms, base: terms.base + version * 100 }, reason: 'negotiation' };
    return this.ask('mara', (caller) => this.of('offer', OfferDraft).revise(offerId, body as never, caller));
  };
  rescind = (offerId: string) => this.ask('mara', (caller) => this.of('offer', OfferEnding).rescind(offerId, { reason: 'budget' }, caller));
  void = (offerId: string) => this.ask('mara', (caller) => this.of('offer', OfferEnding).void(offerId, { reason: 'budget' }, caller));
  renege = (offerId: string) =>
    this.ask('mara', (caller) => this.of('offer', OfferEnding).renege(offerId, { reason: 'other_offer' }, caller));
  reinstateOffer = (offerId: string) =>
    this.ask('mara', (caller) => this.of('offer', OfferEnding).reinstate(offerId, { reason: 'candidate_returned' }, caller));

  reject = (id: string) =>
    this.ask('mara', (caller) => this.of('screening', EndingHttp).reject(id, { reason: 'stronger_candidate' }, caller));
  withdraw = (id: string) =>
    this.ask('candidate', (caller) => this.of('screening', EndingHttp).withdraw(id, { reason: 'other_offer' }, caller));
  close = (id: string) => this.ask('mara', (caller) => this.of('screening', EndingHttp).close(id, { reason: 'position_filled' }, caller));
  reinstate = (id: string) => this.ask('mara', (caller) => this.of('screening', EndingHttp).reinstate(id, { reason: 'mistake' }, caller));
  keep = (id: string) =>
    this.ask('mara', (caller) => this.of('screening', EndingHttp).keep(id, { reason: 'talent_pool' } as never, caller));
  clear = (id: string) =>
    this.ask('mara', (caller) => this.of('screening', HireHttp).clearContingency(id, { kind: 'background_check' }, caller));
  reverseHire = (id: string) => this.ask('mara', (caller) => this.of('screening', HireHttp).reverseHire(id, { reason: 'no_show' }, caller));

  hold = () =>
    this.ask('mara', (caller) =>
      this.of('requisition', SearchHttp).hold(this.requisitionId, { reason: 'budget', reviewAt: '2029-01-01T00:00:00.000Z' }, caller),
    );
  resume = () => this.ask('mara', (caller) => this.of('requisition', SearchHttp).resume(this.requisitionId, {}, caller));
  cancel = () => this.ask('mara', (caller) => this.of('requisition', SearchHttp).cancel(this.requisitionId, { reason: 'budget' }, caller));
  closeSeat = (seatId: string) =>
    this.ask('mara', (caller) => this.of('requisition', TermsHttp).closeSeat(this.requisitionId, { seatId, reason: 'budget' }, caller));
  releaseReservation = (seatId: string) =>
    this.ask('mara', (caller) =>
      this.of('requisition', SearchHttp).releaseReservation(this.requisitionId, { seatId, reason: 'stalled' }, caller),
    );

  /** An offer brought as far as this, everything settled in between. */
  async offerThatIs(stage: 'approved' | 'extended' | 'accepted' | 'hired', applicationId: string): Promise<string> {
    const must = async (asked: Promise<string | CommandAnswer>) => {
      const answered = await asked;
      if (typeof answered === 'string') throw new Error(`refused: ${answered}`);
      await this.settle();
    };
    await must(this.draft(applicationId));
    const offerId = await this.presentOfferId(applicationId);
    await must(this.requestApproval(offerId));
    await must(this.approve(offerId));
    if (stage === 'approved') return offerId;
    await must(this.extend(offerId));
    if (stage === 'extended') return offerId;
    await must(this.accept(offerId));
    if (stage === 'hired') await must(this.clear(applicationId));
    return offerId;
  }

  /** Any of the things that people do, on any of the people. */
  async anything(): Promise<string> {
    const applicationId = pick(this.applicationIds, this.choose);
    const offerId = await this.presentOfferId(applicationId);
    const seatId = pick(['seat-1', 'seat-2'], this.choose);
    const deeds = {
      ...{ draft: () => this.draft(applicationId), ask: () => this.requestApproval(offerId), approve: () => this.approve(offerId) },
      ...{ extend: () => this.extend(offerId), accept: () => this.accept(offerId), decline: () => this.decline(offerId) },
      ...{ revise: () => this.revise(offerId), rescind: () => this.rescind(offerId), void: () => this.void(offerId) },
      ...{ renege: () => this.renege(offerId), again: () => this.reinstateOffer(offerId), seat: () => this.requestSeat(offerId) },
      ...{ reject: () => this.reject(applicationId), withdraw: () => this.withdraw(applicationId), close: () => this.close(applicationId) },
      ...{ reinstate: () => this.reinstate(applicationId), clear: () => this.clear(applicationId) },
      ...{ reverse: () => this.reverseHire(applicationId), hold: this.hold, resume: this.resume },
      ...{ closeSeat: () => this.closeSeat(seatId), release: () => this.releaseReservation(seatId) },
      ...(this.choose() > 0.8 ? { cancel: this.cancel } : {}),
    };
    // Mostly the next step towards a hire, so that the others meet every stage of it.
    const next = nextStep[(await this.offer(offerId))?.status ?? 'absent'];
    const name = (next && this.choose() < 0.6 ? next : pick(Object.keys(deeds), this.choose)) as keyof typeof deeds;
    const answered = await (deeds[name] as () => Promise<unknown>)();
    return `${name} ${applicationId.slice(-4)}: ${typeof answered === 'string' ? answered : 'done'}`;
  }

  private async openSearch(seats: number): Promise<void> {
    const { simulation } = this;
    const team = { hiringManager: 'hiro', recruiter: 'mara', coordinators: [], interviewers: ['ines'] };
    const drafted = await this.must('mara', (caller) => this.of('requisition', DraftHttp).draft({ document, team } as never, caller));
    this.requisitionId = drafted.id;
    const at = this.requisitionId;
    const { role } = await this.requisition();
    const terms = this.of('requisition', TermsHttp) as unknown as Record<string, GivenTo>;
    const give = (person: string, name: string, body: object) =>
      this.must(person, (caller) => terms[name]?.call(terms, at, body as never, caller) as Promise<unknown>);
    await give('mara', 'setBands', { bands: [{ ...band, id: 'berlin' }] });
    await give('mara', 'addSeats', { seats: Array.from({ length: seats }, (_, n) => ({ ...seat, id: `seat-${n + 1}` })) });
    await give('hiro', 'confirmRequirements', { musts: [role.requirements.hard[0]?.id], niceToHaves: [] });
    await this.must('mara', (caller) => this.of('requisition', ApprovalHttp).requestApproval(at, approvalOf('finn') as never, caller));
    const version = (await this.requisition()).approval?.version ?? 0;
    await this.must('finn', (caller) => this.of('requisition', ApprovalHttp).approve(at, { version }, caller));
    await this.must('mara', (caller) => this.of('requisition', SearchHttp).open(at, {}, caller));
    await simulation.settle();
  }

  /** A person applies. The id of the application, or the code of the refusal. */
  async apply(person: number): Promise<{ applicationId: string; candidateId: string } | string> {
    const candidateId = await this.addPerson(person);
    const applied = await this.applyAs(candidateId);
    return 'id' in applied ? { applicationId: applied.id, candidateId } : applied.code;
  }

  async addPerson(person: number): Promise<string> {
    const contact = { name: `Person ${person}`, emails: [`${person}@${this.org}.example`], phones: [] };
    return (await this.must('mara', (caller) => this.of('screening', CandidateHttp).add(contact, caller))).id;
  }

  async applyAs(candidateId: string): Promise<{ id: string } | { code: string }> {
    const body = { candidateId, requisitionId: this.requisitionId, answers: [], source: { kind: 'direct' }, evaluation: false };
    const answered = await this.ask('mara', (caller) => (this.of('screening', ReviewHttp).apply as Given)(body as never, caller));
    return typeof answered === 'string' ? { code: answered } : { id: (answered as { id: string }).id };
  }

  async concludeWithHire(person: number): Promise<void> {
    const applied = await this.apply(person);
    if (typeof applied === 'string') throw new Error(`refused: ${applied}`);
    this.applicationIds.push(applied.applicationId);
    await this.simulation.settle();
    await this.conclude(applied.applicationId);
  }

  /** What the interview service would say: that the first loop is planned, and its conclusion; or that of a loop that was reopened. */
  async conclude(applicationId: string, conclusion: 'hire' | 'no_hire' = 'hire', sequence = 1): Promise<void> {
    const { requisitionId } = this;
    const { candidateId } = await this.application(applicationId);
    const data = {
      ...{ applicationId, requisitionId, candidateId, loopId: deriveId(applicationId, 'loop:1'), episode: 1 },
      ...{ conclusion, dissent: false, verdicts: { yes: 1, no: 0 }, by: 'hiro' },
    };
    const say = (type: string, place: number, more: object = {}) =>
      this.simulation.say({
        ...{ id: deriveId(applicationId, `${type}:${place}`), type, sequence: place, version: place, data: { ...data, ...more } },
        ...{ stream: `${this.org}/loop/${data.loopId}`, org: this.org, at: this.simulation.clock.now(), correlationId: applicationId },
        ...{ causationId: 'test', service: 'interview', topic: offerApproved.topic as string, key: applicationId },
      });
    if (sequence === 1) say('interview.planned.v1', 1, { planVersion: 1, stages: [{ id: 'onsite', name: 'Onsite', rounds: [] }] });
    say('interview.concluded.v1', sequence + 1);
    await this.simulation.settle();
  }

  /** A part of a service, by its class. */
  of<T>(service: string, type: new (...given: never[]) => T): T {
    return this.simulation.services.get(service)?.app.get(type as never, { strict: false }) as T;
  }
}

const nextStep: Partial<Record<string, string>> = {
  ...{ absent: 'draft', to_prepare: 'draft', drafted: 'ask', pending_approval: 'approve', approved: 'extend' },
  ...{ extended: 'accept', opened: 'accept', accepted: 'clear', declined: 'again', expired: 'again' },
};
const band = { location: 'Berlin', min: 90_000, max: 120_000, currency: 'EUR', period: 'year', basis: 'base', exceptionsAllowed: true };
const seat = { bandId: 'berlin', location: 'Berlin', employmentType: 'full_time', kind: 'new' };
const terms = { base: 100_000, currency: 'EUR', bandId: 'berlin', contingencies: ['background_check'], startDate: '2027-02-01' };
const approvalOf = (person: string) => ({
  groups: [{ id: 'finance', people: [person], needed: 1 }],
  escalationOwner: 'olga',
  dueInHours: 2000,
  extendWithinHours: 48,
});
