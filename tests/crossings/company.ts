/**
 * A company for one row of the table "what can cross, and who wins": searches, people at the stage where two deeds are to meet, the deeds,
 * and what every service says of them in the end. All over HTTP, as their own people would do it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceName } from '../../deploy/local/system.ts';
import { lookAt } from '../fault/invariants.ts';
import type { Stand } from '../fault/round.ts';
import { type Json, type Person, patienceDefault, Refused } from '../load/client.ts';
import { contactOf, type People, peopleOf } from '../load/people.ts';
import { openSearch } from '../load/search.ts';
import { applies, askedFor, interviews, type Story } from '../load/story.ts';

/** One who applied, and how far they have come. */
export interface Someone {
  readonly story: Story;
  readonly application: string;
  /** The address of the offer of the first episode. */
  readonly offer: string;
  /** The address of the round that is to be booked. */
  readonly round?: string;
}

/** What a deed came to: the events, or the code of the rule that said no. */
export type Outcome = readonly string[] | string;
export const happened = (outcome: Outcome): outcome is readonly string[] => typeof outcome !== 'string';

/** What the four services say of somebody. */
export interface Picture {
  readonly application: string;
  readonly offer: string;
  /** The state of the seat that the offer has; `line`: it waits for one; `none`. */
  readonly seat: string;
  /** Whether the person's claim on the requisition is live. */
  readonly claim: boolean;
  /** How the loop stands, and whether it knows that the application has ended. */
  readonly loop: string;
  /** Kinds of the application's open tasks. */
  readonly tasks: readonly string[];
}

const lookEveryMs = 200;
const patience = { ...patienceDefault, stepMs: 60_000 };
let people = 0;
let standingStill: Promise<unknown> = Promise.resolve();

export class Company {
  readonly people: People;
  readonly org: string;
  private readonly stand: Stand;
  private readonly expected: { someone: Someone; wanted: Partial<Picture> }[] = [];

  private constructor(stand: Stand, org: string, who: People) {
    this.stand = stand;
    this.org = org;
    this.people = who;
  }

  static async open(stand: Stand, org: string): Promise<Company> {
    const target = { services: stand.cluster.services, secret: stand.cluster.secret };
    return new Company(stand, org, await peopleOf(target, org, patience));
  }

  search = (seats: number): Promise<string> => openSearch(this.people, seats);

  /** So many people whom the interviews were concluded for with "hire". */
  decided(requisitionId: string, count: number): Promise<Someone[]> {
    return Promise.all(Array.from({ length: count }, () => this.one(requisitionId)));
  }

  /** Whose offer waits for a last yes. */
  async pending(requisitionId: string, count: number): Promise<Someone[]> {
    const all = await this.decided(requisitionId, count);
    return Promise.all(all.map(async (someone) => ({ ...someone, offer: await askedFor(someone.story, this.people) })));
  }

  /** With an approved offer that has its seat. */
  async seated(requisitionId: string, count: number): Promise<Someone[]> {
    const all = await this.pending(requisitionId, count);
    return Promise.all(all.map((someone) => this.seatedOne(someone)));
  }

  /** With an offer in their hands, which everybody knows of. */
  async extended(requisitionId: string, count: number, expiresAt?: string): Promise<Someone[]> {
    const all = await this.seated(requisitionId, count);
    return Promise.all(all.map((someone) => this.extendedOne(someone, expiresAt)));
  }

  private async one(requisitionId: string): Promise<Someone> {
    const story = this.begin(requisitionId);
    await applies(story, this.people);
    return this.interviewed(story);
  }

  /** Whose first round is to be booked. */
  async toBook(requisitionId: string): Promise<Someone> {
    const story = this.begin(requisitionId);
    await applies(story, this.people);
    const application = `/v1/applications/${story.applicationId}`;
    await this.people.recruiter.does('screening', `${application}/advance`);
    const { items } = await this.sees('interview', `/v1/loops?applicationId=${story.applicationId}`, ({ items: [loop] }) => Boolean(loop));
    return { story, application, offer: '', round: `/v1/loops/${items[0].id}/rounds/coding` };
  }

  private begin(requisitionId: string): Story {
    people += 1;
    return { index: people, org: this.org, requisitionId, ending: 'hired', beganAt: performance.now(), steps: [] };
  }

