/** Scene 3: the interviews of two people. One interviewer declines, two zones meet, scorecards are hidden and then split. */
import type { Candidate, Play } from '../cast.ts';
import { until } from '../until.ts';

const lisbon = 'Europe/Lisbon';
const newYork = 'America/New_York';

export async function loop(play: Play): Promise<void> {
  const { stage, candidates } = play;
  await stage.scene(3, 'The interviews', 'Calendars are booked whole or not at all; nobody reads a verdict before their own is in.');
  for (const candidate of [candidates.aiko, candidates.lena]) await planned(play, candidate);
  await lenaInterviews(play);
  await aikoInterviews(play);
}

async function planned({ watch, stage }: Play, candidate: Candidate): Promise<void> {
  const event = await watch.event('interview.stage-planned.v1', ({ applicationId }) => applicationId === candidate.applicationId);
  candidate.loopId = event.data.loopId as string;
  await stage.said(
    `The interview service planned ${candidate.first}’s interviews from the role`,
    `${event.type} · interview · reacts to application.advanced.v1`,
  );
}

/** Booked, declined, replaced. Gives the address of the round. */
async function systemDesignBooked(play: Play): Promise<string> {
  const { stage, cast, candidates } = play;
  const { cleo, ines, tariq, sven, ulla } = cast;
  const { lena } = candidates;
  const at = `/v1/loops/${lena.loopId}`;
  const design = `${at}/rounds/${(await roundOf(play, lena, 'system-design')).roundId}`;
  const local = `${workingDay(2)}T15:00`;
  await cleo.does('booked Ines and Sven for Lena’s system design, 15:00 in Lisbon', 'interview', `${design}/schedule`, {
    local,
    zone: lisbon,
    panel: [
      { person: ines.id, role: 'lead' },
      { person: sven.id, role: 'member' },
    ],
    place: 'Video call',
  });
  await cleo.isRefused(
    'tried to book Ines for Aiko at the same time',
    'calendar/busy',
    'interview',
    `/v1/loops/${candidates.aiko.loopId}/rounds/${(await roundOf(play, candidates.aiko, 'system-design')).roundId}/schedule`,
    {
      local,
      zone: lisbon,
      panel: [
        { person: ines.id, role: 'lead' },
        { person: ulla.id, role: 'member' },
      ],
    },
  );
  await sven.does('declined: unavailable', 'interview', `${design}/respond`, { answer: 'decline', reason: 'unavailable' });
  await cleo.does('put Tariq, in New York, in Sven’s place', 'interview', `${design}/replace-interviewer`, {
    person: sven.id,
    replacement: tariq.id,
    reason: 'declined',
  });
  await ines.does('accepted', 'interview', `${design}/respond`, { answer: 'accept' });
  await tariq.does('accepted', 'interview', `${design}/respond`, { answer: 'accept' });
  const round = await roundOf(play, lena, 'system-design');
  await stage.show('One instant, two clocks', [
    ['Ines', clock(round.startsAt, lisbon), lisbon],
    ['Tariq', clock(round.startsAt, newYork), newYork],
  ]);
  return design;
}

/** Scorecards: hidden, then split. */
async function systemDesignHeld(play: Play, design: string): Promise<void> {
  const { stage, cast, candidates, watch } = play;
  const { cleo, ines, tariq } = cast;
  const { lena } = candidates;
  await cleo.does('noted that it took place (earlier than planned, for this demo)', 'interview', `${design}/mark-held`, { earlier: true });
  await ines.does('wrote her scorecard', 'interview', `${design}/submit-scorecard`, scorecard('system-design', 'strong_yes'));
  const seen = (await roundOf(play, lena, 'system-design', tariq)).scorecards.find(({ person }) => person === ines.id);
  await stage.note(
    `what Tariq sees of it before his own is in: ${seen?.hidden ? 'that it is there, and nothing else' : JSON.stringify(seen)}`,
  );
  await tariq.does('wrote his: the panel is split', 'interview', `${design}/submit-scorecard`, scorecard('system-design', 'no'));
  const unlocked = await watch.event('interview.scorecards-unlocked.v1', ({ loopId }) => loopId === lena.loopId);
  await stage.said('With the last one in, all are open to the panel', `${unlocked.type} · interview`);
}

