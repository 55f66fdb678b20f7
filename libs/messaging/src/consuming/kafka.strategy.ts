/** Nest's transport for events from Kafka: dispatches on the event's type to the methods marked with `@Consumes`. */
import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { allEvents } from '@rolecall/kernel';
import { metrics } from '@rolecall/telemetry';
import { isObservable, lastValueFrom } from 'rxjs';
import type { StartStep } from '../health/health-checks.js';
import { databaseId, WrongCluster } from '../installation.js';
import { type ConsumeTuning, type Consumption, type Log, TopicMismatch, type TopicSpec } from '../kafka/broker.js';
import { nestLog } from '../kafka/nest-log.js';
import type { Ports } from '../ports.js';
import type { ConsumesExtras } from './consumes.js';
import { DeadLetterDesk } from './dead-letter-desk.js';
import { DeadLetters } from './dead-letters.mongo.js';
import { Deliveries } from './deliveries.js';
import { countDelivery, countUnknownFields, countWait } from './delivery-metrics.js';
import { nameOf } from './error-classes.js';
import { type DeliveryContext, type DeliveryTuning, deliveryDefaults } from './execution.js';
import { GroupPlaces } from './group-places.js';
import { KeyRelease } from './key-release.js';
import { type Handler, HandlerTable } from './routing.js';

export interface StrategyOptions {
  /** Partitions of every topic, fixed for ever; the same for all services of a cluster. */
  readonly partitions?: number;
  readonly onDelivery?: DeliveryContext['onDelivery'];
  readonly onWait?: DeliveryContext['onWait'];
  readonly onUnknownFields?: DeliveryContext['onUnknownFields'];
  readonly consuming?: Partial<ConsumeTuning>;
  readonly delivering?: Partial<DeliveryTuning>;
  readonly log?: Log;
}

export const partitionsDefault = 12;
const firstLookMs = 5000;
const retryMs = 1000;

export const groupOf = (service: string): string => `rolecall.${service}`;

