/** Scene 1: from a document to an open search. */
import type { Play } from '../cast.ts';

interface Requirement {
  readonly id: string;
  readonly text: string;
}

/** The musts that the hiring manager confirms, by words of the document. */
const mustWords = ['programming proficiency', 'distributed systems, microservices', 'containers and orchestration', '6+ years building'];
const niceWords = ['Observability and monitoring', 'relational databases'];

export async function search(play: Play): Promise<void> {
  const { stage, cast, document } = play;
  const { mara, henrik, finn, greta } = cast;
  await stage.scene(1, 'From a document to a search', 'One text file goes in; nothing is typed twice.');
  const team = {
    hiringManager: henrik.id,
    recruiter: mara.id,
    coordinators: [cast.cleo.id],
    interviewers: [cast.ines.id, cast.tariq.id, cast.sven.id, cast.ulla.id],
  };
  const drafted = await mara.does('drafted a requisition from the role document', 'requisition', '/v1/requisitions', { document, team });
  play.requisitionId = drafted.body.id;
  const at = `/v1/requisitions/${play.requisitionId}`;
  const requisition = await mara.sees('requisition', at);
  await stage.show('What was read', readingOf(requisition.role, drafted.body.reading));

  await mara.isRefused(
    'tried to send it for approval',
    'requisition/no-band',
    'requisition',
    `${at}/request-approval`,
    approvalOf(finn.id, henrik.id),
  );
  await mara.does('set the pay bands: Berlin and Lisbon, 95,000 to 120,000 EUR a year', 'requisition', `${at}/set-bands`, {
    bands: [bandOf('berlin', 'Berlin'), bandOf('lisbon', 'Lisbon')],
  });
  await mara.does('asked for one seat', 'requisition', `${at}/add-seats`, {
    seats: [{ id: 'seat-1', bandId: 'berlin', location: 'Berlin or Lisbon', employmentType: 'full_time', kind: 'new' }],
  });
  await mara.does('asked candidates two questions', 'requisition', `${at}/set-questions`, { questions });
  const all: Requirement[] = Object.values(requisition.role.requirements as Record<string, Requirement[]>).flat();
  const idOf = (words: string) => all.find(({ text }) => text.includes(words))?.id ?? words;
  await henrik.does(`confirmed ${mustWords.length} musts of ${all.length} requirements`, 'requisition', `${at}/confirm-requirements`, {
    musts: mustWords.map(idOf),
    niceToHaves: niceWords.map(idOf),
  });
  await mara.does('set a plan of one stage with two rounds', 'requisition', `${at}/set-plan`, { stages: planOf(idOf) });
  await mara.does(
    'sent it for approval: first the hiring manager, then finance',
    'requisition',
    `${at}/request-approval`,
    approvalOf(finn.id, henrik.id),
  );
  const { approval } = await mara.sees('requisition', at);
  await henrik.does('approved his step', 'requisition', `${at}/approve`, { version: approval.version });
  await finn.does('is away and delegated to Greta', 'requisition', `${at}/delegate`, { to: greta.id });
  await greta.does('approved for Finn; both names are on the record', 'requisition', `${at}/approve`, { version: approval.version });
  await mara.does('opened the search', 'requisition', `${at}/open`);
}

const bandOf = (id: string, location: string) => ({
  id,
  location,
  min: 95_000,
  max: 120_000,
  currency: 'EUR',
  period: 'year',
  basis: 'base',
  exceptionsAllowed: true,
});

const approvalOf = (finance: string, manager: string) => ({
  groups: [
    { id: 'hiring-manager', people: [manager], needed: 1 },
    { id: 'finance', people: [finance], needed: 1 },
  ],
  escalationOwner: 'mara',
  dueInHours: 72,
});

const questions = [
  { id: 'permit', kind: 'work_authorisation', text: 'May you work in the EU without our help?', required: true, knockoutAnswers: ['no'] },
  { id: 'start', kind: 'availability', text: 'When could you start?', required: false, knockoutAnswers: [] },
];

const planOf = (idOf: (words: string) => string) => [
  {
    id: 'onsite',
    name: 'Onsite',
    rounds: [
      roundOf('system-design', 'System design', 60, 2, idOf(mustWords[1] as string)),
      roundOf('coding', 'Coding', 45, 1, idOf(mustWords[0] as string)),
    ],
  },
];

const roundOf = (id: string, name: string, durationMinutes: number, panelSize: number, requirementId: string) => ({
  id,
  name,
  durationMinutes,
  panelSize,
  competencies: [{ id, name, requirementIds: [requirementId] }],
  questionGuide: [],
});

function readingOf(
  role: {
    title: string;
    tags: string[];
    band: unknown;
    requirements: Record<string, unknown[]>;
    responsibilities: Record<string, unknown[]>;
  },
  reading: object,
): string[][] {
  const { notFound = [], notUnderstood = [] } = reading as { notFound?: unknown[]; notUnderstood?: unknown[] };
  const counts = Object.entries({ ...role.responsibilities, ...role.requirements }).map(([kind, list]) => `${list.length} ${kind}`);
  return [
    ['title', role.title],
    ['tags', role.tags.join(', ')],
    ['pay', role.band ? 'stated' : 'none stated: "$ - $"'],
    ['lists', counts.join(', ')],
    ['left open', `${notFound.length} sections not found, ${notUnderstood.length} lines not understood`],
  ];
}
