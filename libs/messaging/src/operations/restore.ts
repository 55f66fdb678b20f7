/**
 * After a service's database came back from a backup: what the service published since is appended again from its topics, and its group is
 * put back to where the backup stands, so that others' events are handled again. Causes make repeats harmless. Safe to run again, also
 * after it was killed. What was committed and never published is gone, and nobody else saw it.
 */
import { allEvents, contractOf } from '@rolecall/kernel';
import { GroupPlaces } from '../consuming/group-places.js';
import { groupOf } from '../consuming/kafka.strategy.js';
import type { GroupPlace, LogBounds, Stretch } from '../kafka/broker.js';
import type { Ports } from '../ports.js';
import { FollowerHold, RestoreRefused } from './follower-hold.js';
import { RollForward, type TextsOf } from './roll-forward.js';

/** More than the clocks of all machines can differ. */
const skewMs = 3_600_000;
const roundsMax = 10;

export interface RestoreOptions {
  /** When the backup was begun, as an ISO instant. */
  readonly backupTaken: string;
  /** Looks at everything that was ever published, not only at what came after the backup. */
  readonly fromBeginning?: boolean;
  /** False: says what would be done, and writes nothing. */
  readonly apply: boolean;
  /** What of the vault an event names; what the events that come back name is counted. */
  readonly textsOf?: TextsOf;
  readonly onProgress?: (line: string) => void;
}

export interface RestoreReport {
  readonly service: string;
  readonly applied: boolean;
  /** ISO instant from which the topics were read; null: from their beginning. */
  readonly since: string | null;
  /** The newest commit that the backup holds; null when it holds none. */
  readonly newestCommit: string | null;
  /** Messages that were read, and those of this service among them. */
  readonly messages: number;
  readonly own: number;
  /** What came back. */
  readonly commits: number;
  readonly events: number;
  readonly eventsByType: Readonly<Record<string, number>>;
  /** What cannot: versions without a published event (refusals), internal events between published ones, texts that were in the vault. */
  readonly emptyCommits: number;
  readonly internalEvents: number;
  readonly texts: Readonly<Record<string, number>>;
  /** Streams with such an event, at most a thousand. */
  readonly textsOf: readonly string[];
  /** Where database and topics tell two stories; a person must look. */
  readonly findings: readonly string[];
  /** Where the group goes on, in the partitions where that is elsewhere than before; and the messages behind all its places. */
  readonly rewound: readonly (GroupPlace & { readonly before: string | null })[];
  readonly toHandle: number;
}

export type RestorePorts = Pick<Ports, 'service' | 'database' | 'broker' | 'clock' | 'randomness'>;

/** Throws RestoreRefused, HistoryMissing, RestoreInterrupted, BrokerUnavailable. */
export async function restore(ports: RestorePorts, options: RestoreOptions): Promise<RestoreReport> {
  const hold = new FollowerHold(ports);
  await mustBeStopped(ports, hold);
  await mustBeItsOwn(ports);
  const newest = await newestCommit(ports);
  const safe = beforeBackup(options.backupTaken, newest);
  const since = options.fromBeginning || !newest ? undefined : safe;
  try {
    const forward = await rollForward(ports, options, hold, since);
    const { places, rewound, toHandle } = await rewinding(ports, safe);
    if (options.apply) {
      await hold.keep();
      // All of them, so that none says any more that it was committed for the database that is gone.
      await ports.broker.setPlaces(groupOf(ports.service), places);
      await hold.forgetMarks();
    }
    const { messages, own, commits, events, empty, internal } = forward.counts;
    const { eventsByType, findings } = forward;
    const lost = { emptyCommits: empty, internalEvents: internal, ...forward.textsNamed() };
    const read = { since: since ?? null, newestCommit: newest ?? null, messages, own };
    return { service: ports.service, applied: options.apply, ...read, commits, events, eventsByType, ...lost, findings, rewound, toHandle };
  } finally {
    if (options.apply) await hold.release().catch(() => undefined);
  }
}

async function mustBeStopped({ service, broker }: RestorePorts, hold: FollowerHold): Promise<void> {
  const members = await broker.members(groupOf(service));
  if (members > 0)
    throw new RestoreRefused(
      `${members} processes consume as ${groupOf(service)}: stop the service; one that was killed is forgotten after its session (30 s)`,
    );
  const running = await hold.running();
  if (running.length > 0)
    throw new RestoreRefused(
      `the ${running.join(' and the ')} of this database had its lease renewed just now: stop the service and wait 30 s`,
    );
}

async function mustBeItsOwn({ service, database, broker }: RestorePorts): Promise<void> {
  const known = await database.collection('installation').findOne({ _id: 'self' });
  const kafka = await broker.clusterId();
  if (known && known.kafka !== kafka)
    throw new RestoreRefused(`this database belongs to the Kafka cluster ${known.kafka}, KAFKA_BROKERS leads to ${kafka}`);
  const commit = await database.collection('commits').findOne({ 'events.0': { $exists: true } });
  const [event] = (commit?.events ?? []) as { type: string }[];
  const owner = event && contractOf(event.type)?.service;
  if (owner && owner !== service) throw new RestoreRefused(`this database is ${owner}'s, not ${service}'s: look at MONGO_URL`);
}

