/** Stories for tests of what only reads: events as the services would have published them, in their order. */
import { randomUUID } from 'node:crypto';
import * as contracts from '@rolecall/contracts';
import type { EventContract } from '@rolecall/kernel';
import { type OutgoingMessage, toMessage } from '@rolecall/messaging';
import { readRole } from '@rolecall/role-schema';

const document = 'Key Responsibilities and Required Skills for Baker\n\nHard Skills (Technical)\n\n• Bread.\n';
const round = { id: 'bake', name: 'Bake', durationMinutes: 60, panelSize: 1, competencies: [{ id: 'bread', name: 'Bread' }] };
const band = { id: 'berlin', location: 'Berlin', min: 1, max: 2, currency: 'EUR', period: 'year', basis: 'base' };
const team = { hiringManager: 'hiro', recruiter: 'mara' };
const { role } = readRole(document);
export const termsWith = (seats: number) => ({
  ...{ role, roleVersion: 1, musts: [], niceToHaves: [], bands: [band], bandVersion: 1, questions: [], questionsVersion: 1, team },
  plan: { version: 1, stages: [{ id: 'onsite', name: 'Onsite', rounds: [round] }] },
  seats: Array.from({ length: seats }, (_, n) => ({
    ...{ id: `seat-${n + 1}`, bandId: 'berlin', location: 'Berlin', employmentType: 'full_time', kind: 'new' },
  })),
  evaluation: 'on',
});

/** Far enough back that nothing of it is in the future, and deadlines can have passed. */
const began = Date.now() - 400 * 86_400_000;
export const hour = 60;
export const day = 24 * hour;
export const at = (minutes: number): string => new Date(began + minutes * 60_000).toISOString();

/** Events of one story, in its order, as its services would have published them. */
export class Told {
  readonly messages: OutgoingMessage[] = [];
  private readonly sequences = new Map<string, number>();

  constructor(
    readonly org: string,
    readonly ids = { requisitionId: randomUUID(), applicationId: randomUUID(), candidateId: randomUUID(), episode: 1 },
  ) {}

  readonly loopId = randomUUID();
  readonly offerId = randomUUID();

  tell({ type, topic, key, service }: EventContract, minutes: number, data: object): this {
    const { requisitionId, applicationId, candidateId, episode } = this.ids;
    const { loopId, offerId, org } = this;
    const all: Record<string, unknown> = { requisitionId, applicationId, candidateId, episode, loopId, offerId, offerVersion: 1, ...data };
    const aggregate = type.split('.')[0] as string;
    const ids: Record<string, string> = { interview: loopId, offer: offerId, application: applicationId, candidate: candidateId };
    const stream = `${org}/${aggregate === 'interview' ? 'loop' : aggregate}/${ids[aggregate] ?? requisitionId}`;
    const sequence = (this.sequences.get(stream) ?? 0) + 1;
    this.sequences.set(stream, sequence);
    const story = { stream, org, service, correlationId: String(all[key]), causationId: 'test', topic: topic ?? '', key: String(all[key]) };
    const by = 'by' in data ? { actor: { kind: 'person', id: String(data.by) } as const } : {};
    this.messages.push(toMessage({ id: randomUUID(), type, sequence, version: sequence, at: at(minutes), ...story, ...by, data: all }));
    return this;
  }

  search(seats: number): this {
    this.tell(contracts.requisitionDrafted, 0, { role, bands: [band], team, by: 'mara' });
    return this.tell(contracts.requisitionOpened, day, { terms: termsWith(seats) });
  }

  applies(kind: string, minutes: number): this {
    const pins = { role: 1, questions: 1, plan: 1, band: 1 };
    return this.tell(contracts.applicationReceived, minutes, { attempt: 1, pins, source: { kind, at: at(minutes) } });
  }

  /** From the application to the hire, on a seat: six hours received, two days of interviews, and so on. */
  hired(from: number): this {
    const seat = { seatId: 'seat-1', bandId: 'berlin' };
    const out = { seatId: 'seat-1', startDate: '2030-01-01', contingencies: [] };
    this.applies('referral', from);
    this.tell(contracts.applicationAdvanced, from + 6 * hour, { by: 'mara', planVersion: 1 });
    this.interviewed(from + day, 'ida');
    this.tell(contracts.interviewScorecardSubmitted, from + day + hour, { roundId: 'bake', person: 'ida', by: 'ida' });
    const concluded = { loopEpisode: 1, conclusion: 'hire', dissent: false, by: 'hiro' };
    this.tell(contracts.applicationDecisionDue, from + 2 * day + 6 * hour, concluded);
    this.tell(contracts.offerApproved, from + 3 * day, { bandId: 'berlin', askedAt: at(from + 3 * day) });
    this.tell(contracts.seatReserved, from + 3 * day, seat);
    this.tell(contracts.offerSeatAssigned, from + 3 * day, seat);
    this.tell(contracts.offerExtended, from + 3 * day, { ...out, expiresAt: at(from + 9 * day), by: 'mara' });
    this.tell(contracts.applicationOffered, from + 3 * day, { startDate: '2030-01-01' });
    this.tell(contracts.offerAccepted, from + 5 * day, { ...out, acceptedAt: at(from + 5 * day) });
    this.tell(contracts.seatCommitted, from + 5 * day, seat);
    const preHire = { startDate: '2030-01-01', contingencies: [], offerEpisode: 1, at: at(from + 5 * day) };
    this.tell(contracts.applicationPreHireBegun, from + 5 * day, preHire);
    this.tell(contracts.applicationHired, from + 10 * day, { startDate: '2030-01-01' });
    return this.tell(contracts.seatFilled, from + 10 * day, seat);
  }

  /** A round took place, and these owe a scorecard since long ago. */
  interviewed(minutes: number, ...due: string[]): this {
    this.tell(contracts.interviewPlanned, minutes, { planVersion: 1, stages: termsWith(1).plan.stages });
    this.tell(contracts.offerDrafted, minutes, {
      ...{ termsId: randomUUID(), termsHash: 'x', bandId: 'berlin', bandVersion: 1, currency: 'EUR', insideBand: true },
      ...{ startDate: '2030-01-01', contingencies: [], owner: 'mara', by: 'mara' },
    });
    return this.tell(contracts.interviewRoundHeld, minutes, { roundId: 'bake', due, scorecardsDueAt: at(minutes + day), by: 'timer' });
  }
}
