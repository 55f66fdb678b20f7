/** The search of the synthetic story: opened once, and used by many stories, for a search is more work than all that follows from it. */
import { GivenUp, type Person } from './person.js';

export interface Cast {
  readonly recruiter: Person;
  readonly manager: Person;
}

const document = 'Job title: Synthetic story\nResponsibilities:\n- Show that hiring works.\nRequirements:\n- Patience\n';
export const bandId = 'band';
export const roundId = 'talk';
export const pay = 1000;
/** More than stories that were given up hold at a time, each for ten minutes. */
const seats = 25;

const band = {
  id: bandId,
  location: 'Nowhere',
  min: pay,
  max: pay,
  currency: 'EUR',
  period: 'year',
  basis: 'base',
  exceptionsAllowed: false,
};
const seat = { bandId, location: 'Nowhere', employmentType: 'full_time', kind: 'new' };
const stageOf = (requirementId: string) => ({
  id: 'talks',
  name: 'Talks',
  rounds: [
    {
      ...{ id: roundId, name: 'Talk', durationMinutes: 30, panelSize: 1, questionGuide: [] },
      competencies: [{ id: 'patience', name: 'Patience', requirementIds: [requirementId] }],
    },
  ],
});

export interface OpenSearch {
  readonly requisitionId: string;
  /** Somebody to ask with whether applications are taken. */
  readonly candidateId: string;
}

/** Throws GivenUp. */
export async function openSearch({ recruiter, manager }: Cast, contact: object): Promise<OpenSearch> {
  const { id: candidateId } = await recruiter.does('add-candidate', 'screening', 'candidates', contact);
  const team = { hiringManager: manager.id, recruiter: recruiter.id, coordinators: [], interviewers: [] };
  const { id } = await recruiter.does('draft', 'requisition', 'requisitions', { document, team });
  const at = (what: string) => `requisitions/${id}/${what}`;
  const { role } = await recruiter.reads('read-role', 'requisition', `requisitions/${id}`);
  const [{ id: requirementId }] = Object.values(role.requirements as Record<string, { id: string }[]>).flat() as [{ id: string }];
  await recruiter.does('set-bands', 'requisition', at('set-bands'), { bands: [band] });
  await recruiter.does('add-seats', 'requisition', at('add-seats'), { seats: Array.from({ length: seats }, () => seat) });
  await manager.does('confirm-requirements', 'requisition', at('confirm-requirements'), { musts: [requirementId] });
  await recruiter.does('set-plan', 'requisition', at('set-plan'), { stages: [stageOf(requirementId)] });
  await recruiter.does('request-approval', 'requisition', at('request-approval'), approvalBy(manager, recruiter));
  const { approval } = await recruiter.reads('read-approval', 'requisition', `requisitions/${id}`);
  await manager.does('approve', 'requisition', at('approve'), { version: approval.version });
  await recruiter.does('open', 'requisition', at('open'));
  return { requisitionId: id, candidateId };
}

/** Resolves when screening takes applications for it. Throws GivenUp. */
export const isKnown = ({ recruiter }: Cast, search: OpenSearch): Promise<true> =>
  recruiter.until('search_known', () => applies(recruiter, search));

export const approvalBy = (approver: Person, owner: Person) => ({
  groups: [{ id: 'approver', people: [approver.id], needed: 1 }],
  ...{ escalationOwner: owner.id, dueInHours: 24 },
});

/** As a dry run: it says whether an application would be taken, and leaves nothing behind. */
async function applies(recruiter: Person, body: object): Promise<true | undefined> {
  try {
    await recruiter.does('apply', 'screening', 'applications?dryRun=true', body);
    return true;
  } catch (error) {
    if (error instanceof GivenUp && error.code === 'application/requisition-unknown') return undefined;
    throw error;
  }
}
