/** What Kafka's facts mean for a service. Pure. */
import { type Bounds, isForeign, lostOffset } from '../kafka/assigned-partition.js';
import type { TopicSpec } from '../kafka/broker.js';
import type { GroupFacts, KafkaFacts, TopicFacts } from '../kafka/kafka-survey.js';
import { counted, type Finding, fine, named, wrong } from './checks.js';

const copiesWanted = 3;

export interface Expected {
  readonly group: string;
  /** Those that must be there. */
  readonly topics: readonly TopicSpec[];
  /** Those that the service reads. */
  readonly reads: readonly string[];
  /** Of the service's database, which places are kept for; undefined when it is not known. */
  readonly database: string | undefined;
}

export function kafkaChecks(facts: KafkaFacts, expected: Expected): Finding[] {
  const ownsNothing = expected.reads.length === 0;
  return [
    topicsCheck(facts.topics, expected.topics),
    replicationCheck(facts),
    settingsCheck(facts.topicFindings),
    brokersCheck(facts.brokerFindings),
    ...(ownsNothing ? [] : [groupCheck(facts.group, expected), placesCheck(facts.group.places, expected)]),
  ];
}

function topicsCheck(found: readonly TopicFacts[], expected: readonly TopicSpec[]): Finding {
  const missing = expected.filter(({ name }) => !found.some((topic) => topic.name === name)).map(({ name }) => name);
  if (missing.length > 0)
    return wrong(
      'topics',
      'bad',
      `not there: ${named(missing)}`,
      'restart one process of the service, which makes them, empty; what they held: docs/runbooks/replay.md',
    );
  const other = expected.flatMap(({ name, partitions }) => {
    const has = found.find((topic) => topic.name === name)?.partitions;
    return has === partitions ? [] : [`${name} has ${has} partitions, agreed are ${partitions}`];
  });
  if (other.length > 0)
    return wrong(
      'topics',
      'bad',
      named(other),
      'nothing can be sent in order any more: docs/runbooks/consuming.md, "topic … has … partitions"',
    );
  return fine('topics', expected.map(({ name, partitions }) => `${name} (${partitions})`).join(', '));
}

/** Nothing of them can be read or written, and of the others nothing can be told. */
export const leaderlessCheck = (): Finding =>
  wrong(
    'replication',
    'bad',
    'there are partitions that nobody leads',
    'start the brokers that are away; which they are: `kafka-topics.sh --describe --unavailable-partitions`',
  );

function replicationCheck({ brokers, topics }: KafkaFacts): Finding {
  const behind = topics.filter((topic) => topic.behind > 0).map((topic) => `${topic.name} (${topic.behind})`);
  if (behind.length > 0)
    return wrong(
      'replication',
      'bad',
      `partitions of which a copy is behind or away: ${named(behind)}`,
      'start the broker that is away; the next one that goes stops what is written',
    );
  const few = topics.filter(({ copies }) => copies < copiesWanted).map(({ name, copies }) => `${name} (${copies})`);
  if (few.length === 0) return fine('replication', `${copiesWanted} copies or more of each topic`);
  if (brokers < copiesWanted)
    return wrong(
      'replication',
      'warn',
      `${counted(brokers, 'broker')}, so fewer than ${copiesWanted} copies of ${named(few)}: what is on a disk that dies is gone`,
      'on a laptop nothing; in production three brokers: docs/runbooks/servers.md',
    );
  return wrong(
    'replication',
    'bad',
    `fewer than ${copiesWanted} copies: ${named(few)}`,
    'give them three: `kafka-reassign-partitions.sh` (docs/runbooks/servers.md)',
  );
}

const settingsCheck = (findings: readonly string[]): Finding =>
  findings.length === 0
    ? fine('topic-settings', 'endless retention, copies in sync before an acknowledgement, no unclean leader')
    : wrong(
        'topic-settings',
        'bad',
        findings.join('; '),
        '`kafka-configs.sh --alter … --add-config …`, line by line in docs/runbooks/servers.md',
      );

const brokersCheck = (findings: readonly string[]): Finding =>
  findings.length === 0
    ? fine('broker-settings', 'no topics by themselves, places of groups are kept')
    : wrong('broker-settings', 'warn', findings.join('; '), 'change the settings of every broker: docs/runbooks/servers.md');

function groupCheck({ state, members, owned, places }: GroupFacts, { group }: Expected): Finding {
  if (members === 0)
    return wrong('group', 'bad', `nobody consumes as ${group}`, 'look at /startupz and /livez of its processes: docs/runbooks/health.md');
  const has = new Set(owned);
  const unowned = [...places.keys()].filter((name) => !has.has(name));
  if (state !== 'Stable')
    return wrong(
      'group',
      'warn',
      `${group} is being divided anew (${state})`,
      'ask again in a minute; again and again: docs/runbooks/consuming.md, "the consumer is replaced"',
    );
  if (unowned.length > 0)
    return wrong(
      'group',
      'bad',
      `partitions without an owner: ${named(unowned)}`,
      'restart the processes of the service one after the other',
    );
  return fine('group', `${counted(members, 'member')} of ${group}, every partition has its owner`);
}

function placesCheck(places: ReadonlyMap<string, Bounds>, { database, group }: Expected): Finding {
  const lost: string[] = [];
  const foreign: string[] = [];
  for (const [name, bounds] of places) {
    if (bounds.committed !== undefined && lostOffset(bounds.committed, bounds))
      lost.push(`${name} at ${bounds.committed}, the log is ${bounds.low}–${bounds.high}`);
    if (isForeign(bounds, database)) foreign.push(name);
  }
  const todo = 'set the place: docs/runbooks/consuming.md, "To set a group’s place"';
  if (foreign.length > 0) return wrong('places', 'bad', `committed for another database: ${named(foreign)}; they stand still`, todo);
  if (lost.length > 0) return wrong('places', 'bad', `not in the log: ${named(lost)}`, todo);
  return fine('places', `of ${group} lie in the log`);
}

/** `behind`: whether something that was said so long ago is not handled yet. */
export function lagCheck(
  places: ReadonlyMap<string, Bounds>,
  behind: { readonly aMinute: boolean; readonly tenMinutes: boolean },
): Finding {
  const messages = [...places.values()].reduce((sum, { committed, low, high }) => sum + (high - (committed ?? low)), 0n);
  const found = `${counted(Number(messages), 'message')} not handled yet`;
  const todo = 'docs/runbooks/consuming.md; `rolecall dead list` for what waits behind a dead letter';
  if (behind.tenMinutes) return wrong('lag', 'bad', `${found}, the oldest for more than ten minutes`, todo);
  return behind.aMinute ? wrong('lag', 'warn', `${found}, the oldest for more than a minute`, todo) : fine('lag', found);
}
