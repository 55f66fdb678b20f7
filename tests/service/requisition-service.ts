/** The requisition service as a whole for its tests: the real app on real servers, people who call it, and what offers and applications say. */
import * as contracts from '@rolecall/contracts';
import type { EventContract } from '@rolecall/kernel';
import { DeadDeadlines, DeadLetters, groupOf, type OutgoingMessage, Ports, streamOf, systemRandomness } from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { AppModule } from '../../apps/requisition/src/app.module.js';
import { type Answer, AskedByMara, inMs, org, patienceMs, startService } from './service.js';

export const document = `Key Responsibilities and Required Skills for Baker

Core Responsibilities

Primary Functions

• Bake the bread of the night.

Required Skills & Competencies

Hard Skills (Technical)

• Bread.
• Cakes.
• Ovens.
`;
/** mara recruits, hiro is the hiring manager. */
export const team = { hiringManager: 'hiro', recruiter: 'mara', coordinators: ['cleo'], interviewers: ['ines'] };
export const band = (id = 'berlin', more: object = {}) => ({
  ...{ id, location: 'Berlin', min: 70_000, max: 95_000, currency: 'EUR', period: 'year', basis: 'base', exceptionsAllowed: true },
  ...more,
});
export const seat = (bandId = 'berlin', more: object = {}) => ({
  ...{ bandId, location: 'Berlin', employmentType: 'full_time', kind: 'new' },
  ...more,
});
export const approval = { groups: [{ id: 'finance', people: ['finn', 'fay'], needed: 1 }], escalationOwner: 'olga' };
export const later = '2031-01-01T00:00:00.000Z';
/** Texts that would be seen anywhere they do not belong. */
export const secrets = /whispered/;

/** An offer as its own service speaks of it. */
export interface OfferOf {
  readonly offerId: string;
  readonly applicationId: string;
  readonly candidateId: string;
  readonly requisitionId: string;
  readonly episode: number;
  readonly offerVersion: number;
}
interface Told {
  readonly type: string;
  readonly sequence: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever was said.
  readonly data: any;
}

export const named = (type: string): string => type.slice('requisition.'.length, -'.v1'.length);

export class RequisitionService extends AskedByMara {
  static async start(): Promise<RequisitionService> {
    const service = new RequisitionService(await startService('requisition', AppModule));
    await service.watch('hiring.requisition');
    return service;
  }

  /** A command that is taken; what happened, without `requisition.`. */
  async act(id: string, command: string, body: object = {}, person = 'mara'): Promise<string[]> {
    const { status, json } = await this.post(`requisitions/${id}/${command}`, body, person);
    if (status !== 200) throw new Error(`${command}: ${JSON.stringify(json)}`);
    return json.happened.map(named);
  }

  /** A command that is refused: the status and the code. */
  async refused(id: string, command: string, body: object = {}, person = 'mara'): Promise<string> {
    const { status, json } = await this.post(`requisitions/${id}/${command}`, body, person);
    return `${status} ${json.code ?? JSON.stringify(json)}`;
  }

  async drafted(): Promise<string> {
    return (await this.post('requisitions', { document, team })).json.id;
  }

  /** A draft with a band and so many seats, whose first two requirements hiro has confirmed. */
  async complete(seats = 1): Promise<string> {
    const id = await this.drafted();
    await this.act(id, 'set-bands', { bands: [band()] });
    await this.act(id, 'add-seats', { seats: Array.from({ length: seats }, () => seat()) });
    const [bread, cakes] = await this.requirements(id);
    await this.act(id, 'confirm-requirements', { musts: [bread], niceToHaves: [cakes] }, 'hiro');
    return id;
  }

  async pending(seats = 1): Promise<string> {
    const id = await this.complete(seats);
    await this.act(id, 'request-approval', approval);
    return id;
  }

  async approved(seats = 1): Promise<string> {
    const id = await this.pending(seats);
    await this.act(id, 'approve', { version: await this.pendingVersion(id) }, 'finn');
    return id;
  }

  async opened(seats = 1): Promise<string> {
    const id = await this.approved(seats);
    expect(await this.act(id, 'open')).toEqual(['plan-set', 'opened']);
    return id;
  }

  /** What is up for approval. */
  pendingVersion = async (id: string): Promise<number> => (await this.shown(id)).approval.version;
  requirements = async (id: string): Promise<string[]> =>
    (await this.shown(id)).role.requirements.hard.map(({ id: requirementId }: { id: string }) => requirementId);