/**
 * What was published after the backup carries a later time than both the beginning of the backup and the newest commit in it, whatever
 * was said of the first: so the earlier of the two is taken, and an hour before it.
 */
const beforeBackup = (backupTaken: string, newest = backupTaken): string =>
  new Date(Math.min(Date.parse(backupTaken), Date.parse(newest)) - skewMs).toISOString();

async function newestCommit({ database }: RestorePorts): Promise<string | undefined> {
  const [last] = await database
    .collection('commits')
    .find({}, { sort: { at: -1 }, limit: 1 })
    .toArray();
  return last && String(last.at);
}

/** Reads until a whole round brings nothing more of this service, for the last words of a process may come late. */
async function rollForward(ports: RestorePorts, options: RestoreOptions, hold: FollowerHold, since?: string): Promise<RollForward> {
  const { apply, textsOf = () => [], onProgress = () => undefined } = options;
  const forward = new RollForward(ports, {
    ...{ apply, textsOf, at: ports.clock.now() },
    beforeBatch: async () => {
      if (apply) await hold.keep();
    },
    onRead: ({ topic, partition, until }, offset) => onProgress(`${topic}, partition ${partition}: read to ${offset} of ${until}`),
  });
  if (apply) await hold.keep();
  const topics = topicsWhere(({ service }) => service === ports.service);
  const readTo = new Map<string, string>();
  for (let round = 1; round <= roundsMax; round += 1) {
    const stretches = stretchesOf(await boundsOf(ports, topics, since), since, readTo);
    let own = 0;
    for (const stretch of stretches) {
      own += await forward.read(stretch);
      readTo.set(nameOf(stretch), stretch.until);
    }
    if (!apply || (round > 1 && own === 0)) return forward;
  }
  throw new RestoreRefused(`somebody publishes as ${ports.service} all the while: stop every process of it, and run this again`);
}

async function boundsOf({ broker }: RestorePorts, topics: readonly string[], since?: string): Promise<LogBounds[]> {
  const bounds = await broker.bounds(topics, since);
  const missing = topics.filter((topic) => !bounds.some((one) => one.topic === topic));
  if (missing.length > 0) throw new RestoreRefused(`these brokers have no topic ${missing.join(', ')}: look at KAFKA_BROKERS`);
  return bounds;
}

function stretchesOf(bounds: readonly LogBounds[], since: string | undefined, readTo: ReadonlyMap<string, string>): Stretch[] {
  return bounds.map(({ topic, partition, low, high, since: then }) => {
    const before = readTo.get(nameOf({ topic, partition }));
    if (before === undefined && low !== '0' && then === low)
      throw new RestoreRefused(
        `${topic}, partition ${partition} begins at offset ${low}, which is after ${since ?? 'its beginning'}: what was published before is gone`,
      );
    return { topic, partition, from: before ?? then, until: high };
  });
}

const nameOf = ({ topic, partition }: Pick<Stretch, 'topic' | 'partition'>): string => `${topic}/${partition}`;
const topicsWhere = (has: (contract: ReturnType<typeof allEvents>[number]) => boolean): string[] => [
  ...new Set(allEvents().flatMap((contract) => (contract.topic && has(contract) ? [contract.topic] : []))),
];

/** The group goes on where the backup knows that it stood; where it knows nothing, from the beginning. Never later than where it stands. */
async function rewinding({ service, database, broker }: RestorePorts, since: string) {
  const group = groupOf(service);
  const topics = topicsWhere(() => true);
  const bounds = await broker.bounds(topics, since);
  const [saved, current] = [await new GroupPlaces(database, group).all(), await broker.placesOf(group, topics)];
  const placed = bounds.flatMap(({ topic, partition, low, high, since: then }) => {
    const at = (places: readonly GroupPlace[]) => places.find((place) => nameOf(place) === nameOf({ topic, partition }))?.offset;
    const [backup, before] = [at(saved), at(current)];
    if (backup === undefined && before === undefined) return [];
    // A place beyond the log's end is of another topic of that name.
    const known = backup === undefined || BigInt(backup) > BigInt(high) ? low : backup;
    const offset = least(known, before ?? high, then);
    return [{ topic, partition, high, offset: BigInt(offset) < BigInt(low) ? low : offset, before: before ?? null }];
  });
  const toHandle = placed.reduce((sum, { offset, high }) => sum + Number(BigInt(high) - BigInt(offset)), 0);
  const rewound = placed.filter(({ offset, before }) => offset !== before).map(({ high: _, ...place }) => place);
  return { places: placed, rewound, toHandle };
}

const least = (...offsets: readonly string[]): string => offsets.reduce((a, b) => (BigInt(b) < BigInt(a) ? b : a));
