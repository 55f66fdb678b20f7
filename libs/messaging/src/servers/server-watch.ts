/**
 * Asks the servers every ten seconds, over lines of its own, and tells the metrics what it heard: whether they answer this process, how far
 * its clock is from MongoDB's, how full the disk is. What was not asked yet has no value; what can be told no more stays as it was told last.
 */
import { metrics } from '@rolecall/telemetry';
import { Background } from '../background.js';
import { aheadMs } from '../doctor/mongo-checks.js';
import type { KafkaLine } from '../kafka/kafka-line.js';
import type { MongoLine } from '../mongo/mongo-line.js';
import type { Clock } from '../ports.js';
import { KeptLine } from './kept-line.js';

/** From the begin of one look to that of the next. */
const everyMs = 10_000;
/** A server that says nothing for so long does not answer. Kafka has to be found anew where one broker of several is gone. */
const mongodbWithinMs = 2000;
const kafkaWithinMs = 4000;

type Server = Parameters<typeof metrics.serverAnsweringRatio.set>[0]['server'];

export interface LinesOf {
  readonly mongodb: () => MongoLine;
  readonly kafka: () => KafkaLine;
}

export class ServerWatch extends Background {
  private readonly mongodb: KeptLine<MongoLine>;
  private readonly kafka: KeptLine<KafkaLine>;
  private readonly answering = new Map<Server, number>();
  private aheadSeconds: number | undefined;
  private diskFree: number | undefined;

  constructor(
    lines: LinesOf,
    private readonly clock: Clock,
  ) {
    super();
    this.mongodb = new KeptLine(lines.mongodb, clock, mongodbWithinMs);
    this.kafka = new KeptLine(lines.kafka, clock, kafkaWithinMs);
  }

  override async stop(): Promise<void> {
    const ended = super.stop();
    this.mongodb.close();
    this.kafka.close();
    await ended;
  }

  /** Of MongoDB, for probes: resolves when a primary answers, however busy this process is. */
  ping = (): Promise<void> => this.mongodb.ask((line) => line.ping());

  protected async run(): Promise<void> {
    const ends = this.tell();
    await Promise.all([
      this.every(() => this.lookAtMongodb()),
      this.every(() =>
        this.hear(
          'kafka',
          this.kafka.ask((line) => line.ask()),
        ),
      ),
    ]);
    for (const end of ends) end();
  }

  private async every(look: () => Promise<unknown>): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const begun = this.clock.elapsed();
      await look();
      await this.clock.sleep(Math.max(0, everyMs - (this.clock.elapsed() - begun)), signal);
    }
  }

  private async lookAtMongodb(): Promise<void> {
    const greeting = await this.hear(
      'mongodb',
      this.mongodb.ask((line) => line.greet(this.clock)),
    );
    if (!greeting) return;
    this.aheadSeconds = aheadMs(greeting.asked, greeting.server, greeting.answered) / 1000;
    // Where it says no, as to an account that may not ask, the line is as good as before.
    const told = this.mongodb.ask((line) => line.diskFree().catch(() => undefined));
    this.diskFree = (await told.catch(() => undefined)) ?? this.diskFree;
  }

  /** What a process meets that ends its own lines says nothing of the server. */
  private async hear<T>(server: Server, answer: Promise<T>): Promise<T | undefined> {
    const heard = await answer.then(
      (value) => ({ value }),
      () => undefined,
    );
    if (!this.stopping.signal.aborted) this.answering.set(server, heard ? 1 : 0);
    return heard?.value;
  }

  private tell(): (() => void)[] {
    const known = (value: number | undefined) => (value === undefined ? [] : [[{}, value] as const]);
    return [
      metrics.serverAnsweringRatio.tells(() => [...this.answering].map(([server, ratio]) => [{ server }, ratio])),
      metrics.clockAheadSeconds.tells(() => known(this.aheadSeconds)),
      metrics.databaseDiskFreeRatio.tells(() => known(this.diskFree)),
    ];
  }
}
