/** The broker port on kafkajs: the only folder that imports it. */
import { type Admin, Kafka, type KafkaConfig, logLevel } from 'kafkajs';
import type { Clock, Randomness } from '../ports.js';
import { systemClock, systemRandomness } from '../system-ports.js';
import {
  type Broker,
  BrokerUnavailable,
  type ConsumeOptions,
  type Consumption,
  GroupInUse,
  type GroupPlace,
  type IncomingMessage,
  type Log,
  type LogBounds,
  type OutgoingMessage,
  type Stretch,
  type TopicSpec,
} from './broker.js';
import { leaveAfterFailedJoins } from './failed-joins.js';
import { GroupConsumption } from './group-consumption.js';
import { quietIdleConnections } from './idle-connections.js';
import { KafkaLine } from './kafka-line.js';
import { kafkaLogs } from './kafka-logs.js';
import { boundsOf, membersOf, placesOf, setPlaces } from './kafka-places.js';
import { KafkaProducer } from './kafka-producer.js';
import { readStretch } from './kafka-reading.js';
import { type KafkaFacts, type SurveyOf, surveyKafka } from './kafka-survey.js';
import { deleteTopic, ensureTopics } from './kafka-topics.js';
import { nestLog } from './nest-log.js';

export interface KafkaOptions {
  readonly clientId: string;
  readonly brokers: readonly string[];
  /** How to connect, where it is not plain. */
  readonly connection?: Pick<KafkaConfig, 'ssl' | 'sasl' | 'socketFactory'>;
  readonly log?: Log;
  readonly clock?: Clock;
  readonly randomness?: Randomness;
}

quietIdleConnections();
leaveAfterFailedJoins();

const requestTimeoutMs = 15_000;
const connectTimeoutMs = 3000;
const patienceMs = 20_000;
/** The doctor gives up sooner: what it could not see is a finding. */
const surveyPatienceMs = 5000;
const askAgainMs = 250;

export class KafkaBroker implements Broker {
  private readonly producer: KafkaProducer;
  private readonly consumptions = new Set<Consumption>();
  private readonly log: Log;

  private constructor(private readonly options: KafkaOptions) {
    this.log = options.log ?? nestLog('kafka');
    this.producer = new KafkaProducer(this.kafka(), options.clientId);
  }

  /** Connects lazily: a broker that is away does not keep a service from starting. */
  static async open(options: KafkaOptions): Promise<KafkaBroker> {
    return new KafkaBroker(options);
  }

  send(messages: readonly OutgoingMessage[]): Promise<void> {
    return this.producer.send(messages);
  }

  async consume(options: ConsumeOptions): Promise<Consumption> {
    const consumption = new GroupConsumption(options, {
      kafka: () => this.kafka(),
      withAdmin: (ask) => this.withAdmin(ask),
      clock: this.options.clock ?? systemClock,
      randomness: this.options.randomness ?? systemRandomness,
      log: this.log,
    });
    this.consumptions.add(consumption);
    return consumption;
  }

  ensureTopics(specs: readonly TopicSpec[]): Promise<string[]> {
    return this.withAdmin((admin) => ensureTopics(admin, specs, this.options.clock ?? systemClock));
  }

  async clusterId(): Promise<string> {
    return (await this.withAdmin((admin) => admin.describeCluster())).clusterId;
  }

  deleteTopic(name: string): Promise<void> {
    return this.withAdmin((admin) => deleteTopic(admin, name));
  }

  bounds(topics: readonly string[], since?: string): Promise<LogBounds[]> {
    return this.patiently((admin) => boundsOf(admin, topics, since));
  }

  read(stretch: Stretch): AsyncIterable<readonly IncomingMessage[]> {
    return readStretch(() => this.kafka(), stretch, this.options.clock ?? systemClock);
  }

  members(group: string): Promise<number> {
    return this.patiently((admin) => membersOf(admin, group));
  }

  placesOf(group: string, topics: readonly string[]): Promise<GroupPlace[]> {
    return this.patiently((admin) => placesOf(admin, group, topics));
  }

  setPlaces(group: string, places: readonly GroupPlace[]): Promise<void> {
    return this.patiently((admin) => setPlaces(admin, group, places));
  }

  /** For the doctor. */
  survey(of: SurveyOf): Promise<KafkaFacts> {
    return this.patiently((admin) => surveyKafka(admin, of), surveyPatienceMs);
  }

  /** For the watch: whoever holds it closes it. */
  line(): KafkaLine {
    const { connection, clientId, brokers } = this.options;
    return new KafkaLine({ ...connection, clientId, brokers: [...brokers] });
  }

  async close(): Promise<void> {
    await Promise.all([...this.consumptions].map((consumption) => consumption.close()));
    await this.producer.close();
  }

  private kafka(): Kafka {
    return new Kafka({
      ...this.options.connection,
      clientId: this.options.clientId,
      brokers: [...this.options.brokers],
      connectionTimeout: connectTimeoutMs,
      requestTimeout: requestTimeoutMs,
      retry: { retries: 3, initialRetryTime: 100, maxRetryTime: 1000 },
      logLevel: logLevel.WARN,
      logCreator: kafkaLogs(this.log),
    });
  }

  /** Asks again while the broker says that it will know soon: a leader or a coordinator that is being found. */
  private async patiently<T>(ask: (admin: Admin) => Promise<T>, forMs = patienceMs): Promise<T> {
    const clock = this.options.clock ?? systemClock;
    const until = clock.elapsed() + forMs;
    for (;;) {
      try {
        return await this.withAdmin(ask);
      } catch (error) {
        if (clock.elapsed() > until || !(error as { retriable?: boolean }).retriable) throw unavailable(error);
        await clock.sleep(askAgainMs);
      }
    }
  }

  /** An admin client for one question: a kafkajs admin that lost its connection never finds it again. */
  private async withAdmin<T>(ask: (admin: Admin) => Promise<T>): Promise<T> {
    const admin = this.kafka().admin();
    try {
      await admin.connect();
      return await ask(admin);
    } finally {
      void admin.disconnect().catch(() => undefined);
    }
  }
}

/** What kafkajs says in its own words, or that the group is in use. */
const unavailable = (error: unknown): Error =>
  error instanceof GroupInUse || error instanceof BrokerUnavailable
    ? error
    : new BrokerUnavailable(String((error as Error).message), { cause: error });
