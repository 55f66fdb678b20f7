/** What commands can be about: an application that is new, a loop that is planned, an offer that waits for its approval; and who may give them. */
import { randomUUID } from 'node:crypto';
import { issueToken, operatorOrg } from '@rolecall/edge';
import { patienceDefault, type Target } from '../../load/client.ts';
import { contactOf, type People, peopleOf } from '../../load/people.ts';
import { bandId, competencyId, openSearch } from '../../load/search.ts';
import { applies, askedFor, interviews, type Story } from '../../load/story.ts';
import type { Operation } from './operations.ts';
import type { Known } from './samples.ts';

/** The path's parameters and the body's fields that name what there is, and who may ask. */
export interface Ground {
  readonly known: Known;
  readonly tokens: readonly string[];
}

/** What schemas cannot say of a field: what its value has to be among others. By the field's name. */
const always: Known = {
  currency: 'EUR',
  zone: 'Europe/Berlin',
  bandId,
  competencyId,
  seatId: 'seat-1',
  local: '2031-03-03T09:00',
  from: '2031-03-03T09:00:00Z',
  opensAt: '09:00',
  bands: [{ id: bandId, location: 'Berlin', min: 1000, max: 2000, currency: 'EUR', period: 'year', basis: 'base' }],
  questionId: 'anything',
  questions: [{ id: 'anything', kind: 'free_text', text: 'Is there anything that we should know?' }],
  person: 'interviewer-1',
  replacement: 'interviewer-2',
  absent: 'candidate',
  people: ['finn'],
  approvers: ['finn'],
  approver: 'finn',
  to: '2031-03-03T10:00:00Z',
  escalationOwner: 'mara',
  hiringManager: 'henrik',
  recruiter: 'mara',
  reason: 'it is a test',
  column: 'received',
  report: 'funnel',
  partition: 0,
  offset: '0',
};

export async function ground(target: Target, org: string): Promise<(operation: Operation) => Ground> {
  const people = await peopleOf(target, org, patienceDefault);
  const { fresh, met, offered, candidateId } = await begun(people, org);
  const ids: Record<string, string | undefined> = {
    ...{ requisitions: fresh.requisitionId, worklists: fresh.requisitionId, offers: offered.offerId },
    ...{ applications: fresh.applicationId, candidates: fresh.candidateId, loops: await loopOf(met, people) },
  };
  const about = { requisitionId: fresh.requisitionId, board: fresh.requisitionId, candidateId, applicationIds: [fresh.applicationId] };
  const token = (person: string, role: string, of = org) => issueToken({ person, org: of, roles: [role] }, target.secret);
  const operator = await token('olga', 'operator', operatorOrg);
  const roles = {
    mara: 'recruiter',
    henrik: 'hiring_manager',
    finn: 'finance_approver',
    'interviewer-1': 'interviewer',
    candidate: 'candidate',
  };
  const staff = await Promise.all(Object.entries(roles).map(([person, role]) => token(person, role)));
  return ({ service, path }) => {
    const kind = path.split('/')[2] as string;
    const id = ids[kind] ?? randomUUID();
    const named = { id, key: id, stream: `${org}%2Foffer%2F${id}`, topic: 'hiring.application', roundId: 'coding', version: 1 };
    const { applicationId } = service === 'offer' ? offered : fresh;
    return { known: { ...always, ...about, applicationId, ...named }, tokens: kind === 'operator' ? [operator] : staff };
  };
}

/** Three who have applied: one is new, one is to be met, of one the offer is up for approval; and a person who has not applied. */
async function begun(people: People, org: string) {
  const { recruiter } = people;
  const requisitionId = await openSearch(people, 5);
  await recruiter.does('requisition', `/v1/requisitions/${requisitionId}/set-questions`, { questions: always.questions });
  const { id: candidateId } = await recruiter.does('screening', '/v1/candidates', contactOf(104, org));
  const story = (index: number): Story => ({ index, org, requisitionId, ending: 'hired', beganAt: 0, steps: [] });
  const [fresh, met, offered] = [story(101), story(102), story(103)];
  for (const each of [fresh, met, offered]) await applies(each, people);
  for (const each of [met, offered]) await recruiter.does('screening', `/v1/applications/${each.applicationId}/advance`);
  await interviews(offered, people);
  await askedFor(offered, people);
  return { fresh, met, offered, candidateId: candidateId as string };
}

const loopOf = ({ applicationId }: Story, { recruiter }: People): Promise<string> =>
  recruiter.waitsFor('interview', `/v1/loops?applicationId=${applicationId}`, ({ items }) => items[0]?.id);
