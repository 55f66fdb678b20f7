/** A search: a requisition with many seats, drafted, approved and opened with as few calls as it takes. */
import { readFileSync } from 'node:fs';
import { type People, personalAmount } from './people.ts';

const document = readFileSync(new URL('../../docs/examples/role-document.txt', import.meta.url), 'utf8');
export const bandId = 'berlin';
export const competencyId = 'coding';

/** Gives the requisition's id. */
export async function openSearch({ recruiter, manager }: People, seats: number): Promise<string> {
  const team = { hiringManager: manager.id, recruiter: recruiter.id, coordinators: [], interviewers: [] };
  const { id } = await recruiter.does('requisition', '/v1/requisitions', { document, team });
  const at = `/v1/requisitions/${id}`;
  const { role } = await recruiter.waitsFor('requisition', at, (seen) => seen);
  const [requirementId] = Object.values(role.requirements as Record<string, { id: string }[]>)
    .flat()
    .map((each) => each.id);
  await recruiter.does('requisition', `${at}/set-bands`, { bands: [band] });
  await recruiter.does('requisition', `${at}/add-seats`, { seats: seatsOf(seats) });
  await manager.does('requisition', `${at}/confirm-requirements`, { musts: [requirementId], niceToHaves: [] });
  await recruiter.does('requisition', `${at}/set-plan`, { stages: [stageOf(requirementId as string)] });
  await recruiter.does('requisition', `${at}/request-approval`, {
    groups: [{ id: 'hiring-manager', people: [manager.id], needed: 1 }],
    escalationOwner: recruiter.id,
    dueInHours: 72,
  });
  const version = await recruiter.waitsFor('requisition', at, ({ approval }) => approval?.version);
  await manager.does('requisition', `${at}/approve`, { version });
  await recruiter.does('requisition', `${at}/open`);
  return id;
}

const band = {
  id: bandId,
  location: 'Berlin',
  min: personalAmount - 1000,
  max: personalAmount + 1000,
  currency: 'EUR',
  period: 'year',
  basis: 'base',
  exceptionsAllowed: true,
};

const seatsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `seat-${index + 1}`,
    bandId,
    location: 'Berlin',
    employmentType: 'full_time',
    kind: 'new',
  }));

const stageOf = (requirementId: string) => ({
  id: 'onsite',
  name: 'Onsite',
  rounds: [
    {
      id: 'coding',
      name: 'Coding',
      durationMinutes: 45,
      panelSize: 1,
      competencies: [{ id: competencyId, name: 'Coding', requirementIds: [requirementId] }],
      questionGuide: [],
    },
  ],
});
