/** What the doctor makes of what it sees. */
import type { Bounds } from '../kafka/assigned-partition.js';
import type { KafkaFacts } from '../kafka/kafka-survey.js';
import { timeOfToken } from '../mongo/leases.js';
import { indexOf } from '../mongo/made-indexes.js';
import { kafkaChecks, lagCheck } from './kafka-checks.js';
import { secretCheck } from './known-secrets.js';
import { aheadMs, clockCheck, followerCheck, indexCheck, oplogCheck } from './mongo-checks.js';
import { brokenCheck, deadDeadlinesCheck, deadLettersCheck, deadlinesCheck, jobsCheck } from './work-checks.js';

const place = (more: Partial<Bounds> = {}): Bounds => ({ committed: 5n, low: 0n, high: 7n, owner: 'mine', ...more });
const topic = { name: 'hiring.offers', partitions: 2, copies: 3, behind: 0 };
const group = {
  ...{ state: 'Stable', members: 2, owned: ['hiring.offers/0', 'hiring.offers/1'] },
  places: new Map([['hiring.offers/0', place()], ['hiring.offers/1', place()]]), // biome-ignore format: a table
};
const healthy: KafkaFacts = { brokers: 3, topics: [topic], topicFindings: [], brokerFindings: [], group };
const expected = { group: 'rolecall.offer', topics: [{ name: topic.name, partitions: 2 }], reads: [topic.name], database: 'mine' };
const kafka = (facts: Partial<KafkaFacts>) => kafkaChecks({ ...healthy, ...facts }, expected);
const notWell = (facts: Partial<KafkaFacts>) => kafka(facts).filter(({ state }) => state !== 'ok').map(({ name, state, found }) => [name, state, found]); // biome-ignore format: one line

it('a healthy Kafka has nothing to tell', () => expect(notWell({})).toEqual([]));

it.each<[string, Partial<KafkaFacts>, string, string, RegExp]>([
  ['a topic that is not there', { topics: [] }, 'topics', 'bad', /not there: hiring.offers/],
  ['another number of partitions', { topics: [{ ...topic, partitions: 3 }] }, 'topics', 'bad', /has 3 partitions, agreed are 2/],
  ['one broker', { brokers: 1, topics: [{ ...topic, copies: 1 }] }, 'replication', 'warn', /^1 broker, so fewer than 3 copies/],
  ['fewer copies than there are brokers for', { topics: [{ ...topic, copies: 1 }] }, 'replication', 'bad', /fewer than 3 copies/],
  ['a copy that is behind', { topics: [{ ...topic, behind: 2 }] }, 'replication', 'bad', /behind or away: hiring.offers \(2\)/],
  ['a setting that loses events', { topicFindings: ['topic a forgets events'] }, 'topic-settings', 'bad', /forgets/],
  ['a setting of a broker', { brokerFindings: ['the broker makes topics'] }, 'broker-settings', 'warn', /makes topics/],
  ['a group without a member', { group: { ...group, members: 0, owned: [] } }, 'group', 'bad', /nobody consumes as rolecall.offer/],
  ['a group that is divided anew', { group: { ...group, state: 'PreparingRebalance', owned: [] } }, 'group', 'warn', /Preparing/],
  ['a partition without an owner', { group: { ...group, owned: ['hiring.offers/0'] } }, 'group', 'bad', /owner: hiring.offers\/1$/],
  ['a place that the log has lost', { group: { ...group, places: new Map([['hiring.offers/0', place({ low: 6n })]]) } }, 'places', 'bad', /at 5, the log is 6–7/], // biome-ignore format: a table
  ['a place of another database', { group: { ...group, places: new Map([['hiring.offers/0', place({ owner: 'other' })]]) } }, 'places', 'bad', /another database/], // biome-ignore format: a table
])('%s', (_, facts, name, state, found) => expect(notWell(facts)).toEqual([[name, state, expect.stringMatching(found)]]));

it('counts what is not handled, and by how long it waits says whether that is well', () => {
  const lag = (aMinute: boolean, tenMinutes: boolean) => lagCheck(group.places, { aMinute, tenMinutes });
  expect(lag(false, false)).toMatchObject({ state: 'ok', found: '4 messages not handled yet' });
  expect([lag(true, false).state, lag(true, true).state]).toEqual(['warn', 'bad']);
});

it('tells of an index that is missing, changed, or nobody’s', () => {
  const [mine, late] = [indexOf('heads', { dueAt: 1 }, { sparse: true }), indexOf('copies', { 'copy.of': 1 })];
  const check = (...found: (typeof mine)[]) => indexCheck([mine], found, ({ fields }) => fields[0]?.startsWith('copy.') === true);
  expect(check(mine, late)).toMatchObject({ state: 'ok' });
  expect(check()).toMatchObject({ state: 'bad', found: 'missing: heads {"dueAt":1} sparse' });
  expect(check(indexOf('heads', { dueAt: 1 }))).toMatchObject({
    state: 'bad',
    found: expect.stringMatching(/missing: .*; not ours: heads {"dueAt":1}$/),
  });
  expect(check(mine, indexOf('heads', { x: 1 }, { unique: true }))).toMatchObject({
    state: 'warn',
    found: 'not ours: heads {"x":1} unique',
  });
});

