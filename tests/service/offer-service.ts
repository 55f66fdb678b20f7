/** The offer service as a whole for its tests: the real app on real servers, people who call it, and other services' events. */
import { randomUUID } from 'node:crypto';
import * as contracts from '@rolecall/contracts';
import { issueToken, type Running, start } from '@rolecall/edge';
import { deriveId, type EventContract } from '@rolecall/kernel';
import { type IncomingMessage, KafkaBroker, systemRandomness, toMessage } from '@rolecall/messaging';
import { readRole } from '@rolecall/role-schema';
import { eventually } from '@rolecall/testing';
import { AppModule } from '../../apps/offer/src/app.module.js';
import { kafkaBrokers, mongoUrl } from '../servers.js';

const secret = 'a secret for tests that is long enough';
const org = 'acme';
const patienceMs = 30_000;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever comes back.
  readonly json: any;
}

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
  ...{ base: 81_234, bonus: 7_654, currency: 'EUR', bandId: 'berlin', startDate: '2031-05-05', contingencies: ['background_check'] },
  message: 'We would love to bake with you.',
};
export const secrets = /81234|7654|91234|123456|bake with you|whispered/;
export const approval = { groups: [{ id: 'finance', people: ['finn', 'fay'], needed: 1 }], escalationOwner: 'olga' };

export interface Person {
  readonly applicationId: string;
  readonly candidateId: string;
  readonly requisitionId: string;
  readonly episode: number;
}

export class OfferService {
  readonly requisitionId = systemRandomness.id();
  private sequence = 0;
  /** Everything that came by on the topics. */
  readonly published: IncomingMessage[] = [];

  private constructor(
    readonly running: Running,
    readonly broker: KafkaBroker,
  ) {}

  static async start(env: Record<string, string> = {}): Promise<OfferService> {
    Object.assign(process.env, { MONGO_URL: mongoUrl('offer'), VAULT_HASH_KEY: 'a key for tests that is long enough', ...env });
    const broker = await KafkaBroker.open({ clientId: 'offer-test', brokers: kafkaBrokers().split(','), log: () => undefined });
    const running = await start(AppModule, { service: 'offer', env: { AUTH_TOKEN_SECRET: secret, PORT: '0', LOG_LEVEL: 'silent' } });
    const service = new OfferService(running, broker);
    await service.openRequisition(service.requisitionId);
    const attempt = async () => undefined;
    const begin = (message: IncomingMessage) => {
      service.published.push(message);
      return { attempt };
    };
    await broker.consume({ group: `watch-${randomUUID()}`, topics: ['hiring.application'], begin });
    return service;
  }

  async stop(): Promise<void> {
    await this.running.stop();
    await this.broker.close();
  }

  async call(person: string, method: 'GET' | 'POST', path: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> {
    const token = await issueToken({ person, org: headers.org ?? org, roles: [] }, secret);
    const response = await fetch(`${this.running.url}/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
      body: body && JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, json: await response.json() };
  }

  get = (path: string, person = 'mara', headers?: Record<string, string>): Promise<Answer> =>
    this.call(person, 'GET', path, undefined, headers);
  post = (path: string, body: object = {}, person = 'mara', headers?: Record<string, string>): Promise<Answer> =>
    this.call(person, 'POST', path, body, headers);

  /** An event of another service, as it stands on the topic. Sent until it is there, as the relay does. */
  async tell({ type, topic, service }: EventContract, key: string, data: object): Promise<void> {
    this.sequence += 1;
    const { sequence } = this;
    const story = { stream: `${org}/${type.split('.')[0]}/${key}`, correlationId: key, causationId: 'test', org, service };
    const facts = { id: randomUUID(), type, sequence, version: sequence, at: new Date().toISOString(), topic: topic ?? '', key };
    const message = toMessage({ ...facts, ...story, data: data as Record<string, unknown> });
    const send = () => this.broker.send([message]);
    await eventually(
      () =>
        send().then(
          () => true,
          () => false,
        ),
      patienceMs,
    );
  }

  openRequisition = (requisitionId: string): Promise<void> =>
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

  /** With the candidate until the instant given. */
  async extended(expiresAt = '2031-01-01T00:00:00Z', more: object = {}): Promise<Person & { offerId: string }> {
    const person = await this.approved(undefined, more);
    await this.seat(person);
    expect((await this.post(`offers/${person.offerId}/extend`, { version: 1, expiresAt })).json.happened).toEqual(['offer.extended.v1']);
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

/** An instant so many milliseconds from now. */
export const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();
