/** What of Kafka's settings is told at the start, because it could lose events or a group's place. Each that is safe, and each that is not. */
import { messageBytesMax, TopicMismatch } from './broker.js';
import { brokerFindings, checkPartitions, replicaFindings, topicFindings } from './kafka-topics.js';

const topic = 'hiring.offer';
const safeTopic: Record<string, string> = {
  ...{ 'retention.ms': '-1', 'retention.bytes': '-1', 'cleanup.policy': 'delete', 'min.insync.replicas': '2' },
  ...{ 'unclean.leader.election.enable': 'false', 'max.message.bytes': String(messageBytesMax) },
};
const safeBroker: Record<string, string> = { 'auto.create.topics.enable': 'false', 'offsets.retention.minutes': '43200' };

/** Of a topic that is safe but for this; what is undefined is not told by the broker. */
const ofTopic = (setting: Record<string, string | undefined>, replicas = 3) =>
  topicFindings(new Map([[topic, configOf({ ...safeTopic, ...setting })]]), replicas);
const ofBroker = (setting: Record<string, string | undefined>) => brokerFindings(new Map([['1', configOf({ ...safeBroker, ...setting })]]));
const configOf = (settings: Record<string, string | undefined>) =>
  new Map(Object.entries(settings).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));

it('finds nothing in what is safe', () => expect([ofTopic({}), ofBroker({})]).toEqual([[], []]));

describe('of a topic', () => {
  it.each([
    ['retention.ms', '604800000', 'forgets events: retention.ms=604800000, -1 is safe'],
    ['retention.ms', undefined, 'forgets events: retention.ms=undefined, -1 is safe'],
    ['retention.bytes', '1073741824', 'forgets events: retention.bytes=1073741824, -1 is safe'],
    ['cleanup.policy', 'compact', 'drops events: cleanup.policy=compact'],
    ['cleanup.policy', 'compact,delete', 'drops events: cleanup.policy=compact,delete'],
    ['min.insync.replicas', '1', 'acknowledges too early: min.insync.replicas=1, 2 is safe'],
    ['min.insync.replicas', undefined, 'acknowledges too early: min.insync.replicas=undefined, 2 is safe'],
    ['unclean.leader.election.enable', 'true', 'allows unclean leader election'],
    ['unclean.leader.election.enable', undefined, 'allows unclean leader election'],
    [
      ...(['max.message.bytes', '1048588'] as const),
      `refuses events that a service commits: max.message.bytes=1048588, ${messageBytesMax} is safe`,
    ],
  ])('%s %s is told', (name, value, told) => expect(ofTopic({ [name]: value })).toEqual([`topic ${topic} ${told}`]));

  it.each([
    ['min.insync.replicas', '3'],
    ['max.message.bytes', String(messageBytesMax + 1)],
  ])('%s %s is more than is asked for', (name, value) => expect(ofTopic({ [name]: value })).toEqual([]));

  it.each([
    [1, '1', []],
    [2, '1', []],
    [1, '0', [`topic ${topic} acknowledges too early: min.insync.replicas=0, 1 is safe`]],
  ])('where the cluster holds %s copies, %s in sync is held to that', (replicas, inSync, told) =>
    expect(ofTopic({ 'min.insync.replicas': inSync }, replicas)).toEqual(told),
  );

  it('each by its name, with all that is wrong with it', () => {
    const found = topicFindings(
      new Map([
        ['a', configOf(safeTopic)],
        ['b', configOf({ ...safeTopic, 'retention.ms': '1', 'cleanup.policy': 'compact' })],
        ['c', configOf({ ...safeTopic, 'unclean.leader.election.enable': 'true' })],
      ]),
      3,
    );
    expect(found.map((sentence) => sentence.split(' ').slice(0, 3).join(' '))).toEqual([
      'topic b forgets',
      'topic b drops',
      'topic c allows',
    ]);
  });

  const partition = (copies: number) => ({ replicas: Array.from({ length: copies }, (_, id) => id) }) as never;
  it.each([
    [[3, 3], []],
    [[3, 4], []],
    [[3, 2], [`topic ${topic} has replication 2, 3 is safe`]],
    [[1], [`topic ${topic} has replication 1, 3 is safe`]],
  ])('%j copies of its partitions', (copies, told) =>
    expect(replicaFindings({ name: topic, partitions: copies.map(partition) })).toEqual(told),
  );

  it.each([
    ['more', 13],
    ['fewer', 3],
    ['none', 0],
  ])('%s partitions than agreed end the process', (_, found) => {
    const partitions = Array.from({ length: found }, () => partition(3));
    const check = () => checkPartitions([{ name: topic, partitions: 12 }], found === 0 ? [] : [{ name: topic, partitions }]);
    expect(check).toThrow(new TopicMismatch(`topic ${topic} has ${found} partitions, agreed are 12: keys would change their partition`));
  });
});

describe('of a broker', () => {
  it.each([
    ['auto.create.topics.enable', 'true', 'the broker makes topics by itself: auto.create.topics.enable=true'],
    [
      ...(['offsets.retention.minutes', '10080'] as const),
      "the broker forgets a group's place after 10080 minutes (offsets.retention.minutes), 43200 is safe",
    ],
    [
      ...(['offsets.retention.minutes', '43199'] as const),
      "the broker forgets a group's place after 43199 minutes (offsets.retention.minutes), 43200 is safe",
    ],
  ])('%s %s is told', (name, value, told) => expect(ofBroker({ [name]: value })).toEqual([told]));

  it('places that are kept for longer are safe', () => expect(ofBroker({ 'offsets.retention.minutes': '86400' })).toEqual([]));
});
