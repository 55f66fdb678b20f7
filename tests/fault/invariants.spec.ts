/** The invariants see what they are to see: evidence in which all is well, and each way in which it is not. */
import type { Commit, CommittedEvent, Head } from '@rolecall/messaging';
import { type Evidence, lookAt } from './invariants.js';
import type { TopicMessage } from './topics.js';

const stream = 'acme/application/a';
const data = { applicationId: 'a', candidateId: 'c', requisitionId: 'r' };
const named = (sequence: number, type: string, more: object = {}): CommittedEvent => ({
  ...{ id: `event-${sequence}`, sequence, type, data: { ...data, ...more } },
});
const commit = (version: number, events: CommittedEvent[], more: Partial<Commit> = {}): Commit => ({
  ...{ _id: `${stream}/${version}`, stream, version, cause: `cause-${version}`, events, at: '', correlationId: 'a' },
  ...{ actor: { kind: 'person', id: 'mara' }, ...more },
});
const message = ({ id, type, sequence, ...event }: CommittedEvent, offset: number, more: Partial<TopicMessage> = {}): TopicMessage => ({
  ...{ id, type, sequence, stream, topic: 'hiring.application', partition: 0, offset: String(offset), key: 'a', headers: {} },
  ...{ value: Buffer.from(JSON.stringify(event.data)), ...more },
});

const received = named(1, 'application.received.v1');
const rejected = named(2, 'application.rejected.v1');
const released = named(3, 'application.letter-released.v1');
const attempt = named(1, 'candidate.attempt-ended.v1', { attempt: 1 });
const commits = [commit(1, [received]), commit(2, []), commit(3, [rejected, released])];
const ofCandidate = { stream: 'acme/candidate/c', cause: 'event-2:OnEnded', _id: 'acme/candidate/c/1' };
const head = { version: 3, sequence: 3 } as Head;

/** A person was rejected, and all is well. */
function sound(): Evidence {
  const candidate = commit(1, [{ ...attempt, id: 'attempt' }], ofCandidate);
  const screening = { service: 'screening', deadLetters: 0, deadDeadlines: 0, commits: [...commits, candidate] } as const;
  const heads = new Map([
    [stream, head],
    [ofCandidate.stream, { version: 1, sequence: 1 } as Head],
  ]);
  return {
    histories: [{ ...screening, heads }],
    messages: [
      ...[received, rejected, released].map((event, offset) => message(event, offset)),
      message({ ...attempt, id: 'attempt' }, 0, { stream: ofCandidate.stream, topic: 'hiring.candidate' }),
    ],
    groups: [{ group: 'rolecall.offer', partition: 'hiring.application/0', committed: 3n, end: 3n }],
    stories: [{ index: 0, org: 'acme', requisitionId: 'r', ending: 'rejected', applicationId: 'a', beganAt: 0, endedAt: 1, steps: [] }],
    planted: new Set(),
    texts: new Map([['offer.log', 'nothing personal: 0198-77171712a, 17717171.5']]),
    marks: ['Lena', '7717171'],
  };
}

const [history] = sound().histories as [Evidence['histories'][number]];
const withCommits = (changed: readonly Commit[]): Partial<Evidence> => ({
  histories: [{ ...history, commits: [...changed, ...history.commits.slice(3)] }],
});
const seen = (changed: Partial<Evidence>): string[] =>
  lookAt({ ...sound(), ...changed }).map(({ invariant, what }) => `${invariant} ${what}`);

it('finds nothing where all is well, also when messages come again', () => {
  expect(seen({})).toEqual([]);
  const again = [rejected, received].map((event, index) => message(event, 10 + index));
  expect(seen({ messages: [...sound().messages, ...again] })).toEqual([]);
});

const [first, second, third, fourth] = sound().messages as [TopicMessage, TopicMessage, TopicMessage, TopicMessage];
const story = sound().stories[0] as Evidence['stories'][number];

