/** Scene 6: why. One call says why one person was hired and another not; and the counts. */
import { contractOf } from '@rolecall/kernel';
import { committedEvents } from '../../story.ts';
import type { Play } from '../cast.ts';
import { until } from '../until.ts';

/** What scene 1 asked for, and the approvers agreed to. */
const seatsApproved = 1;

export type Counts = readonly (readonly [label: string, value: string])[];

interface Why {
  readonly candidate: { readonly name: string };
  readonly status: string;
  readonly because: string;
  readonly people: readonly string[];
  readonly decisions: readonly { readonly at: string; readonly sentence: string; readonly traceId: string | null }[];
  readonly evidence: {
    readonly score: { readonly total: number; readonly of: number } | null;
    readonly findings: readonly { readonly importance: string; readonly finding: string; readonly explanation: string }[];
  };
  readonly versions: { readonly role: number; readonly resume: number | null; readonly evaluator?: string };
}

export async function why(play: Play): Promise<Counts> {
  const { stage, cast, candidates, watch } = play;
  await stage.scene(6, 'Why', 'One call, for the person who asks a year from now.');
  const released = await watch.event(
    'application.letter-released.v1',
    ({ applicationId }) => applicationId === candidates.zoe.applicationId,
  );
  await watch.event('candidate.attempt-ended.v1', ({ candidateId }) => candidateId === candidates.zoe.candidateId);
  await stage.said(
    'Zoë’s letter was released once, at its time; Jon’s was taken back with the decision and never will be',
    `${released.type} · screening · by the timer`,
  );
  const { items } = (await cast.mara.sees('screening', `/v1/applications/why?requisitionId=${play.requisitionId}`)) as { items: Why[] };
  await stage.note('GET /v1/applications/why?requisitionId=…');
  for (const { name } of [candidates.lena, candidates.zoe]) {
    const item = items.find(({ candidate }) => candidate.name === name) as Why;
    await stage.show(`${name}: ${item.because}`, rowsOf(item));
  }
  const counts = await countsOf(play);
  await stage.show('The counts', counts);
  await stage.note(`the story of one application: npm run story -- ${candidates.lena.applicationId}`);
  return counts;
}

function rowsOf({ decisions, people, evidence, versions }: Why): string[][] {
  const musts = evidence.findings.filter(({ importance }) => importance === 'must').map(({ explanation }) => ['must', explanation]);
  return [
    ...decisions.map(({ at, sentence, traceId }) => [
      `${at.slice(11, 19)}`,
      `${sentence}${traceId ? `   trace ${traceId.slice(0, 8)}…` : ''}`,
    ]),
    ...musts,
    ['people', people.join(', ')],
    [
      'versions',
      `role ${versions.role}, résumé ${versions.resume}, evaluator ${versions.evaluator ?? 'none'}, score ${evidence.score?.total} of ${evidence.score?.of}`,
    ],
  ];
}

/** What was committed in four databases against what came over Kafka. */
async function countsOf({ system, org, watch, cast, requisitionId, candidates }: Play): Promise<Counts> {
  const committed = (await committedEvents(org, system.servers.mongoUrl(''))).filter(({ type }) => contractOf(type)?.topic);
  const missing = () => {
    const arrived = new Set(watch.events.map(({ id }) => id));
    return committed.filter(({ id }) => !arrived.has(id)).length;
  };
  // What is on its way gets its time; what has not come by then is lost.
  await until(async () => missing() === 0, 'every committed event has arrived', 20_000).catch(() => undefined);
  const { counts } = await cast.mara.sees('requisition', `/v1/requisitions/${requisitionId}/seats`);
  const letters = watch.events.filter(({ type }) => type === 'application.letter-released.v1');
  const seats = counts.open + counts.reserved + counts.committed + counts.filled;
  return [
    ['events committed and published', String(committed.length)],
    ['delivered once more', String(watch.repeats)],
    ['lost', String(missing())],
    ['letters released', `${letters.length}, of ${new Set(letters.map(({ data }) => data.letterId)).size} due`],
    ['people', String(Object.keys(candidates).length)],
    ['seats', `${seats} = ${seatsApproved}`],
  ];
}