  /** One person with an offer in their hands of each of two searches; the second went out with a warning. */
  async withTwoOffers(requisitionId: string, otherId: string): Promise<[Someone, Someone]> {
    const [one] = (await this.extended(requisitionId, 1)) as [Someone];
    const story = { ...this.begin(otherId), candidateId: one.story.candidateId };
    const again: Someone = { story, application: '', offer: '' };
    await this.apply(again);
    const decided = await this.interviewed(story);
    const other = await this.extendedOne(await this.seatedOne({ ...decided, offer: await askedFor(story, this.people) }));
    await this.sees('screening', other.application, ({ tasks }) => tasks.some(({ kind }: Json) => kind === 'second_offer'));
    return [one, other];
  }

  /** Somebody who is known and has not applied yet. */
  async known(requisitionId: string): Promise<Someone> {
    const story = this.begin(requisitionId);
    const { id } = await this.people.recruiter.does('screening', '/v1/candidates', contactOf(story.index, this.org));
    story.candidateId = id;
    return { story, application: '', offer: '' };
  }

  /** Sets the application's address in the one given, unless it is refused. */
  async apply(someone: Someone): Promise<Outcome> {
    const { candidateId, requisitionId } = someone.story;
    const body = { candidateId, requisitionId, answers: [], evaluation: false };
    try {
      const { id, happened: events } = await this.people.recruiter.does('screening', '/v1/applications', body);
      someone.story.applicationId = id;
      return events;
    } catch (error) {
      if (error instanceof Refused) return error.code;
      throw error;
    }
  }

  /** From the application to a decision. */
  private async interviewed(story: Story): Promise<Someone> {
    const application = `/v1/applications/${story.applicationId}`;
    await this.people.recruiter.does('screening', `${application}/advance`);
    await interviews(story, this.people);
    await this.sees('screening', application, ({ status }) => status === 'decision');
    return { story, application, offer: '' };
  }

  private async seatedOne(someone: Someone): Promise<Someone> {
    await this.approve(someone);
    await this.sees('offer', someone.offer, ({ seat }) => Boolean(seat));
    return someone;
  }

  private async extendedOne(someone: Someone, expiresAt?: string): Promise<Someone> {
    await this.extend(someone, expiresAt);
    await this.sees('screening', someone.application, ({ status }) => status === 'offered');
    await this.seatIs(someone, 'extended');
    return someone;
  }

  /** Waits until a service says so. */
  sees = (service: ServiceName, path: string, so: (seen: Json) => boolean): Promise<Json> =>
    this.people.recruiter.waitsFor(service, path, (seen) => (so(seen) ? seen : undefined));

  approve = ({ offer }: Someone): Promise<Outcome> => tried(this.people.finance, 'offer', `${offer}/approve`, { version: 1 });
  accept = ({ offer }: Someone): Promise<Outcome> => tried(this.people.candidate, 'offer', `${offer}/accept`, { version: 1 });
  rescind = ({ offer }: Someone): Promise<Outcome> => tried(this.people.recruiter, 'offer', `${offer}/rescind`, { reason: 'budget' });
  extend = ({ offer }: Someone, expiresAt = inMs(86_400_000)): Promise<Outcome> =>
    tried(this.people.recruiter, 'offer', `${offer}/extend`, { version: 1, expiresAt });
  withdraw = ({ application }: Someone): Promise<Outcome> =>
    tried(this.people.candidate, 'screening', `${application}/withdraw`, { reason: 'other_offer' });
  reject = ({ application }: Someone): Promise<Outcome> =>
    tried(this.people.recruiter, 'screening', `${application}/reject`, { reason: 'stronger_candidate' });
  close = ({ application }: Someone): Promise<Outcome> =>
    tried(this.people.recruiter, 'screening', `${application}/close`, { reason: 'position_filled' });
  clear = ({ application }: Someone): Promise<Outcome> =>
    tried(this.people.recruiter, 'screening', `${application}/clear-contingency`, { kind: 'background_check' });
  /** What the recruiter does to a search. */
  act = (requisitionId: string, command: string, body: object = {}): Promise<Outcome> =>
    tried(this.people.recruiter, 'requisition', `/v1/requisitions/${requisitionId}/${command}`, body);

  /** What is done while Kafka stands still: nobody hears of it before all of it is done. One after the other. */
  unheard<T>(deeds: () => Promise<T>): Promise<T> {
    const [broker] = this.stand.cluster.brokers;
    const mine = standingStill.then(async () => {
      broker?.freeze();
      try {
        return await deeds();
      } finally {
        broker?.thaw();
      }
    });
    standingStill = mine.catch(() => undefined);
    return mine;
  }

