/** The screening service as a whole for its tests: the real app on real servers, people who call it, and other services' events. */
import * as contracts from '@rolecall/contracts';
import { deriveId, type EventContract } from '@rolecall/kernel';
import { type OutgoingMessage, systemRandomness } from '@rolecall/messaging';
import { readRole } from '@rolecall/role-schema';
import { eventually } from '@rolecall/testing';
import { AppModule } from '../../apps/screening/src/app.module.js';
import { type Answer, AskedByMara, patienceMs, startService } from './service.js';

const { role } = readRole(`Key Responsibilities and Required Skills for Backend Engineer

Required Skills & Competencies

Hard Skills (Technical)

• Experience with event-driven architectures (Apache Kafka, RabbitMQ, or similar).
• Strong programming proficiency in Go.
• Hands-on experience with containers and orchestration (Docker, Kubernetes).
`);
const idOf = (words: string): string => role.requirements.hard.find(({ text }) => text.includes(words))?.id ?? words;
export const requirements = { kafka: idOf('Kafka'), go: idOf('Go.'), containers: idOf('Docker') };

const round = {
  ...{ id: 'phone', name: 'Phone', durationMinutes: 30, panelSize: 1, questionGuide: [] },
  competencies: [{ id: 'go', name: 'Go', requirementIds: [requirements.go] }],
};
/** mara recruits, hiro is the hiring manager. */
export const terms = {
  ...{ role, roleVersion: 1, musts: [requirements.kafka, requirements.go], niceToHaves: [requirements.containers] },
  bands: [{ id: 'berlin', location: 'Berlin', min: 1, max: 2, currency: 'EUR', period: 'year', basis: 'base', exceptionsAllowed: true }],
  bandVersion: 1,
  questions: [
    { id: 'permit', kind: 'work_authorisation', text: 'May you work in the EU?', required: true, knockoutAnswers: ['no', 'not yet'] },
    { id: 'story', kind: 'free_text', text: 'What did you build?', required: false, knockoutAnswers: ['no'] },
  ],
  questionsVersion: 1,
  plan: { version: 1, stages: [{ id: 'onsite', name: 'Onsite', rounds: [round] }] },
  team: { hiringManager: 'hiro', recruiter: 'mara', coordinators: [], interviewers: [] },
  seats: [{ id: 'seat-1', bandId: 'berlin', location: 'Berlin', employmentType: 'full_time', kind: 'new' }],
  evaluation: 'on',
};

/** Characters outside the basic plane stand before the words that count, so that code units and code points differ. */
export const resume = `Lena Kraus-Öztürk 👩‍🍳🚀
Backend Engineer, Berlin

Experience

Backend Engineer, Lindenbaum Mobility, Jan 2020 – Present
- Whispered booking services in Go, Apache Kafka as their backbone 🧵

Skills
Docker, Go
`;
export const yes = { questionId: 'permit', value: 'yes' };
export const no = { questionId: 'permit', value: ' No ' };
export const later = '2031-01-01T00:00:00.000Z';
/** What is personal: it would be seen anywhere but in the vault. */
export const secrets = /Kraus|personal\.example|whisper|30 555/i;

export interface Applicant {
  readonly applicationId: string;
  readonly candidateId: string;
  readonly requisitionId: string;
}
interface Told {
  readonly type: string;
  readonly sequence: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever was said.
  readonly data: any;
}

export const named = (type: string): string => type.slice('application.'.length, -'.v1'.length);
let people = 0;

export class ScreeningService extends AskedByMara {
  /** Open, and stays so. */
  readonly requisitionId = systemRandomness.id();

  static async start(env: Record<string, string> = {}): Promise<ScreeningService> {
    const service = new ScreeningService(await startService('screening', AppModule, env));
    await service.open(service.requisitionId);
    await service.watch('hiring.application', 'hiring.candidate');
    return service;
  }

  /** The search is on, and screening knows it. */
  async open(requisitionId = systemRandomness.id(), more: object = {}): Promise<string> {
    await this.tell(contracts.requisitionOpened, requisitionId, { requisitionId, terms: { ...terms, ...more } });
    await eventually(async () => (await this.get(`worklists/${requisitionId}`)).status === 200, patienceMs);
    return requisitionId;
  }
  /** What the requisition says of itself. */
  requisition = (requisitionId: string, contract: EventContract, more: object = {}): Promise<OutgoingMessage> =>
    this.tell(contract, requisitionId, { requisitionId, ...more });

  contact(): { name: string; emails: string[]; phones: string[] } {
    people += 1;
    return { name: `Lena Kraus-Öztürk ${people} 👩‍🍳`, emails: [`lena.${people}@personal.example`], phones: ['+49 30 555 17'] };
  }

  /** Somebody new, with this résumé or without any. */
  async candidate(text?: string): Promise<string> {
    const { id } = (await this.post('candidates', this.contact())).json;
    if (text) await this.post(`candidates/${id}/resumes`, { text });
    return id;
  }