  shown = async (id: string, person?: string): Promise<Answer['json']> => (await this.get(`requisitions/${id}`, person)).json;
  seats = async (id: string): Promise<Answer['json']> => (await this.get(`requisitions/${id}/seats`)).json;
  commits = async (id: string): Promise<Answer['json'][]> => (await this.get(`requisitions/${id}/history`)).json.commits;
  events = async (id: string): Promise<Told[]> => (await this.commits(id)).flatMap(({ events }) => events);
  /** Types of the events in the history, without `requisition.`. */
  history = async (id: string): Promise<string[]> => (await this.events(id)).map(({ type }) => named(type));
  /** What came after so many events. */
  since = async (id: string, count: number): Promise<string[]> => (await this.history(id)).slice(count);
  count = async (id: string): Promise<number> => (await this.events(id)).length;

  until(id: string, holds: (requisition: Answer['json']) => boolean): Promise<unknown> {
    return eventually(async () => holds(await this.shown(id)), patienceMs);
  }

  offer(requisitionId: string): OfferOf {
    const { id } = systemRandomness;
    return { offerId: id(), applicationId: id(), candidateId: id(), requisitionId, episode: 1, offerVersion: 1 };
  }

  /** What an offer or its application says, on its own key. */
  says = (offer: OfferOf, contract: EventContract, more: object = {}): Promise<OutgoingMessage> =>
    this.tell(contract, offer.applicationId, { ...offer, ...more });
  asks = (offer: OfferOf, bandId = 'berlin'): Promise<OutgoingMessage> => this.says(offer, contracts.offerApproved, { bandId });
  goesOut = (offer: OfferOf, seatId = 'seat-1'): Promise<OutgoingMessage> =>
    this.says(offer, contracts.offerExtended, { seatId, expiresAt: later, startDate: '2031-05-05', contingencies: [], by: 'mara' });
  accepts = (offer: OfferOf, seatId = 'seat-1'): Promise<OutgoingMessage> =>
    this.says(offer, contracts.offerAccepted, { seatId, startDate: '2031-05-05', contingencies: [], acceptedAt: new Date().toISOString() });
  declines = (offer: OfferOf): Promise<OutgoingMessage> => this.says(offer, contracts.offerDeclined, { reason: 'pay' });
  isHired = (offer: OfferOf): Promise<OutgoingMessage> => this.says(offer, contracts.applicationHired, { startDate: '2031-05-05' });
  isNotHired = (offer: OfferOf): Promise<OutgoingMessage> =>
    this.says(offer, contracts.applicationHireReversed, { by: 'mara', reason: 'no_show' });

  /** Waits until the requisition has said this about the offer, for the n-th time; what it said. */
  async said(name: string, { requisitionId, offerId }: OfferOf, times = 1): Promise<Told['data']> {
    const about = async () =>
      (await this.events(requisitionId)).filter(({ type, data }) => named(type) === name && data.offerId === offerId)[times - 1];
    return (await eventually(about, patienceMs)).data;
  }

  /** On hold, and due for review in a moment, which the timer has given up; its address. */
  async deadDeadline(id: string): Promise<string> {
    const dueAt = inMs(5000);
    await this.act(id, 'hold', { reason: 'budget', reviewAt: dueAt });
    const { database } = this.running.app.get(Ports);
    const stream = streamOf(org, 'requisition', id);
    const head = await eventually(async () => {
      const found = await database.head(stream);
      return found?.dueAt && found;
    });
    // As the timer does, of which each attempt but the first comes half a minute later.
    const failed = { attempts: 5, error: 'TypeError', stack: 'at nowhere', traceId: 'a'.repeat(32) };
    await new DeadDeadlines(database).put({ stream, command: 'remind-review', dueAt, at: inMs(0), ...failed });
    await database.moveDue(head, undefined);
    return `requisition@${stream}`;
  }

  /** The offer asks for a seat, in a message that an older build could not read and kept without holding its key; its address. */
  async putAside(offer: OfferOf): Promise<string> {
    const data = { ...offer, bandId: 'berlin' };
    const { key, headers, value, topic } = this.messageOf(contracts.offerApproved, offer.applicationId, data);
    const message = { topic, key, headers, partition: 0, offset: '987654321', value: Buffer.from(value ?? '') };
    const { database } = this.running.app.get(Ports);
    await new DeadLetters(database).put({ group: groupOf('requisition'), message, reason: 'unreadable', at: inMs(0) });
    return `requisition/${topic}#0:987654321`;
  }

  dueAt = async (id: string): Promise<Date | undefined> =>
    (await this.running.app.get(Ports).database.head(streamOf(org, 'requisition', id)))?.dueAt;

  /** What operators have done about deadlines. */
  async operatorLog(): Promise<object[]> {
    const log = this.running.app.get(Ports).database.collection('operator-log');
    return log.find({ 'facts.stream': { $exists: true } }, { sort: { _id: 1 } }).toArray();
  }

  /** An offer that holds a seat. */
  async seated(requisitionId: string): Promise<OfferOf & { seatId: string }> {
    const offer = this.offer(requisitionId);
    await this.asks(offer);
    const { seatId } = await this.said('seat-reserved', offer);
    return { ...offer, seatId };
  }
}
