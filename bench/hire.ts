/**
 * One whole hire, told once: thirteen requests of people and what the services do about each. The bench drives it over HTTP and without;
 * the floor replays what it wrote and said.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readRole } from '@rolecall/role-schema';

/** How people reach the services, and how it is known that something has come about. */
export interface Desk {
  /** A command. Resolves with its answer; throws when it is refused. What is not there yet (503) is asked again. */
  ask(person: string, service: string, path: string, body?: object): Promise<Answered>;
  /** The first event of this type of this application or requisition, now or later. */
  event(type: string, key: string): Promise<Readonly<Record<string, unknown>>>;
}

export type Answered = { readonly id: string } & Readonly<Record<string, unknown>>;

/** Of this process alone, so that servers may be used again and again. */
export const org = `bench-${randomUUID().slice(0, 8)}`;
export const stepsOfHire = 13;
/** Seats of one requisition; so many hires share it. */
export const seatsEach = 10;

/** What the story waits for. */
export const awaited = [
  'interview.stage-planned.v1',
  'offer.preparation-asked.v1',
  'offer.seat-assigned.v1',
  'application.pre-hire-begun.v1',
  'requisition.seat-filled.v1',
] as const;

const document = readFileSync(new URL('../docs/examples/role-document.txt', import.meta.url), 'utf8');
const must = readRole(document).role.requirements.hard[0]?.id;
const band = { id: 'berlin', location: 'Berlin', min: 90_000, max: 120_000, currency: 'EUR', period: 'year', basis: 'base' };
const seat = { bandId: 'berlin', location: 'Berlin', employmentType: 'full_time', kind: 'new' };
const terms = { base: 100_000, currency: 'EUR', bandId: 'berlin', contingencies: ['background_check'], startDate: '2031-02-01' };
const approval = { groups: [{ id: 'finance', people: ['finn'], needed: 1 }], escalationOwner: 'olga', dueInHours: 2000 };
const round = { id: 'talk', name: 'Talk', durationMinutes: 45, panelSize: 1, questionGuide: [] };
const plan = [{ id: 'onsite', name: 'Onsite', rounds: [{ ...round, competencies: [{ id: 'go', name: 'Go', requirementIds: [] }] }] }];
const team = { hiringManager: 'henrik', recruiter: 'mara', coordinators: ['cleo'], interviewers: [] };

/** An open search, whose making is no part of a hire. Gives the requisition's id. */
export async function openSearch(desk: Desk): Promise<string> {
  const { id } = await desk.ask('mara', 'requisition', '/v1/requisitions', { document, team });
  const does = (person: string, what: string, body: object = {}) => desk.ask(person, 'requisition', `/v1/requisitions/${id}/${what}`, body);
  await does('mara', 'set-bands', { bands: [{ ...band, exceptionsAllowed: true }] });
  await does('mara', 'add-seats', { seats: Array.from({ length: seatsEach }, (_, n) => ({ ...seat, id: `seat-${n + 1}` })) });
  await does('mara', 'set-plan', { stages: plan });
  const { version } = await does('henrik', 'confirm-requirements', { musts: [must], niceToHaves: [] });
  await does('mara', 'request-approval', approval);
  await does('finn', 'approve', { version });
  await does('mara', 'open');
  return id;
}

/** From the candidate's arrival to the filled seat. `onStep` after each request that was answered. */
export async function hire(desk: Desk, requisitionId: string, number: number, onStep: () => void = () => undefined): Promise<void> {
  const ask: Desk['ask'] = async (...of) => {
    const answered = await desk.ask(...of);
    onStep();
    return answered;
  };
  const contact = { name: `Person ${number}`, emails: [`person-${number}@bench.example`], phones: [] };
  const { id: candidateId } = await ask('mara', 'screening', '/v1/candidates', contact);
  const { id: applicationId } = await ask('mara', 'screening', '/v1/applications', { candidateId, requisitionId, evaluation: false });
  const application = `/v1/applications/${applicationId}`;
  await ask('henrik', 'screening', `${application}/advance`);

  const planned = await desk.event('interview.stage-planned.v1', applicationId);
  const loop = `/v1/loops/${planned.loopId}`;
  // An interviewer has several interviews a day, each at an hour of its own.
  const interviewer = `interviewer-${Math.floor(number / 8)}`;
  const time = { local: `2031-03-03T${String(9 + (number % 8)).padStart(2, '0')}:00`, zone: 'Europe/Berlin' };
  const panel = [{ person: interviewer, role: 'lead' }];
  await ask('cleo', 'interview', `${loop}/rounds/talk/schedule`, { ...time, panel });
  await ask('cleo', 'interview', `${loop}/rounds/talk/mark-held`, { earlier: true });
  const scorecard = { verdict: 'yes', ratings: [{ competencyId: 'go', rating: 'yes' }], note: 'Knows it well.' };
  await ask(interviewer, 'interview', `${loop}/rounds/talk/submit-scorecard`, scorecard);
  await ask('henrik', 'interview', `${loop}/conclude`, { conclusion: 'hire', reason: 'requirements_shown' });

  const { offerId } = await desk.event('offer.preparation-asked.v1', applicationId);
  const offer = `/v1/offers/${offerId}`;
  await ask('mara', 'offer', '/v1/offers', { applicationId, terms });
  await ask('mara', 'offer', `${offer}/request-approval`, approval);
  await ask('finn', 'offer', `${offer}/approve`, { version: 1 });
  await desk.event('offer.seat-assigned.v1', applicationId);
  await ask('mara', 'offer', `${offer}/extend`, { version: 1, expiresAt: '2031-01-01T00:00:00Z' });
  await ask('candidate', 'offer', `${offer}/accept`, { version: 1 });
  await desk.event('application.pre-hire-begun.v1', applicationId);
  await ask('mara', 'screening', `${application}/clear-contingency`, { kind: 'background_check' });
  await desk.event('requisition.seat-filled.v1', applicationId);
}