export class KafkaStrategy extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  private readonly stopping = new AbortController();
  private readonly log: Log;
  readonly deadLetters: DeadLetters;
  /** Absent until it listens. */
  table: HandlerTable | undefined;
  /** The step that its start is at; undefined when the group was joined, or there is nothing to consume. */
  startsWith: StartStep | undefined = 'installation';
  private consumption: Consumption | undefined;
  private starting: Promise<void> | undefined;
  private releasing: Promise<void> | undefined;
  private readonly consumed = new AbortController();
  private placing: Promise<void> | undefined;
  private endTelling: (() => void) | undefined;
  private release: KeyRelease | undefined;
  /** For operators. */
  readonly desk: DeadLetterDesk;

  constructor(
    private readonly ports: Ports,
    private readonly options: StrategyOptions = {},
  ) {
    super();
    this.log = options.log ?? nestLog('consuming');
    this.deadLetters = new DeadLetters(ports.database);
    this.desk = new DeadLetterDesk(groupOf(ports.service), ports, this.deadLetters, () => this.release);
  }

  /**
   * Starts to consume. An unreachable broker does not keep the service from starting: it is tried again. Another Kafka than the
   * database's, or a topic with another number of partitions, does; seen only when the service runs, it ends the process.
   */
  async listen(callback: (error?: unknown) => void): Promise<void> {
    try {
      const table = new HandlerTable(this.handlersFound());
      this.table = table;
      const starting = this.start(table);
      this.starting = starting;
      await Promise.race([starting, this.ports.clock.sleep(firstLookMs)]);
      callback();
      // What is seen later has nobody who handles it, and so ends the process.
      void starting.then(() => undefined);
    } catch (error) {
      callback(error);
    }
  }

  async close(): Promise<void> {
    this.stopping.abort();
    await this.starting?.catch(() => undefined);
    await Promise.all([this.consumption?.close(), this.releasing]);
    this.consumed.abort();
    this.endTelling?.();
    await this.placing;
  }

  /** False when the consumer could not be brought back to its group: the process should be replaced. */
  alive(): boolean {
    return this.consumption?.alive() ?? true;
  }

  /** In its group, if it has something to consume. */
  member(): boolean {
    return this.consumption?.member() ?? this.startsWith === undefined;
  }

  /** Resolves when the group was joined for the first time. */
  async joined(): Promise<void> {
    await this.starting;
    await this.consumption?.joined;
  }

  on(): never {
    throw new Error('the strategy has no events of its own');
  }

  unwrap<T>(): T {
    return this.consumption as T;
  }

  private async start(table: HandlerTable): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        this.startsWith = 'installation';
        const owner = await databaseId(this.ports);
        this.startsWith = 'topics';
        for (const finding of await this.ports.broker.ensureTopics(this.topics())) this.log('warn', finding);
        await this.deadLetters.prepare();
        this.startsWith = table.handlers.length > 0 ? 'group' : undefined;
        if (!this.stopping.signal.aborted && table.handlers.length > 0) await this.consume(table, owner);
        return;
      } catch (error) {
        const isFinal = error instanceof TopicMismatch || error instanceof WrongCluster;
        if (isFinal) this.log('error', error.message);
        if (isFinal) throw error;
        this.log('warn', 'topics cannot be looked at, trying again', nameOf(error));
        await this.ports.clock.sleep(retryMs * (1 + this.ports.randomness.fraction()), this.stopping.signal);
      }
    }
  }

  private async consume(table: HandlerTable, owner: string): Promise<void> {
    const group = groupOf(this.ports.service);
    const context: DeliveryContext = {
      group,
      clock: this.ports.clock,
      randomness: this.ports.randomness,
      log: this.log,
      tuning: { ...deliveryDefaults, ...this.options.delivering },
      onDelivery: this.options.onDelivery ?? countDelivery(this.ports.clock),
      onWait: this.options.onWait ?? countWait,
      onUnknownFields: this.options.onUnknownFields ?? countUnknownFields,
    };
    const deliveries = new Deliveries(table, this.deadLetters, context);
    const onAlarm = (message: string, facts: Record<string, unknown>) => this.log('error', message, facts);
    const tuning = this.options.consuming;
    const places = new GroupPlaces(this.ports.database, group);
    this.placing = places.keep(this.ports.clock, this.consumed.signal, (error) =>
      this.log('info', 'the group’s place was not saved and will be', nameOf(error)),
    );
    this.consumption = await this.ports.broker.consume({
      group,
      topics: table.topics,
      begin: (message) => deliveries.begin(message),
      owner,
      tuning,
      onAlarm,
      onAssigned: () => this.deadLetters.assigned(),
      onCommitted: (moved) => places.moveTo(moved),
      stoodAt: () => places.all(),
    });
    void this.consumption.joined.then(() => {
      this.startsWith = undefined;
    });
    this.endTelling = metrics.breakerOpen.tells(() => [[{ group }, deliveries.breaker.broken]]);
    this.release = new KeyRelease(table, this.deadLetters, context);
    this.releasing = this.release.releaseWaitingForThisBuild(this.stopping.signal);
  }

  /** Every topic that a loaded contract names: those we read and those we publish to. */
  topics(): TopicSpec[] {
    const names = new Set(allEvents().flatMap(({ topic }) => topic ?? []));
    return [...names].map((name) => ({ name, partitions: this.options.partitions ?? partitionsDefault }));
  }

  private handlersFound(): Handler[] {
    return [...this.messageHandlers].map(([pattern, callback]) => {
      const { contracts = [], handler } = (callback.extras ?? {}) as Partial<ConsumesExtras>;
      const contract = contracts.find(({ type }) => pattern === `${type} ${handler}`);
      if (!contract || !handler) throw new Error(`${pattern}: events are consumed with @Consumes`);
      if (callback.next) throw new Error(`${pattern}: two methods have the same class and name`);
      return { name: handler, contract, run: (delivery) => settled(callback, delivery) };
    });
  }
}

/** Nest answers with a value or an observable of it; an error comes out as itself. */
async function settled(callback: MessageHandler, delivery: unknown): Promise<unknown> {
  const result: unknown = await callback(delivery as never, undefined as never);
  return isObservable(result) ? lastValueFrom(result, { defaultValue: undefined }) : result;
}