it.each<[string, Partial<Evidence>, string[]]>([
  [
    'an event that is not in Kafka',
    { messages: [first, second, fourth] },
    ['I1 application.letter-released.v1 event-3 is committed and not in Kafka'],
  ],
  [
    'a message that nobody committed',
    { messages: [...sound().messages, message({ ...received, id: 'strange', sequence: 4 }, 9)] },
    [
      'I1 application.received.v1 strange is in Kafka and nobody committed it',
      `I2 ${stream} is in Kafka as 1,2,3,4, and was committed as 1,2,3`,
    ],
  ],
  [
    'a message that says something else',
    { messages: [{ ...first, value: Buffer.from('{}') }, second, third, fourth] },
    ['I1 application.received.v1 event-1 says something else in Kafka than it was committed with'],
  ],
  [
    'a later event before an earlier one',
    { messages: [{ ...first, offset: '1' }, { ...second, offset: '0' }, third, fourth] },
    [`I2 ${stream} is in Kafka as 2,1,3, and was committed as 1,2,3`],
  ],
  ['a version that is missing', withCommits([commits[0], commits[2]] as Commit[]), [`I3 screening: ${stream} has the versions 1,3`]],
  [
    'a head that lags',
    { histories: [{ ...history, heads: new Map([...history.heads, [stream, { ...head, version: 2 }]]) }] },
    [`I3 screening: the head of ${stream} is at 2, its commits at 3`],
  ],
  [
    'one cause twice',
    withCommits([commits[0], { ...commits[1], cause: 'cause-1' }, commits[2]] as Commit[]),
    [`I4 screening: 2 commits of ${stream} cause-1`],
  ],
  [
    'what happens once in a life, twice',
    withCommits([commits[0] as Commit, commits[1] as Commit, commit(3, [rejected, { ...released, type: 'application.rejected.v1' }])]),
    ['I4 2 × application.rejected.v1 of a', 'I6 story 0 (rejected, a) has no application.letter-released.v1'],
  ],
  ['a story that is stuck', { stories: [{ ...story, stuck: 'after applied' }] }, ['I6 story 0 (rejected, a) is stuck after applied']],
  ['a story that never ended', { stories: [{ ...story, endedAt: undefined }] }, ['I6 story 0 (rejected, a) is stuck']],
  [
    'what an operator must do',
    { histories: [{ ...history, deadLetters: 1, deadDeadlines: 2 }] },
    ['I6 screening has 1 dead', 'I6 screening has 2 dead'],
  ],
  [
    'a group that is behind',
    { groups: [{ group: 'rolecall.offer', partition: 'hiring.application/0', committed: undefined, end: 3n }] },
    ['I8 rolecall.offer is at undefined of hiring.application/0, which ends at 3'],
  ],
  [
    'a name in a message',
    { messages: [{ ...first, headers: { who: 'Lena' } }, second, third, fourth] },
    ['I9 something personal is in application.received.v1'],
  ],
  ['an amount in a log', { texts: new Map([['offer.log', '{"base":7717171}']]) }, ['I9 something personal is in offer.log']],
  ['a name in a log', { texts: new Map([['offer.log', 'Lena']]) }, ['I9 something personal is in offer.log']],
])('finds %s', (_, changed, expected) => {
  const found = seen(changed);
  expect(found.map((what, index) => what.startsWith(expected[index] ?? 'nothing') || what)).toEqual(expected.map(() => true));
});

it('finds a seat with two holders, one that was not filled, and an event without its effect', () => {
  const reserved = (offerId: string, sequence: number) => named(sequence, 'requisition.seat-reserved.v1', { offerId, seatId: 'seat-1' });
  const own = [commit(1, [reserved('one', 1)]), commit(2, [reserved('two', 2)]), commit(3, [named(3, 'application.hired.v1')])];
  const found = seen({ ...withCommits(own), stories: [] });
  expect(found).toContain('I5 seat r/seat-1 was reserved for two while one had it');
  expect(found).toContain('I5 1 were hired and 0 seats filled');
  expect(found).toContain('I1 application.hired.v1 event-3 has had no effect in requisition');
  const without = withCommits([commit(1, [named(1, 'interview.concluded.v1', { loopId: 'l' })])]);
  const missed = ['screening', 'offer'].map((service) => `I1 interview.concluded.v1 event-1 has had no effect in ${service}`);
  expect(seen(without).filter((what) => what.includes('had no effect'))).toEqual(missed);
});