async function lenaInterviews(play: Play): Promise<void> {
  const { lena } = play.candidates;
  const { henrik, ulla } = play.cast;
  await systemDesignHeld(play, await systemDesignBooked(play));
  const at = `/v1/loops/${lena.loopId}`;
  await hold(play, lena, 'coding', ulla, 'no');
  await henrik.isRefused('tried to conclude "hire" as if nobody had doubts', 'loop/dissent-required', 'interview', `${at}/conclude`, {
    conclusion: 'hire',
  });
  await henrik.does('concluded "hire" with dissent: weight of evidence', 'interview', `${at}/conclude`, {
    conclusion: 'hire',
    dissent: true,
    reason: 'weight_of_evidence',
    note: 'Her platform carries what we are about to build.',
  });
  await decisionDue(play, lena);
}

async function aikoInterviews(play: Play): Promise<void> {
  const { cast, candidates } = play;
  await hold(play, candidates.aiko, 'system-design', cast.ulla, 'yes', cast.ines);
  await hold(play, candidates.aiko, 'coding', cast.tariq, 'strong_yes');
  await cast.henrik.does('concluded "hire" for Aiko', 'interview', `/v1/loops/${candidates.aiko.loopId}/conclude`, {
    conclusion: 'hire',
    reason: 'requirements_shown',
  });
  await decisionDue(play, candidates.aiko);
}

/** A whole round in the background of the story: booked, held, every scorecard in. */
async function hold(
  play: Play,
  candidate: Candidate,
  roundId: string,
  lead: Play['cast']['ines'],
  verdict: string,
  member?: Play['cast']['ines'],
): Promise<void> {
  const { cleo } = play.cast;
  const at = `/v1/loops/${candidate.loopId}/rounds/${(await roundOf(play, candidate, roundId)).roundId}`;
  const panel = [{ person: lead.id, role: 'lead' }, ...(member ? [{ person: member.id, role: 'member' }] : [])];
  const day = candidate.key === 'aiko' ? 3 : 4;
  const hour = roundId === 'coding' ? '10' : '13';
  await quietly(cleo.post('interview', `${at}/schedule`, { local: `${workingDay(day)}T${hour}:00`, zone: lisbon, panel }));
  await quietly(cleo.post('interview', `${at}/mark-held`, { earlier: true }));
  for (const person of [lead, ...(member ? [member] : [])])
    await quietly(person.post('interview', `${at}/submit-scorecard`, scorecard(roundId, verdict)));
  const panelNames = [lead, ...(member ? [member] : [])].map(({ name }) => name).join(' and ');
  await play.stage.said(
    `${panelNames} held ${candidate.first}’s round ${roundId.replace('-', ' ')}: ${verdict.replace('_', ' ')}`,
    'interview.round-scheduled.v1 + interview.round-held.v1 + interview.scorecard-submitted.v1 · interview',
  );
}

interface Round {
  readonly roundId: string;
  readonly planRoundId: string | null;
  readonly startsAt: string;
  readonly scorecards: readonly { readonly person: string; readonly hidden?: boolean }[];
}

/** A round of the plan, as this person sees it. */
async function roundOf({ cast }: Play, { loopId }: Candidate, planRoundId: string, viewer = cast.mara): Promise<Round> {
  const { rounds } = (await viewer.sees('interview', `/v1/loops/${loopId}`)) as { rounds: Round[] };
  return rounds.find((round) => round.planRoundId === planRoundId || round.roundId === planRoundId) as Round;
}

async function quietly(answer: ReturnType<Play['cast']['ines']['post']>): Promise<void> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(JSON.stringify(body));
}

async function decisionDue({ watch, stage, cast }: Play, candidate: Candidate): Promise<void> {
  const event = await watch.event('application.decision-due.v1', ({ applicationId }) => applicationId === candidate.applicationId);
  const concluded = await watch.event('interview.concluded.v1', ({ applicationId }) => applicationId === candidate.applicationId);
  await stage.said(
    `${candidate.first}’s application is due for a decision; Mara has the task to prepare an offer`,
    `${concluded.type} → ${event.type} · screening · ${since(concluded.at, event.at)} ms`,
  );
  await until(
    async () => (await cast.mara.sees('screening', `/v1/applications/${candidate.applicationId}`)).status === 'decision',
    'decision',
  );
}

const scorecard = (competencyId: string, verdict: string) => ({
  verdict,
  ratings: [{ competencyId, rating: verdict }],
  note: 'Notes stay in the vault.',
});
const since = (from: string, to: string) => Date.parse(to) - Date.parse(from);
const clock = (instant: string, timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  }).format(new Date(instant));

/** The date that lies so many working days ahead. */
function workingDay(ahead: number): string {
  const day = new Date();
  for (let left = ahead; left > 0; ) {
    day.setUTCDate(day.getUTCDate() + 1);
    if (day.getUTCDay() % 6 !== 0) left -= 1;
  }
  return day.toISOString().slice(0, 10);
}
