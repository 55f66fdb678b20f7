/** One person's story, from an application to its end: hired, an offer declined, or rejected with a letter. */
import { type Json, Refused } from './client.ts';
import { appointmentOf, contactOf, type People, personalAmount, personalMark, resumeOf } from './people.ts';
import { bandId, competencyId } from './search.ts';

export type Ending = 'hired' | 'declined' | 'rejected';

export interface Story {
  readonly index: number;
  readonly org: string;
  readonly requisitionId: string;
  readonly ending: Ending;
  readonly beganAt: number;
  /** When each step was done, on `performance.now()`. */
  readonly steps: { readonly step: string; readonly at: number }[];
  candidateId?: string;
  applicationId?: string;
  offerId?: string;
  endedAt?: number;
  /** Why it did not end as it was meant to: the error of the step after the last. */
  stuck?: string;
}

const letterInMs = 3000;
/** Steps that come at a time which was set before, and no sooner however well everything works. */
const timed: readonly string[] = ['letter released', 'seat given back'];
export const waitsForATime = (step: string): boolean => timed.includes(step);

/** Goes on until the end, or throws what stood in the way. */
export async function live(story: Story, people: People): Promise<void> {
  const { recruiter } = people;
  await applies(story, people);
  const application = `/v1/applications/${story.applicationId}`;
  if (story.ending === 'rejected') return rejected(story, people, application);
  await recruiter.does('screening', `${application}/advance`);
  done(story, 'advanced');
  await interviews(story, people);
  const offer = await askedFor(story, people, lingers(story) ? soonInHours : undefined);
  await people.finance.does('offer', `${offer}/approve`, { version: 1 });
  done(story, 'approved');
  if (lingers(story)) await askedAgain(story, people, offer);
  await extended(story, people, offer);
  if (story.ending === 'declined') return declines(story, people, application, offer);
  await people.candidate.does('offer', `${offer}/accept`, { version: 1 });
  done(story, 'accepted');
  await recruiter.waitsFor('screening', application, ({ status }) => (status === 'pre_hire' ? true : undefined));
  await recruiter.does('screening', `${application}/clear-contingency`, { kind: 'background_check' });
  done(story, 'hired');
}

export const done = (story: Story, step: string): void => void story.steps.push({ step, at: performance.now() });

export async function applies(story: Story, { recruiter }: People): Promise<void> {
  const { index, org, requisitionId } = story;
  const { id: candidateId } = await recruiter.does('screening', '/v1/candidates', contactOf(index, org));
  story.candidateId = candidateId;
  await recruiter.does('screening', `/v1/candidates/${candidateId}/resumes`, { text: resumeOf(index) });
  done(story, 'added');
  const { id } = await recruiter.does('screening', '/v1/applications', { candidateId, requisitionId, answers: [] });
  story.applicationId = id;
  done(story, 'applied');
}

async function rejected(story: Story, { recruiter }: People, application: string): Promise<void> {
  const reject = () =>
    recruiter.does('screening', `${application}/reject`, {
      reason: 'missing_requirement',
      letterDueAt: new Date(Date.now() + letterInMs).toISOString(),
      note: `So says ${personalMark}.`,
    });
  // On its way for longer than that: the same decision with a later letter.
  while (!(await reject().catch(unless('application/letter-in-the-past'))));
  done(story, 'rejected');
  await recruiter.waitsFor('screening', `${application}/history`, (seen) => happenedIn(seen, 'application.letter-released.'));
  done(story, 'letter released');
}

export async function interviews(story: Story, people: People): Promise<void> {
  const { recruiter, manager } = people;
  const loopId: string = await recruiter.waitsFor(
    'interview',
    `/v1/loops?applicationId=${story.applicationId}`,
    ({ items }) => items[0]?.id,
  );
  done(story, 'planned');
  const { interviewer, local } = appointmentOf(story.index, people);
  const round = `/v1/loops/${loopId}/rounds/coding`;
  const panel = [{ person: interviewer.id, role: 'lead' }];
  const place = `Room ${personalMark}`;
  await recruiter.does('interview', `${round}/schedule`, { local, zone: 'Europe/Berlin', panel, place });
  await recruiter.does('interview', `${round}/mark-held`, { earlier: true });
  const ratings = [{ competencyId, rating: 'yes', note: `Of ${personalMark}.` }];
  await interviewer.does('interview', `${round}/submit-scorecard`, { verdict: 'yes', ratings, note: `Of ${personalMark}.` });
  done(story, 'interviewed');
  await manager.does('interview', `/v1/loops/${loopId}/conclude`, { conclusion: 'hire', reason: 'requirements_shown' });
  done(story, 'concluded');
}

/** How long a seat is kept for an offer of somebody who lingers: 5 seconds. */
const soonInHours = 5 / 3600;
/** Every eighth offer is left lying until its seat is given back by the deadline, and asks for one again. */
const lingers = ({ index, ending }: Story): boolean => ending === 'hired' && index % 8 === 4;

/** Drafted, and up for approval. Once it has a seat, it is to go out within the time given. Gives the offer's address. */
export async function askedFor(story: Story, { recruiter, finance }: People, extendWithinHours?: number): Promise<string> {
  const startDate = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const terms = { base: personalAmount, currency: 'EUR', bandId, contingencies: ['background_check'], startDate };
  const { applicationId } = story;
  // It is in their list once it is known there that somebody is to get one.
  await recruiter.waitsFor('offer', `/v1/offers?applicationId=${applicationId}`, ({ items }) => items[0]);
  const { id } = await recruiter.does('offer', '/v1/offers', { applicationId, terms });
  story.offerId = id;
  const offer = `/v1/offers/${id}`;
  await recruiter.does('offer', `${offer}/request-approval`, {
    groups: [{ id: 'finance', people: [finance.id], needed: 1 }],
    escalationOwner: recruiter.id,
    dueInHours: 48,
    ...(extendWithinHours === undefined ? {} : { extendWithinHours }),
  });
  return offer;
}

async function askedAgain(story: Story, { recruiter }: People, offer: string): Promise<void> {
  await recruiter.waitsFor('offer', `${offer}/history`, (seen) => happenedIn(seen, 'offer.seat-returned.'));
  done(story, 'seat given back');
  await recruiter.does('offer', `${offer}/request-seat`);
}

async function extended(story: Story, { recruiter }: People, offer: string): Promise<void> {
  const expiresAt = new Date(Date.now() + 7 * 86_400_000).toISOString();
  for (;;) {
    await recruiter.waitsFor('offer', offer, ({ seat }) => seat ?? undefined);
    if (await recruiter.does('offer', `${offer}/extend`, { version: 1, expiresAt }).catch(unless('offer/no-seat'))) break;
    // The seat's time was over before.
    await recruiter.does('offer', `${offer}/request-seat`);
  }
  done(story, 'extended');
}

async function declines(story: Story, { recruiter, candidate }: People, application: string, offer: string): Promise<void> {
  await candidate.does('offer', `${offer}/decline`, { reason: 'pay', note: `Says ${personalMark}.` });
  done(story, 'declined');
  await recruiter.waitsFor('screening', application, ({ status }) => (status === 'decision' ? true : undefined));
  done(story, 'back at a decision');
}

/** For what may be tried again in another way. */
const unless = (code: string) => (error: Error) => {
  if (!(error instanceof Refused && error.code === code)) throw error;
};

/** Whether an event of this type, in any version, stands in a history. */
const happenedIn = ({ commits }: Json, type: string): true | undefined =>
  commits.some(({ events }: Json) => events.some((event: Json) => event.type.startsWith(type))) ? true : undefined;
