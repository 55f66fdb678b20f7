/** Scene 2: people on one screen, with the evidence; a knockout overruled, a rejection undone before its letter. */
import type { Candidate, Play } from '../cast.ts';
import type { Answer } from '../person.ts';
import { until } from '../until.ts';

const zoesLetterInSeconds = 5;

export async function people(play: Play): Promise<void> {
  const { stage, cast, candidates } = play;
  const { mara } = cast;
  await stage.scene(2, 'People on one screen', 'Every finding quotes the résumé; no machine decides about a person.');
  for (const candidate of Object.values(candidates)) await apply(play, candidate);
  const screen = await until(async () => {
    const list = await mara.sees('screening', `/v1/applications/people?requisitionId=${play.requisitionId}`);
    return (
      list.items.length === Object.keys(candidates).length && list.items.every((item: Item) => item.evaluation.status === 'done') && list
    );
  }, 'every résumé is evaluated');
  await stage.show('On one screen, in the order received (sorting by match would be a recorded choice)', screen.items.map(rowOf));
  await stage.show('Jon and Kafka, word for word', quotesOf(screen.items, candidates.jon));

  await decisions(play);
}

async function decisions(play: Play): Promise<void> {
  const { stage, cast, candidates } = play;
  const { mara, henrik } = cast;
  const omar = `/v1/applications/${candidates.omar.applicationId}`;
  await mara.does('overruled the mark on Omar’s answer "no": exception', 'screening', `${omar}/overrule-knockout`, {
    questionId: 'permit',
    reason: 'exception',
    note: 'We sponsor for this team.',
  });
  const jon = `/v1/applications/${candidates.jon.applicationId}`;
  const rejected = await mara.does(
    'rejected Jon: stronger_candidate; his letter is due on the next working day at 09:00',
    'screening',
    `${jon}/reject`,
    {
      reason: 'stronger_candidate',
      zone: 'Europe/Dublin',
    },
  );
  const { end } = await mara.sees('screening', jon);
  await stage.note(
    `his letter is due ${dayIn(end.letterDueAt, 'Europe/Dublin')}, not before; the decision was an event after ${rejected.ms} ms`,
  );
  await mara.does('took it back before the letter: new information', 'screening', `${jon}/reinstate`, {
    reason: 'new_information',
    note: 'He built the RabbitMQ platform.',
  });
  // A letter of Zoë's is needed before the story ends; in life it would be due like Jon's.
  const soon = new Date(Date.now() + zoesLetterInSeconds * 1000).toISOString();
  await mara.does(
    `rejected Zoë: missing_requirement; letter due in ${zoesLetterInSeconds} seconds, shortened`,
    'screening',
    `/v1/applications/${candidates.zoe.applicationId}/reject`,
    { reason: 'missing_requirement', letterDueAt: soon },
  );
  for (const candidate of [candidates.aiko, candidates.lena]) {
    const at = `/v1/applications/${candidate.applicationId}`;
    const { evaluation } = await henrik.sees('screening', at);
    await henrik.does(`advanced ${candidate.first} to interviews, having seen evaluation and role version`, 'screening', `${at}/advance`, {
      shown: { roleVersion: 1, evaluation: evaluation.evaluationId },
    });
  }
}

async function apply(play: Play, candidate: Candidate): Promise<void> {
  const { mara } = play.cast;
  const post = async (path: string, body: object): Promise<Answer['body']> => {
    const { status, body: answered } = await mara.post('screening', path, body);
    if (status >= 300) throw new Error(`${path}: ${JSON.stringify(answered)}`);
    return answered;
  };
  candidate.candidateId = (await post('/v1/candidates', { name: candidate.name, emails: [candidate.email] })).id;
  await post(`/v1/candidates/${candidate.candidateId}/resumes`, { text: candidate.resume });
  const answers = [
    { questionId: 'permit', value: candidate.key === 'omar' ? 'no' : 'yes' },
    { questionId: 'start', value: 'in two months' },
  ];
  const body = {
    candidateId: candidate.candidateId,
    requisitionId: play.requisitionId,
    answers,
    source: { kind: candidate.key === 'lena' ? 'referral' : 'direct' },
  };
  const started = performance.now();
  const applied = await post('/v1/applications', body);
  candidate.applicationId = applied.id;
  await play.stage.said(
    `${candidate.name} applied`,
    `${applied.happened.join(' + ')} · screening · ${Math.round(performance.now() - started)} ms`,
  );
}

interface Finding {
  readonly requirement: string;
  readonly importance: string;
  readonly finding: string;
  readonly explanation: string;
  readonly quotes: readonly { readonly quote: string; readonly line: string }[];
}
interface Item {
  readonly candidate: { readonly name: string };
  readonly evaluation: { readonly status: string; readonly score: { readonly total: number; readonly of: number } };
  readonly answers: readonly { readonly knockout: boolean }[];
  readonly findings: readonly Finding[];
}

function rowOf({ candidate, evaluation: { score }, findings, answers }: Item): string[] {
  const musts = findings
    .filter(({ importance }) => importance === 'must')
    .map(({ finding }) => ({ shown: '●', mentioned: '◐', not_found: '○' })[finding] ?? '?');
  return [
    candidate.name,
    `musts ${musts.join(' ')}`,
    `${score.total} of ${score.of} points`,
    answers.some(({ knockout }) => knockout) ? 'marked: work authorisation' : '',
  ];
}

function quotesOf(items: readonly Item[], { name }: Candidate): string[][] {
  const item = items.find(({ candidate }) => candidate.name === name);
  const finding = item?.findings.find(({ requirement }) => requirement.includes('RabbitMQ'));
  const inLine = finding?.quotes.some(({ line }) => line.includes('No experience with Kafka'));
  if (!inLine || finding?.quotes.some(({ quote }) => quote.includes('Kafka'))) throw new Error('the words about Kafka were not understood');
  return [
    ['asked', finding?.requirement ?? ''],
    ['found', finding?.explanation ?? ''],
    ...(finding?.quotes ?? []).slice(0, 3).map(({ quote, line }) => ['quoted', `“${quote}” in the line “${line}”`]),
    ['Kafka', 'stands in the same line and is not among what was found: the words before it say "no experience"'],
  ];
}

/** Such as "Tuesday 09:00". */
export const dayIn = (instant: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'long', hour: '2-digit', minute: '2-digit', timeZone }).format(new Date(instant));
