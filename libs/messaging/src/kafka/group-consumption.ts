/**
 * Consuming a group for as long as the process lives: replaces the client when it crashed, went quiet or does not see what is there,
 * commits, and ends in order.
 */
import { nameOf, stackOf } from '../consuming/error-classes.js';
import type { Randomness } from '../ports.js';
import type { ConsumeOptions, ConsumeTuning, Consumption, Log } from './broker.js';
import { ConsumerLag } from './consumer-lag.js';
import { countRebalance, countReplaced, tellConsumption } from './consumption-metrics.js';
import type { GenerationContext } from './generation.js';
import { type ClientEvents, type ClientPorts, GroupClient } from './group-client.js';
import { membersOf } from './kafka-places.js';
import { KeyQueues } from './key-queues.js';
import { StalledPartitions } from './stalled-partitions.js';

export const consumeDefaults: ConsumeTuning = {
  parallelMax: 64,
  fetchEveryMs: 25,
  highWater: 500,
  lowWater: 300,
  spanMax: 5000,
  commitEveryMs: 250,
  quietMs: 60_000,
  lookEveryMs: 10_000,
  sessionTimeoutMs: 30_000,
  heartbeatEveryMs: 1000,
  graceMs: 20_000,
};

const rebuildBackoffMs = 500;
/** At most half as much again passes between the end of a long outage and the next try. */
const rebuildBackoffMaxMs = 5000;
const rebuildsAliveMax = 3;
const answerWithinMs = 5000;

export interface ConsumptionPorts extends ClientPorts {
  readonly randomness: Randomness;
  readonly log: Log;
}

export class GroupConsumption implements Consumption {
  readonly joined: Promise<void>;
  private readonly context: GenerationContext;
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;
  /** Of all clients, one after the other. */
  private readonly stalled = new StalledPartitions();
  private readonly lag: ConsumerLag;
  private client: GroupClient | undefined;
  private closing: Promise<void> | undefined;
  private tellJoined: () => void = () => undefined;
  /** Clients in a row that ended without joining. */
  private rebuilds = 0;
  /** And the last of them that ended though the group's coordinator answers. */
  private failures = 0;

  constructor(
    options: ConsumeOptions,
    private readonly ports: ConsumptionPorts,
  ) {
    const tuning = { ...consumeDefaults, ...options.tuning };
    const onBroken = (error: unknown) =>
      ports.log('error', 'a delivery broke its promise and rejected', { ...nameOf(error), ...stackOf(error) });
    const queues = new KeyQueues(ports.clock, tuning.parallelMax, onBroken);
    this.context = { options, tuning, queues, log: ports.log };
    this.lag = new ConsumerLag(options.topics, ports.clock);
    this.joined = new Promise((resolve) => {
      this.tellJoined = resolve;
    });
    const endTelling = tellConsumption(options.group, this.lag, queues);
    this.running = this.run().finally(endTelling);
  }

  alive(): boolean {
    return this.failures < rebuildsAliveMax;
  }

  member(): boolean {
    return this.client?.isMember() ?? false;
  }

  close(): Promise<void> {
    this.closing ??= this.closeNow();
    return this.closing;
  }

  private async closeNow(): Promise<void> {
    const { client } = this;
    const { queues, tuning } = this.context;
    client?.hold();
    queues.stop();
    await Promise.race([queues.idle(), this.ports.clock.sleep(tuning.graceMs)]);
    await client?.commitMarks().catch(() => undefined);
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const reason = await this.live();
      if (this.stopping.signal.aborted) return;
      this.rebuilds += 1;
      this.failures = (await this.kafkaAnswers()) ? this.failures + 1 : 0;
      const { group } = this.context.options;
      countReplaced(group, reason);
      const facts = { group, reason, rebuilds: this.rebuilds };
      this.ports.log('warn', 'the consumer is replaced', facts);
      if (!this.alive()) this.context.options.onAlarm?.('consumer cannot join', facts);
      const backoff = Math.min(rebuildBackoffMaxMs, rebuildBackoffMs * 2 ** Math.min(this.rebuilds - 1, 6));
      await this.ports.clock.sleep(backoff * (0.5 + this.ports.randomness.fraction()), this.stopping.signal);
    }
  }

  /** A new process would reach a Kafka that is away no better than this one. */
  private kafkaAnswers(): Promise<boolean> {
    const { withAdmin, clock } = this.ports;
    const answered = withAdmin((admin) => membersOf(admin, this.context.options.group)).then(
      () => true,
      () => false,
    );
    return Promise.race([answered, clock.sleep(answerWithinMs, this.stopping.signal).then(() => false)]);
  }

  /** One client from start to end; gives the reason of its end. */
  private async live(): Promise<string> {
    const over = new AbortController();
    let reason = 'stopped';
    const end = (why: string) => {
      reason = over.signal.aborted ? reason : why;
      over.abort();
    };
    const onJoin: ClientEvents['onJoin'] = (partitions) => {
      countRebalance(this.context.options.group);
      this.lag.joined(partitions);
      this.rebuilds = 0;
      this.failures = 0;
      this.tellJoined();
    };
    const client = new GroupClient(this.ports, this.context, { onJoin, onLeave: () => this.lag.left(), onEnd: end });
    this.client = client;
    try {
      await client.start();
      const stop = AbortSignal.any([over.signal, this.stopping.signal]);
      // Not waited for: a Kafka that does not answer would keep the client from being replaced.
      void this.look(client, stop, end);
      await this.tend(client, stop, end);
    } catch (error) {
      end(nameOf(error).error);
    }
    await client.stop();
    return reason;
  }

  /** Commits and watches until the client ends or the consumption stops. */
  private async tend(client: GroupClient, stop: AbortSignal, end: (why: string) => void): Promise<void> {
    const { clock } = this.ports;
    const { tuning, queues } = this.context;
    const begunAt = clock.elapsed();
    while (!stop.aborted) {
      await clock.sleep(tuning.commitEveryMs, stop);
      if (stop.aborted) return;
      await client
        .commitMarks()
        .catch((error: unknown) => this.ports.log('info', 'a commit was not taken and will be repeated', nameOf(error)));
      // What hung before this client began is not laid to its charge at once: it would go as it comes, and the whole group with it.
      const progressAt = Math.max(queues.progressAt, begunAt);
      if (client.silentFor() > tuning.quietMs) end('no sign of life');
      else if (queues.busy && clock.elapsed() - progressAt > tuning.quietMs) end('handlers make no progress');
    }
  }

  /** Asks Kafka whether there is something that the client does not see. */
  private async look(client: GroupClient, stop: AbortSignal, end: (why: string) => void): Promise<void> {
    const { clock, log } = this.ports;
    const { options, tuning } = this.context;
    for (;;) {
      await clock.sleep(tuning.lookEveryMs, stop);
      if (stop.aborted || this.closing) return;
      const behind = await client.behind().catch((error: unknown) => void log('info', 'the ends of topics cannot be asked', nameOf(error)));
      const stalled = this.stalled.look(behind ?? new Map());
      if (stalled.length === 0) continue;
      const partitions = stalled.map((name) => `${name}@${behind?.get(name)}`).join(' ');
      log('warn', 'messages do not come', { group: options.group, partitions });
      // The others' work counts.
      await client.commitMarks().catch(() => undefined);
      end('messages do not come');
    }
  }
}
