/** Consuming a group for as long as the process lives: replaces the client when it crashed or went quiet, commits, and ends in order. */
import type { Randomness } from '../ports.js';
import type { ConsumeOptions, ConsumeTuning, Consumption, Log } from './broker.js';
import type { GenerationContext } from './generation.js';
import { type ClientPorts, GroupClient } from './group-client.js';
import { KeyQueues } from './key-queues.js';

export const consumeDefaults: ConsumeTuning = {
  parallelMax: 64,
  highWater: 500,
  lowWater: 100,
  spanMax: 5000,
  commitEveryMs: 100,
  quietMs: 60_000,
  sessionTimeoutMs: 30_000,
  heartbeatEveryMs: 1000,
  graceMs: 20_000,
};

const rebuildBackoffMs = 500;
const rebuildBackoffMaxMs = 15_000;
const rebuildsAliveMax = 3;

export interface ConsumptionPorts extends ClientPorts {
  readonly randomness: Randomness;
  readonly log: Log;
}

export class GroupConsumption implements Consumption {
  readonly joined: Promise<void>;
  private readonly context: GenerationContext;
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;
  private client: GroupClient | undefined;
  private closing: Promise<void> | undefined;
  private tellJoined: () => void = () => undefined;
  /** Clients in a row that ended without joining. */
  private failures = 0;

  constructor(
    options: ConsumeOptions,
    private readonly ports: ConsumptionPorts,
  ) {
    const tuning = { ...consumeDefaults, ...options.tuning };
    const onBroken = (error: unknown) => ports.log('error', 'a delivery broke its promise and rejected', { error: String(error) });
    const queues = new KeyQueues(ports.clock, tuning.parallelMax, onBroken);
    this.context = { options, tuning, queues, log: ports.log };
    this.joined = new Promise((resolve) => {
      this.tellJoined = resolve;
    });
    this.running = this.run();
  }

  alive(): boolean {
    return this.failures < rebuildsAliveMax;
  }

  close(): Promise<void> {
    this.closing ??= this.closeNow();
    return this.closing;
  }

  private async closeNow(): Promise<void> {
    const { client } = this;
    const { queues, tuning } = this.context;
    client?.hold();
    queues.clear();
    await Promise.race([queues.idle(), this.ports.clock.sleep(tuning.graceMs)]);
    await client?.commitMarks().catch(() => undefined);
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const reason = await this.live();
      if (this.stopping.signal.aborted) return;
      this.failures += 1;
      const facts = { group: this.context.options.group, reason, rebuilds: this.failures };
      this.ports.log('warn', 'the consumer is replaced', facts);
      if (!this.alive()) this.context.options.onAlarm?.('consumer cannot join', facts);
      const backoff = Math.min(rebuildBackoffMaxMs, rebuildBackoffMs * 2 ** Math.min(this.failures - 1, 6));
      await this.ports.clock.sleep(backoff * (0.5 + this.ports.randomness.fraction()), this.stopping.signal);
    }
  }

  /** One client from start to end; gives the reason of its end. */
  private async live(): Promise<string> {
    const over = new AbortController();
    let reason = 'stopped';
    const end = (why: string) => {
      reason = over.signal.aborted ? reason : why;
      over.abort();
    };
    const onJoin = () => {
      this.failures = 0;
      this.tellJoined();
    };
    const client = new GroupClient(this.ports, this.context, { onJoin, onEnd: end });
    this.client = client;
    try {
      await client.start();
      await this.tend(client, over.signal, end);
    } catch (error) {
      end(String(error));
    }
    await client.stop();
    return reason;
  }

  /** Commits and watches until the client ends or the consumption stops. */
  private async tend(client: GroupClient, over: AbortSignal, end: (why: string) => void): Promise<void> {
    const { clock } = this.ports;
    const { tuning, queues } = this.context;
    const stop = AbortSignal.any([over, this.stopping.signal]);
    while (!stop.aborted) {
      await clock.sleep(tuning.commitEveryMs, stop);
      if (stop.aborted) return;
      await client
        .commitMarks()
        .catch((error: unknown) => this.ports.log('info', 'a commit was not taken and will be repeated', { error: String(error) }));
      if (client.silentFor() > tuning.quietMs) end('no sign of life');
      else if (queues.busy && clock.elapsed() - queues.progressAt > tuning.quietMs) end('handlers make no progress');
    }
  }
}
