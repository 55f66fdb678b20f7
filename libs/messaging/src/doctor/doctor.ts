/**
 * Looks at a running service from inside: its topics, its group, its database, its followers, what is dead, its secrets. It changes nothing.
 * What one look meets hides no other: a server that is away is a finding of its own.
 */
import { allEvents, isSuperseded, versionsOf } from '@rolecall/kernel';
import { nameOf } from '../consuming/error-classes.js';
import { groupOf, type KafkaStrategy } from '../consuming/kafka.strategy.js';
import { databaseId } from '../installation.js';
import type { KafkaBroker } from '../kafka/kafka-broker.js';
import { isLeaderless } from '../kafka/kafka-survey.js';
import type { MongoDatabase } from '../mongo/database.js';
import { standingOf } from '../mongo/leases.js';
import type { Jobs } from '../operations/jobs.js';
import type { Ports } from '../ports.js';
import { hearing } from '../reconciling/hearing.js';
import { type CheckName, type Finding, wrong } from './checks.js';
import { kafkaChecks, lagCheck, leaderlessCheck } from './kafka-checks.js';
import type { KnownSecrets } from './known-secrets.js';
import { clockCheck, followerCheck, indexCheck, oplogCheck } from './mongo-checks.js';
import { brokenCheck, deadDeadlinesCheck, deadLettersCheck, deadlinesCheck, jobsCheck } from './work-checks.js';

/** A server that says nothing for so long is away. */
const lookWithinMs = 15_000;
const minuteMs = 60_000;
const brokenMax = 1000;

export interface DoctorOf {
  /** Those of the service, whose clock is looked at. */
  readonly ports: Ports;
  readonly database: MongoDatabase;
  readonly broker: KafkaBroker;
  readonly consuming: KafkaStrategy;
  readonly jobs: Pick<Jobs, 'list'>;
  readonly secrets: KnownSecrets;
}

/** Which versions of events a service says and understands. */
export interface Spoken {
  /** Types, in the version that it emits. */
  readonly says: readonly string[];
  /** Types that its handlers take, in every version. */
  readonly hears: readonly string[];
}

export interface Diagnosis {
  readonly service: string;
  readonly at: string;
  readonly checks: readonly Finding[];
  readonly spoken: Spoken;
}

type Look = () => Promise<readonly Finding[]> | readonly Finding[];

export class Doctor {
  private readonly others: Look[] = [];

  constructor(private readonly of: DoctorOf) {}

  /** What a module knows of itself. */
  also(look: Look): void {
    this.others.push(look);
  }

  async examine(): Promise<Diagnosis> {
    const { ports, secrets } = this.of;
    const at = ports.clock.now();
    const looks: readonly (readonly [CheckName, Look])[] = [
      ['kafka', () => this.kafka()],
      ['mongodb', () => this.mongodb()],
      ['oplog', () => this.oplog()],
      ['clock', () => this.clock()],
      ['relay', () => this.followers()],
      ['dead-letters', () => this.work()],
      ['secrets', () => secrets.look(at)],
      ...this.others.map((look) => ['configuration', look] as const),
    ];
    const found = await Promise.all(looks.map(([name, look]) => this.inTime(name, look)));
    return { service: ports.service, at, checks: found.flat(), spoken: this.spoken() };
  }

  private async inTime(name: CheckName, look: Look): Promise<readonly Finding[]> {
    const done = new AbortController();
    const late = this.of.ports.clock.sleep(lookWithinMs, done.signal).then(() => [unseen(name, 'no answer')]);
    const seen = Promise.resolve()
      .then(look)
      .catch((error: unknown) => [unseen(name, nameOf(error).error)]);
    try {
      return await Promise.race([seen, late]);
    } finally {
      done.abort();
    }
  }

  private async kafka(): Promise<Finding[]> {
    const { ports, broker, consuming } = this.of;
    const reads = consuming.table?.topics ?? [];
    const expected = { group: groupOf(ports.service), topics: consuming.topics(), reads };
    // Where it is the database that is away, another look says so.
    const database = await databaseId(ports).catch(() => undefined);
    const facts = await broker.survey(expected).catch((error: unknown) => {
      if (!isLeaderless(error)) throw error;
    });
    if (!facts) return [leaderlessCheck()];
    const checks = kafkaChecks(facts, { ...expected, database });
    if (reads.length === 0) return checks;
    const hasHeard = hearing(ports, () => reads);
    const since = (ms: number) => hasHeard(new Date(Date.parse(ports.clock.now()) - ms).toISOString());
    const [aMinute, tenMinutes] = [!(await since(minuteMs)), !(await since(10 * minuteMs))];
    return [...checks, lagCheck(facts.group.places, { aMinute, tenMinutes })];
  }

  private async mongodb(): Promise<Finding[]> {
    const { database, ports } = this.of;
    // A copy gets one when a rule or a job first looks for it.
    const mayHave = ({ collection, fields }: { collection: string; fields: readonly string[] }) =>
      ports.copies.has(collection) && /^(copy\.|next\.job$|check\.job$)/.test(fields[0] ?? '');
    return [indexCheck(database.indexes.all, await database.survey.indexes(), mayHave)];
  }

  private async oplog(): Promise<Finding[]> {
    const { survey } = this.of.database;
    return [oplogCheck(await survey.oplog(), await survey.now())];
  }

  private async clock(): Promise<Finding[]> {
    const { ports, database } = this.of;
    // The first question may have to find a connection.
    await database.survey.now();
    const asked = ports.clock.now();
    const server = await database.survey.now();
    return [clockCheck(asked, server, ports.clock.now())];
  }

  private async followers(): Promise<Finding[]> {
    const { database } = this.of;
    const now = await database.survey.now();
    const names = ['relay', 'projector'] as const;
    const documents = await database
      .collection('followers')
      .find({ _id: { $in: [...names] } })
      .toArray();
    return names.map((name) => {
      const { expiresAt, token } = (documents.find(({ _id }) => _id === name) ?? {}) as { expiresAt?: Date; token?: unknown };
      const held = expiresAt !== undefined && expiresAt.toISOString() > now;
      return followerCheck({ name, held, ...standingOf(token) }, now);
    });
  }

  private async work(): Promise<Finding[]> {
    const { database, consuming, jobs } = this.of;
    const { desk } = consuming;
    const [held, loose, dead] = await Promise.all([desk.heldKeys(), desk.loose(), desk.deadlines()]);
    const [oldest] = await database.dueHeads(1);
    const broken = await database.brokenAggregates(brokenMax);
    return [
      deadLettersCheck(held, loose),
      deadDeadlinesCheck(dead),
      deadlinesCheck(oldest),
      brokenCheck(broken),
      jobsCheck(await jobs.list()),
    ];
  }

  private spoken(): Spoken {
    const { ports, consuming } = this.of;
    const own = allEvents().filter((event) => event.service === ports.service && event.topic && !isSuperseded(event));
    const heard = (consuming.table?.handlers ?? []).flatMap(({ contract }) => versionsOf(contract).map(({ type }) => type));
    return { says: own.map(({ type }) => type), hears: [...new Set(heard)].sort() };
  }
}

const serversAway: readonly CheckName[] = ['kafka', 'mongodb'];

/** By the class of the error: its message may quote what it found. */
const unseen = (name: CheckName, why: string): Finding =>
  serversAway.includes(name)
    ? wrong(name, 'bad', `cannot be asked (${why})`, 'bring it back, or the way to it: docs/runbooks/servers.md')
    : wrong(name, 'unknown', `could not be looked at (${why})`, 'ask again; the log of the service may say more');
