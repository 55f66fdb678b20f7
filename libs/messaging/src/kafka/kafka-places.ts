/** What partitions hold, and where groups stand in them. */
import type { Admin } from 'kafkajs';
import { type Bounds, partitionName } from './assigned-partition.js';
import { BrokerUnavailable, GroupInUse, type GroupPlace, type LogBounds } from './broker.js';

/** See Broker.bounds. */
export async function boundsOf(admin: Admin, topics: readonly string[], since?: string): Promise<LogBounds[]> {
  const existing = new Set(await admin.listTopics());
  const found: LogBounds[] = [];
  for (const topic of new Set(topics)) {
    if (!existing.has(topic)) continue;
    const then = since === undefined ? [] : await admin.fetchTopicOffsetsByTimestamp(topic, Date.parse(since));
    for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
      const at = then.find((one) => one.partition === partition)?.offset;
      // Without a message so late the client answers with the end, which may have moved since.
      found.push({ topic, partition, low, high, since: at === undefined ? low : BigInt(at) > BigInt(high) ? high : at });
    }
  }
  return found;
}

/** Of each partition, by name: where the group stands in it and for which database it committed that, and the log's bounds. */
export async function groupBounds(admin: Admin, group: string, topics: readonly string[]): Promise<Map<string, Bounds>> {
  const committed = await admin.fetchOffsets({ groupId: group, topics: [...topics] });
  const found = new Map<string, Bounds>();
  for (const topic of topics) {
    const own = committed.find((offsets) => offsets.topic === topic)?.partitions ?? [];
    for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
      const place = own.find((one) => one.partition === partition);
      const offset = BigInt(place?.offset ?? -1);
      found.set(partitionName({ topic, partition }), {
        committed: offset < 0n ? undefined : offset,
        ...(place?.metadata ? { owner: place.metadata } : {}),
        low: BigInt(low),
        high: BigInt(high),
      });
    }
  }
  return found;
}

/** Of each partition, by name, the end of its log; a topic that cannot be asked now, such as one without a leader, is left out. */
export async function endsOf(admin: Admin, topics: readonly string[]): Promise<Map<string, bigint>> {
  const found = new Map<string, bigint>();
  for (const topic of topics)
    for (const { partition, high } of await admin.fetchTopicOffsets(topic).catch(() => []))
      found.set(partitionName({ topic, partition }), BigInt(high));
  return found;
}

export async function membersOf(admin: Admin, group: string): Promise<number> {
  const { groups } = await admin.describeGroups([group]);
  return groups[0]?.members.length ?? 0;
}

export async function placesOf(admin: Admin, group: string, topics: readonly string[]): Promise<GroupPlace[]> {
  const found = await admin.fetchOffsets({ groupId: group, topics: [...topics] });
  return found.flatMap(({ topic, partitions }) =>
    partitions.filter(({ offset }) => BigInt(offset) >= 0n).map(({ partition, offset }) => ({ topic, partition, offset })),
  );
}

/** See Broker.setPlaces. What the broker then says is compared with what was asked for. */
export async function setPlaces(admin: Admin, group: string, places: readonly GroupPlace[]): Promise<void> {
  const members = await membersOf(admin, group);
  if (members > 0) throw new GroupInUse(`${members} processes consume as ${group}`);
  for (const [topic, mine] of Map.groupBy(places, (place) => place.topic)) {
    const partitions = mine.map(({ partition, offset }) => ({ partition, offset }));
    await admin.setOffsets({ groupId: group, topic, partitions });
  }
  const set = await placesOf(admin, group, [...new Set(places.map(({ topic }) => topic))]);
  const wrong = places.filter((place) => !set.some((one) => isSame(one, place)));
  if (wrong.length > 0) throw new BrokerUnavailable(`${wrong.length} places of ${group} were not taken`);
}

const isSame = (one: GroupPlace, other: GroupPlace): boolean =>
  one.topic === other.topic && one.partition === other.partition && one.offset === other.offset;