  /** What is said of somebody by all who know of them. */
  async picture({ story, offer }: Someone): Promise<Picture> {
    const { recruiter } = this.people;
    const look = (service: ServiceName, path: string) => recruiter.waitsFor(service, path, (seen: Json) => seen);
    const [one, offered, { seats, waiting }, candidate, loops] = await Promise.all([
      look('screening', `/v1/applications/${story.applicationId}`),
      offer ? look('offer', offer) : { status: 'none' },
      look('requisition', `/v1/requisitions/${story.requisitionId}/seats`),
      look('screening', `/v1/candidates/${story.candidateId}`),
      look('interview', `/v1/loops?applicationId=${story.applicationId}`),
    ]);
    const mine = ({ applicationId }: Json) => applicationId === story.applicationId;
    return {
      application: one.status,
      offer: offered.status,
      seat: seats.find(mine)?.status ?? (waiting.some(mine) ? 'line' : 'none'),
      claim: candidate.attempts.find(mine).live,
      loop: loops.items[0]?.status ?? 'none',
      tasks: one.tasks
        .filter(({ outcome }: Json) => outcome === undefined)
        .map(({ kind }: Json) => kind)
        .sort(),
    };
  }

  /** Waits until the offer knows why it may not go out. */
  wouldNotExtend({ offer }: Someone, code: string): Promise<void> {
    const body = { version: 1, expiresAt: inMs(86_400_000) };
    return this.refuses(code, () => tried(this.people.recruiter, 'offer', `${offer}/extend?dryRun=true`, body));
  }

  /** Waits until screening knows why nobody may apply any more. */
  async wouldNotTake({ story }: Someone, code: string): Promise<void> {
    const { candidateId, requisitionId } = story;
    const body = { candidateId, requisitionId, answers: [], evaluation: false };
    await this.refuses(code, () => tried(this.people.recruiter, 'screening', '/v1/applications?dryRun=true', body));
  }

  private async refuses(code: string, attempt: () => Promise<Outcome>): Promise<void> {
    const until = performance.now() + patience.stepMs;
    for (;;) {
      const outcome = await attempt();
      if (outcome === code) return;
      if (performance.now() > until) expect(outcome).toBe(code);
      await sleep(lookEveryMs);
    }
  }

  /** Waits until the requisition knows how far the offer on its seat has come. */
  seatIs = ({ story }: Someone, stage: 'extended' | 'accepted' | 'hired'): Promise<Json> =>
    this.sees('requisition', `/v1/requisitions/${story.requisitionId}/seats`, ({ seats }) =>
      seats.some(({ applicationId, offerIs }: Json) => applicationId === story.applicationId && offerIs === stage),
    );

  /** It comes to this, and stays so when everything has been heard; see `agrees`. */
  comesTo(someone: Someone, wanted: Partial<Picture>): Promise<void> {
    this.expected.push({ someone, wanted });
    return this.stands(someone, wanted);
  }

  /** It comes to this, for now. */
  async stands(someone: Someone, wanted: Partial<Picture>): Promise<void> {
    const until = performance.now() + patience.stepMs;
    for (;;) {
      const seen = await this.picture(someone);
      if (isAs(seen, wanted)) return;
      if (performance.now() > until) expect(seen).toMatchObject(wanted);
      await sleep(lookEveryMs);
    }
  }

  /** Once everything that was committed has been heard by everybody: no rule between the services is broken, and all is still as it came to be. */
  async agrees(): Promise<void> {
    const until = performance.now() + patience.stepMs;
    for (;;) {
      const findings = lookAt(await this.evidence());
      if (findings.length === 0) break;
      if (performance.now() > until) expect(findings).toEqual([]);
      await sleep(lookEveryMs);
    }
    for (const { someone, wanted } of this.expected) expect(await this.picture(someone)).toMatchObject(wanted);
  }

  /** The topics are read after the histories, so that what is published meanwhile is not taken for what nobody committed. */
  private async evidence(): Promise<Parameters<typeof lookAt>[0]> {
    const { topics, histories } = this.stand;
    const groups = await topics.groups();
    const found = await histories.of(this.org);
    while (!(await topics.caughtUp())) await sleep(lookEveryMs);
    return { histories: found, messages: topics.of(this.org), groups, stories: [], planted: new Set(), texts: new Map(), marks: [] };
  }
}

/** Tries what a rule may forbid. */
export const tried = (person: Person, service: ServiceName, path: string, body: object = {}): Promise<Outcome> =>
  person.does(service, path, body).then(
    ({ happened: events = [] }) => events as string[],
    (error: unknown) => {
      if (error instanceof Refused) return error.code;
      throw error;
    },
  );

const isAs = (seen: Picture, wanted: Partial<Picture>): boolean =>
  Object.entries(wanted).every(([name, value]) => JSON.stringify(seen[name as keyof Picture]) === JSON.stringify(value));

/** An instant so many milliseconds from now. */
export const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();
