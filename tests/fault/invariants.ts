/**
 * The invariants of docs/reliability.md, looked at in what is really there after a fault: the commits and heads of four databases, the
 * messages in the topics, where the groups stand, and the stories that people lived. Pure: one sentence for each thing that is wrong.
 * What only the product can fold (heads and copies: I3, I7) it is asked for itself: verified.ts.
 */
import { newestOf } from '@rolecall/kernel';
import '@rolecall/contracts';
import type { Commit } from '@rolecall/messaging';
import type { Story } from '../load/story.ts';
import type { ServiceHistory } from './histories.ts';
import type { GroupPlace, TopicMessage } from './topics.ts';

/** `late` is none: nothing is wrong, and work went on later than is aimed at. */
export type Invariant = 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'I8' | 'I9' | 'late';

export interface Finding {
  readonly invariant: Invariant;
  readonly what: string;
}

export const isWrong = ({ invariant }: Finding): boolean => invariant !== 'late';

/** What is looked at: everything of one organization. */
export interface Evidence {
  readonly histories: readonly ServiceHistory[];
  readonly messages: readonly TopicMessage[];
  readonly groups: readonly GroupPlace[];
  readonly stories: readonly Story[];
  /** Ids of messages that the test itself put there. */
  readonly planted: ReadonlySet<string>;
  /** Texts in which nothing personal may stand, such as logs. */
  readonly texts: ReadonlyMap<string, string>;
  /** What is personal. */
  readonly marks: readonly string[];
}

export function lookAt(evidence: Evidence): Finding[] {
  return [
    ...published(evidence),
    ...inOrder(evidence),
    ...headsFollow(evidence),
    ...oncePerCause(evidence),
    ...onceEach(evidence),
    ...reactedTo(evidence),
    ...seats(evidence),
    ...ended(evidence),
    ...nothingHeld(evidence),
    ...caughtUp(evidence),
    ...nothingPersonal(evidence),
  ];
}

interface Happened {
  readonly commit: Commit;
  readonly event: Commit['events'][number];
}

const happenedIn = ({ commits }: ServiceHistory): Happened[] =>
  commits.flatMap((commit) => commit.events.map((event) => ({ commit, event })));
const allHappened = ({ histories }: Evidence): Happened[] => histories.flatMap(happenedIn);
/** Also in a version that only a newer build knows. */
const isPublic = ({ event }: Happened): boolean => Boolean(newestOf(event.type)?.topic);

/** I1: what is public and committed is in Kafka, as it was committed; and nothing else is. */
function published(evidence: Evidence): Finding[] {
  const committed = new Map(
    allHappened(evidence)
      .filter(isPublic)
      .map(({ event }) => [event.id, event]),
  );
  const arrived = new Map(evidence.messages.map((message) => [message.id, message]));
  const lost = [...committed.values()].filter(({ id }) => !arrived.has(id));
  const strange = [...arrived.values()].filter(({ id }) => !committed.has(id) && !evidence.planted.has(id));
  const changed = [...committed.values()].filter(({ id, data }) => {
    const message = arrived.get(id);
    return message !== undefined && !evidence.planted.has(id) && String(message.value) !== JSON.stringify(data);
  });
  return [
    ...lost.map(({ type, id }) => finding('I1', `${type} ${id} is committed and not in Kafka`)),
    ...strange.map(({ type, id }) => finding('I1', `${type} ${id} is in Kafka and nobody committed it`)),
    ...changed.map(({ type, id }) => finding('I1', `${type} ${id} says something else in Kafka than it was committed with`)),
  ];
}

/** I2: of each stream, what comes first comes first. Repeats may follow. */
function inOrder(evidence: Evidence): Finding[] {
  const committed = Map.groupBy(allHappened(evidence).filter(isPublic), ({ commit }) => commit.stream);
  const streams = Map.groupBy(
    evidence.messages.filter(({ id }) => !evidence.planted.has(id)),
    ({ stream }) => stream,
  );
  return [...streams].flatMap(([stream, messages]) => {
    const first = [...new Map(messages.toReversed().map((message) => [message.id, message])).values()];
    const places = first.sort((a, b) => Number(a.offset) - Number(b.offset)).map(({ sequence }) => sequence);
    const wanted = (committed.get(stream) ?? []).map(({ event }) => event.sequence).slice(0, places.length);
    return String(places) === String(wanted) ? [] : [finding('I2', `${stream} is in Kafka as ${places}, and was committed as ${wanted}`)];
  });
}

