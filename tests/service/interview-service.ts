/** The interview service as a whole for its tests: the real app on real servers, people who call it, and other services' events. */
import * as contracts from '@rolecall/contracts';
import { deriveId } from '@rolecall/kernel';
import { systemRandomness } from '@rolecall/messaging';
import { readRole } from '@rolecall/role-schema';
import { eventually } from '@rolecall/testing';
import { AppModule } from '../../apps/interview/src/app.module.js';
import { type Answer, patienceMs, RealService, startService } from './service.js';

export { org } from './service.js';

const round = (id: string, durationMinutes: number, panelSize: number, ...competencies: string[]) => ({
  ...{ id, name: `The round ${id}`, durationMinutes, panelSize, questionGuide: [] },
  competencies: competencies.map((each) => ({ id: each, name: `About ${each}`, requirementIds: [] })),
});
export const plan = {
  version: 1,
  stages: [
    { id: 'screen', name: 'Phone screen', rounds: [round('phone', 30, 1, 'go')] },
    { id: 'onsite', name: 'Onsite', rounds: [round('skills', 60, 2, 'kafka', 'talk'), round('together', 45, 1, 'team')] },
  ],
};
const document = `Key Responsibilities and Required Skills for Backend Engineer

🎯 Role Definition

The Backend Engineer builds services.

Required Skills & Competencies

Hard Skills (Technical)

• Strong programming proficiency in Go.
`;
const terms = {
  ...{
    role: readRole(document).role,
    roleVersion: 1,
    musts: [],
    niceToHaves: [],
    bandVersion: 1,
    questions: [],
    questionsVersion: 1,
    plan,
  },
  bands: [{ id: 'b', location: 'Berlin', min: 1, max: 2, currency: 'EUR', period: 'year', basis: 'base', exceptionsAllowed: true }],
  team: { hiringManager: 'hiro', recruiter: 'mara', coordinators: ['cleo'], interviewers: [] },
  seats: [{ id: 's', bandId: 'b', location: 'Berlin', employmentType: 'full_time', kind: 'new' }],
  evaluation: 'off',
};

export class InterviewService extends RealService {
  readonly requisitionId = systemRandomness.id();

  static async start(env: Record<string, string> = {}): Promise<InterviewService> {
    const service = new InterviewService(await startService('interview', AppModule, env));
    const { requisitionId } = service;
    await service.tell(contracts.requisitionOpened, requisitionId, { requisitionId, terms });
    return service;
  }

  get = (person: string, path: string): Promise<Answer> => this.call(person, 'GET', path);
  post = (person: string, path: string, body: object = {}, headers?: Record<string, string>): Promise<Answer> =>
    this.call(person, 'POST', path, body, headers);

  application(): { applicationId: string; candidateId: string; requisitionId: string; episode: number } {
    return { applicationId: systemRandomness.id(), candidateId: systemRandomness.id(), requisitionId: this.requisitionId, episode: 1 };
  }

  /** The loop of an application that is advanced now. */
  async loop(of = this.application()): Promise<string> {
    const id = deriveId(of.applicationId, `loop:${of.episode}`);
    await this.tell(contracts.applicationAdvanced, of.applicationId, { ...of, by: 'mara', planVersion: 1 });
    await eventually(async () => (await this.get('mara', `loops/${id}`)).status === 200, patienceMs);
    return id;
  }

  schedule = (loop: string, body: object, headers?: Record<string, string>): Promise<Answer> =>
    this.post('mara', `loops/${loop}/rounds/phone/schedule`, body, headers);

  /** Types of the events in the history, without `interview.`. */
  async history(id: string): Promise<string[]> {
    const { json } = await this.get('mara', `loops/${id}/history`);
    return json.commits.flatMap(({ events }: { events: { type: string }[] }) =>
      events.map(({ type }) => type.slice('interview.'.length, -3)),
    );
  }

  /** What stands in a person's calendar of 2031, such as `confirmed 09:00`. */
  async calendar(person: string): Promise<string[]> {
    const { json } = await this.get('mara', `calendars/${person}?from=2031-01-01T00:00:00Z&to=2031-12-31T00:00:00Z`);
    return json.entries.map(({ status, startsAt }: { status: string; startsAt: string }) => `${status} ${startsAt.slice(11, 16)}`);
  }
}

/** A body that books a panel; the first of it leads. */
export const at = (time: string, ...people: string[]) => ({
  local: `2031-03-03T${time}`,
  zone: 'Europe/Berlin',
  panel: people.map((person, n) => ({ person, role: n === 0 ? 'lead' : 'member' })),
});

let last = 0;
/** People whom no other test knows. */
export const somebody = (name: string): string => {
  last += 1;
  return `${name}-${last}`;
};
