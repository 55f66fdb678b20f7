/**
 * A line of its own to Kafka, which hears whether a broker answers, whatever becomes of groups, coordinators and leaders. It asks for the
 * list of brokers, which every broker knows.
 */
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import { type Admin, type ISocketFactory, Kafka, type KafkaConfig, logLevel } from 'kafkajs';
import type { Line } from '../servers/kept-line.js';

/** Of each step of a question, so that none hangs for long. */
const stepMs = 1000;
const plainSockets = createRequire(import.meta.url)('kafkajs/src/network/socketFactory.js') as () => ISocketFactory;

export type LineTo = Omit<KafkaConfig, 'brokers'> & { readonly brokers: readonly string[] };

export class KafkaLine implements Line {
  private readonly sockets = new Set<Socket>();
  private readonly admins = new Map<string, Admin>();
  private answering: Admin | undefined;
  private isClosed = false;

  constructor(private readonly config: LineTo) {}

  /** Resolves when a broker answers. The first time all that are known are asked at once: one that hangs hides no other. */
  async ask(): Promise<void> {
    if (this.answering) return void (await this.answering.describeCluster());
    const first = await Promise.any(this.config.brokers.map((broker) => this.connect(broker)));
    this.answering = this.admins.get(first);
    for (const broker of [...this.admins.keys()]) if (broker !== first) this.leave(broker);
  }

  /** Not as kafkajs ends a connection, which waits for the other side to end it too. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const broker of [...this.admins.keys()]) this.leave(broker);
    for (const socket of this.sockets) socket.destroy();
  }

  private async connect(broker: string): Promise<string> {
    const admin = this.kafka(broker).admin();
    this.admins.set(broker, admin);
    await admin.connect();
    await admin.describeCluster();
    return broker;
  }

  private leave(broker: string): void {
    void this.admins
      .get(broker)
      ?.disconnect()
      .catch(() => undefined);
    this.admins.delete(broker);
  }

  private kafka(broker: string): Kafka {
    const opened = this.config.socketFactory ?? plainSockets();
    return new Kafka({
      ...this.config,
      brokers: [broker],
      connectionTimeout: stepMs,
      authenticationTimeout: stepMs,
      requestTimeout: stepMs,
      // Who asks tries again by itself.
      retry: { retries: 0 },
      // An outage is told by the metric; what it hurts is in the log already.
      logLevel: logLevel.NOTHING,
      socketFactory: (to) => {
        const socket = opened(to);
        this.sockets.add(socket);
        socket.once('close', () => this.sockets.delete(socket));
        if (this.isClosed) socket.destroy();
        return socket;
      },
    });
  }
}