it.each([
  ['young and not full', '2026-03-02T08:50:00.000Z', 0.1, 0, 'ok'],
  ['long', '2026-02-20T00:00:00.000Z', 1, 0, 'ok'],
  ['short and full', '2026-03-02T03:00:00.000Z', 1, 0, 'warn'],
  ['very short and full', '2026-03-02T08:50:00.000Z', 1, 0, 'bad'],
  ['short, with 48 hours promised', '2026-03-02T08:50:00.000Z', 1, 48, 'ok'],
] as const)('an oplog that is %s', (_, since, full, keptHours, state) =>
  expect(oplogCheck({ since, full, keptHours }, '2026-03-02T09:00:00.000Z').state).toBe(state),
);

it('reads how far a follower is from the time in its mark, and says who does not get on', () => {
  const _data = `82${(Date.UTC(2026, 2, 2, 9) / 1000).toString(16)}000000012B`;
  expect([timeOfToken({ _data }), timeOfToken({ _data: '00' }), timeOfToken(undefined)]).toEqual([
    '2026-03-02T09:00:00.000Z',
    undefined,
    undefined,
  ]);
  const leads = { name: 'relay', held: true, readUpTo: timeOfToken({ _data }), recovering: false } as const;
  const at = (more: object, now = '2026-03-02T09:00:05.000Z') => followerCheck({ ...leads, ...more }, now).state;
  expect([at({}), at({ held: false }), at({ recovering: true }), at({ readUpTo: undefined })]).toEqual(['ok', 'bad', 'warn', 'unknown']);
  expect([at({}, '2026-03-02T09:02:00.000Z'), at({}, '2026-03-02T09:20:00.000Z')]).toEqual(['warn', 'bad']);
});

it('a clock may be off by what the way took, and by a second', () => {
  const at = (ms: number) => new Date(Date.UTC(2026, 2, 2, 9) + ms).toISOString();
  const skew = (server: number) => clockCheck(at(0), at(server), at(400));
  expect([skew(200), skew(-900), skew(1300)].map(({ state }) => state)).toEqual(['ok', 'ok', 'ok']);
  expect(skew(-1500)).toMatchObject({ state: 'warn', found: '1500 ms from MongoDB’s, ahead' });
  expect(skew(7000)).toMatchObject({ state: 'bad', found: '6600 ms from MongoDB’s, behind' });
  expect([-900, 200, 1300].map((server) => aheadMs(at(0), at(server), at(400)))).toEqual([900, 0, -900]);
});

it('what is dead, broken, late or failing is counted and named', () => {
  const held = {
    group: 'g',
    topic: 't',
    key: 'k',
    reason: 'handler failed',
    type: 'offer.accepted.v1',
    since: 'monday',
    waiting: 3,
    releasing: false,
  };
  expect(
    [deadLettersCheck([], []), deadDeadlinesCheck([]), brokenCheck([]), deadlinesCheck(undefined), jobsCheck([])].map(({ state }) => state),
  ).toEqual(Array(5).fill('ok'));
  expect(deadLettersCheck([held as never], [])).toMatchObject({
    state: 'bad',
    found: '1 key held, the oldest since monday; 3 messages wait',
  });
  expect(deadLettersCheck([{ ...held, reason: 'newer version' } as never], [])).toMatchObject({
    found: expect.stringContaining('of a newer build: offer.accepted.v1'),
  });
  expect(deadLettersCheck([], [{} as never])).toMatchObject({ state: 'warn', found: '1 dead message without a key' });
  expect(deadDeadlinesCheck([{ stream: 'acme/offer/1' } as never])).toMatchObject({
    state: 'bad',
    found: expect.stringContaining('acme/offer/1'),
  });
  expect(brokenCheck([{ stream: 'acme/offer/1', at: '', error: 'TypeError' }])).toMatchObject({ state: 'bad' });
  const late = (ms: number) => deadlinesCheck({ _id: 'acme/offer/1', dueAt: new Date(0), now: new Date(ms) } as never).state;
  expect([late(10_000), late(60_000), late(600_000)]).toEqual(['ok', 'warn', 'bad']);
  const job = { id: '1', kind: 'verify', status: 'done', counts: {} };
  const jobs = (...all: object[]) => jobsCheck(all as never);
  expect(jobs({ ...job, kind: 'replay', status: 'running', error: 'TypeError' })).toMatchObject({
    state: 'bad',
    found: 'replay fails and is tried again (TypeError)',
  });
  expect(jobs({ ...job, counts: { mismatches: 2 } }).state).toBe('bad');
  expect(jobs(job, { ...job, counts: { mismatches: 2 } }).state).toBe('ok');
});

it('a secret is as old as its database has known it; a public one, or another than the first, is wrong', () => {
  const [secret, now] = [{ name: 'AUTH_TOKEN_SECRET', value: 'a secret of thirty-two characters' }, '2026-09-02T09:00:00.000Z'];
  const known = (day: string, print: string) => ({ since: new Date(`${day}T09:00:00.000Z`), print });
  expect(secretCheck({ ...secret, value: 'for-a-first-look-only-and-so-on-and-on' }, undefined, now).state).toBe('bad');
  expect(secretCheck(secret, undefined, now).state).toBe('unknown');
  expect(secretCheck(secret, known('2026-09-01', 'another'), now)).toMatchObject({
    state: 'bad',
    found: expect.not.stringContaining(secret.value),
  });
  expect(secretCheck({ ...secret, forEver: true }, known('2026-09-01', 'another'), now).found).toContain('another one than this database');
});