  apply = (candidateId: string, more: object = {}, headers?: Record<string, string>): Promise<Answer> =>
    this.post('applications', { candidateId, requisitionId: this.requisitionId, answers: [yes], ...more }, 'mara', headers);

  /** Somebody new who applied. With a résumé they are evaluated. */
  async applied(
    requisitionId = this.requisitionId,
    { text, ...more }: { text?: string; [field: string]: unknown } = {},
  ): Promise<Applicant> {
    const candidateId = await this.candidate(text);
    const { status, json } = await this.apply(candidateId, { requisitionId, ...more });
    if (status !== 201) throw new Error(JSON.stringify(json));
    return { applicationId: json.id, candidateId, requisitionId };
  }

  /** A command that is taken; what happened, without `application.`. */
  async act(id: string, command: string, body: object = {}, person = 'mara'): Promise<string[]> {
    const { status, json } = await this.post(`applications/${id}/${command}`, body, person);
    if (status !== 200) throw new Error(`${command}: ${JSON.stringify(json)}`);
    return json.happened.map(named);
  }

  /** A command that is refused: the status and the code. */
  async refused(id: string, command: string, body: object = {}, person = 'mara'): Promise<string> {
    const { status, json } = await this.post(`applications/${id}/${command}`, body, person);
    return `${status} ${json.code ?? JSON.stringify(json)}`;
  }

  shown = async (id: string, person?: string): Promise<Answer['json']> => (await this.get(`applications/${id}`, person)).json;
  commits = async (id: string): Promise<Answer['json'][]> => (await this.get(`applications/${id}/history`)).json.commits;
  events = async (id: string): Promise<Told[]> => (await this.commits(id)).flatMap(({ events }) => events);
  /** Types of the events in the history, without `application.`. */
  history = async (id: string): Promise<string[]> => (await this.events(id)).map(({ type }) => named(type));
  last = async (id: string): Promise<Told['data']> => (await this.events(id)).at(-1)?.data;
  openTasks = async (id: string): Promise<Answer['json'][]> =>
    (await this.shown(id)).tasks.filter(({ outcome }: { outcome?: string }) => outcome === undefined);

  until(id: string, holds: (application: Answer['json']) => boolean): Promise<unknown> {
    return eventually(async () => holds(await this.shown(id)), patienceMs);
  }
  untilStatus = (id: string, status: string): Promise<unknown> => this.until(id, (application) => application.status === status);
  /** The application once it says so. */
  async evaluated({ applicationId }: Applicant): Promise<Answer['json']> {
    await this.until(applicationId, ({ evaluation }) => evaluation.status === 'done');
    return this.shown(applicationId);
  }

  /** What another service says about the application, on its key. */
  says = ({ applicationId, ...of }: Applicant, contract: EventContract, more: object = {}): Promise<OutgoingMessage> =>
    this.tell(contract, applicationId, { applicationId, ...of, episode: 1, ...more });
  offerOf = ({ applicationId }: Applicant, episode = 1): string => deriveId(applicationId, `offer:${episode}`);
  concluded = (of: Applicant, conclusion = 'hire', more: object = {}): Promise<OutgoingMessage> => {
    const facts = { loopId: deriveId(of.applicationId, 'loop:1'), conclusion, dissent: false, verdicts: { yes: 2, no: 0 }, by: 'hiro' };
    return this.says(of, contracts.interviewConcluded, { ...facts, ...more });
  };
  extended = (of: Applicant, more: object = {}): Promise<OutgoingMessage> =>
    this.says(of, contracts.offerExtended, { ...this.offerFacts(of), expiresAt: later, by: 'mara', ...more });
  accepted = (of: Applicant, more: object = {}): Promise<OutgoingMessage> =>
    this.says(of, contracts.offerAccepted, { ...this.offerFacts(of), acceptedAt: new Date().toISOString(), ...more });
  offerEnds = (of: Applicant, contract: EventContract, more: object = {}): Promise<OutgoingMessage> =>
    this.says(of, contract, { offerId: this.offerOf(of), offerVersion: 1, ...more });

  private offerFacts(of: Applicant): object {
    const kinds = ['background_check', 'references'];
    return { offerId: this.offerOf(of), offerVersion: 1, seatId: 'seat-1', startDate: '2031-05-05', contingencies: kinds };
  }

  /** Somebody whose offer is out, or accepted too. */
  async offered(requisitionId?: string): Promise<Applicant> {
    const of = await this.applied(requisitionId);
    await this.extended(of);
    await this.untilStatus(of.applicationId, 'offered');
    return of;
  }
  async preHire(): Promise<Applicant> {
    const of = await this.offered();
    await this.accepted(of);
    await this.untilStatus(of.applicationId, 'pre_hire');
    return of;
  }
}