/** I3: versions and sequences without a gap, and heads that stand where the commits end. What they say is verified.ts's. */
function headsFollow({ histories }: Evidence): Finding[] {
  return histories.flatMap(({ service, commits, heads }) =>
    [...Map.groupBy(commits, ({ stream }) => stream)].flatMap(([stream, own]) => {
      const versions = own.map(({ version }) => version);
      const sequences = own.flatMap(({ events }) => events.map(({ sequence }) => sequence));
      const gapless = own.every((commit, index) => follows(commit, own.slice(0, index)));
      const counted = (numbers: number[]) => numbers.every((number, index) => number === index + 1);
      const head = heads.get(stream);
      return [
        ...(counted(versions) ? [] : [finding('I3', `${service}: ${stream} has the versions ${versions}`)]),
        ...(gapless ? [] : [finding('I3', `${service}: ${stream} has the sequences ${sequences}`)]),
        ...(head?.version === versions.at(-1) && head?.sequence === (sequences.at(-1) ?? 0)
          ? []
          : [finding('I3', `${service}: the head of ${stream} is at ${head?.version}, its commits at ${versions.at(-1)}`)]),
      ];
    }),
  );
}

/** Its events follow the last one, or a restored commit stands where they do not: its internal events were on no topic. */
function follows({ events, restored }: Commit, before: readonly Commit[]): boolean {
  const earlier = before.findLast((commit) => commit.events.length > 0);
  const last = earlier?.events.at(-1)?.sequence ?? 0;
  const mayLack = restored !== undefined || before.slice(before.indexOf(earlier as Commit)).some((commit) => commit.restored !== undefined);
  return events.every(({ sequence }, index) => {
    const expected = index === 0 ? last + 1 : (events[index - 1]?.sequence ?? 0) + 1;
    return sequence === expected || (sequence > expected && (index === 0 ? mayLack : restored !== undefined));
  });
}

/** I4: a cause makes one commit of a stream. */
function oncePerCause({ histories }: Evidence): Finding[] {
  return histories.flatMap(({ service, commits }) =>
    [...Map.groupBy(commits, ({ stream, cause }) => `${stream} ${cause}`)]
      .filter(([, own]) => own.length > 1)
      .map(([which, own]) => finding('I4', `${service}: ${own.length} commits of ${which}`)),
  );
}

/** What happens once in a life, and by which of its facts lives are told apart. */
const once: Readonly<Record<string, readonly string[]>> = {
  'candidate.attempt-claimed.v1': ['candidateId', 'requisitionId', 'attempt'],
  'application.received.v1': ['candidateId', 'requisitionId'],
  'application.advanced.v1': ['applicationId'],
  'application.decision-due.v1': ['applicationId', 'loopId'],
  'application.rejected.v1': ['applicationId'],
  'application.letter-released.v1': ['applicationId'],
  'application.offered.v1': ['offerId'],
  'application.pre-hire-begun.v1': ['offerId'],
  'application.hired.v1': ['applicationId'],
  'interview.planned.v1': ['applicationId'],
  'interview.round-scheduled.v1': ['loopId', 'roundId'],
  'interview.scorecard-submitted.v1': ['loopId', 'roundId', 'person'],
  'interview.concluded.v1': ['loopId'],
  'offer.drafted.v1': ['offerId'],
  'offer.approval-requested.v1': ['offerId'],
  'offer.approval-given.v1': ['offerId', 'by'],
  'offer.extended.v1': ['offerId'],
  'offer.accepted.v1': ['offerId'],
  'offer.declined.v1': ['offerId'],
  'requisition.seat-committed.v1': ['offerId'],
  'requisition.seat-filled.v1': ['offerId'],
};

function onceEach(evidence: Evidence): Finding[] {
  const seen = new Map<string, number>();
  for (const { event } of allHappened(evidence)) {
    const facts = once[event.type];
    if (!facts) continue;
    const which = `${event.type} of ${facts.map((fact) => event.data[fact]).join(' ')}`;
    seen.set(which, (seen.get(which) ?? 0) + 1);
  }
  return [...seen].filter(([, times]) => times > 1).map(([which, times]) => finding('I4', `${times} × ${which}`));
}

/** Which services always answer an event with a commit of their own, in these stories. */
const answered: Readonly<Record<string, readonly string[]>> = {
  'application.advanced.v1': ['interview'],
  'interview.concluded.v1': ['screening', 'offer'],
  'offer.approved.v1': ['requisition'],
  'requisition.seat-reserved.v1': ['offer'],
  'offer.extended.v1': ['requisition', 'screening'],
  'offer.accepted.v1': ['requisition', 'screening'],
  'offer.declined.v1': ['requisition', 'screening'],
  'application.hired.v1': ['requisition'],
};

/** I4, the other way round: what should have had its effect has had it. */
function reactedTo(evidence: Evidence): Finding[] {
  const causes = new Map(
    evidence.histories.map(({ service, commits }) => [service as string, new Set(commits.map(({ cause }) => cause.split(':')[0]))]),
  );
  return allHappened(evidence).flatMap(({ event }) =>
    (answered[event.type] ?? [])
      .filter((service) => !causes.get(service)?.has(event.id))
      .map((service) => finding('I1', `${event.type} ${event.id} has had no effect in ${service}`)),
  );
}

/** I5: a seat has one holder, and as many are filled as people were hired. */
function seats(evidence: Evidence): Finding[] {
  const findings: Finding[] = [];
  const holders = new Map<string, unknown>();
  const all = allHappened(evidence);
  for (const {
    event: { type, data },
  } of all) {
    const seat = `${data.requisitionId}/${data.seatId}`;
    if (type === 'requisition.seat-reserved.v1' && holders.has(seat) && holders.get(seat) !== data.offerId)
      findings.push(finding('I5', `seat ${seat} was reserved for ${data.offerId} while ${holders.get(seat)} had it`));
    if (type === 'requisition.seat-reserved.v1') holders.set(seat, data.offerId);
    if (type === 'requisition.seat-released.v1') holders.delete(seat);
  }
  const count = (type: string) => all.filter(({ event }) => event.type === type).length;
  const [hired, filled] = [count('application.hired.v1'), count('requisition.seat-filled.v1')];
  return hired === filled ? findings : [...findings, finding('I5', `${hired} were hired and ${filled} seats filled`)];
}

/** How each story must stand in the histories. */
const endings: Readonly<Record<Story['ending'], readonly string[]>> = {
  hired: ['application.hired.v1', 'requisition.seat-filled.v1'],
  declined: ['offer.declined.v1', 'requisition.seat-released.v1', 'application.returned-to-decision.v1'],
  rejected: ['application.rejected.v1', 'application.letter-released.v1', 'candidate.attempt-ended.v1'],
};

/** I6: every story ended as it was meant to, with people and in the histories. */
function ended(evidence: Evidence): Finding[] {
  const happened = new Set(allHappened(evidence).map(({ event: { type, data } }) => `${type} ${data.applicationId}`));
  return evidence.stories.flatMap(({ index, ending, stuck, endedAt, applicationId }) => {
    if (stuck !== undefined || endedAt === undefined)
      return [finding('I6', `story ${index} (${ending}, ${applicationId}) is stuck ${stuck ?? ''}`)];
    return endings[ending]
      .filter((type) => !happened.has(`${type} ${applicationId}`))
      .map((type) => finding('I6', `story ${index} (${ending}, ${applicationId}) has no ${type}`));
  });
}

/** I6: nothing waits for an operator. */
const nothingHeld = ({ histories }: Evidence): Finding[] =>
  histories.flatMap(({ service, deadLetters, deadDeadlines }) => [
    ...(deadLetters > 0 ? [finding('I6', `${service} has ${deadLetters} dead letters`)] : []),
    ...(deadDeadlines > 0 ? [finding('I6', `${service} has ${deadDeadlines} dead deadlines`)] : []),
  ]);

/** I8: every group stands at the end of what there is. */
const caughtUp = ({ groups }: Evidence): Finding[] =>
  groups
    .filter(({ committed, end }) => (committed ?? 0n) !== end)
    .map(({ group, partition, committed, end }) => finding('I8', `${group} is at ${committed} of ${partition}, which ends at ${end}`));

/** I9: what is personal is in no topic and no log. Told with what stands before it. */
function nothingPersonal({ messages, texts, marks }: Evidence): Finding[] {
  const all = [
    ...messages.map(({ type, id, key, value, headers }) => [`${type} ${id}`, `${key} ${value} ${JSON.stringify(headers)}`] as const),
    ...texts,
  ];
  return all.flatMap(([name, text]) => {
    const at = marks.map((mark) => text.search(whole(mark))).find((found) => found >= 0);
    return at === undefined ? [] : [finding('I9', `something personal is in ${name}: …${text.slice(Math.max(0, at - 300), at)}▮`)];
  });
}

/** An amount is looked for as a number: in the digits of an id the same may stand by chance. */
const whole = (mark: string): RegExp => (/^\d+$/.test(mark) ? new RegExp(`(?<![\\da-f])${mark}(?![\\da-f])`) : new RegExp(mark));

/** No time mends these. */
const lasting: readonly Invariant[] = ['I4', 'I9'];
export const isLasting = ({ invariant }: Finding): boolean => lasting.includes(invariant);

const finding = (invariant: Invariant, what: string): Finding => ({ invariant, what });
