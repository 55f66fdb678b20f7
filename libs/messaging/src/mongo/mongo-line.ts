/**
 * A line of its own to MongoDB, past the pool that work waits for: a service that is busy is not taken for a MongoDB that is away. It asks
 * little: no more than what it is asked, and a look of the driver's at each server once a minute.
 */
import { mongo } from 'mongoose';
import type { Clock } from '../ports.js';
import type { Line } from '../servers/kept-line.js';

/** Of each step of a question, so that none hangs for long. */
const stepMs = 2000;
/** Who finds another primary than it knew takes a new line. */
const driverLooksMs = 60_000;

/** Our clock before and after, and MongoDB's in between, as ISO instants. */
export interface Greeting {
  readonly asked: string;
  readonly server: string;
  readonly answered: string;
}

export class MongoLine implements Line {
  private readonly client: mongo.MongoClient;

  /** Connects when something is asked first. */
  constructor(url: string) {
    this.client = new mongo.MongoClient(url, {
      // One for what may take longer: who asks whether it answers does not wait for that.
      maxPoolSize: 2,
      readPreference: 'primary',
      serverSelectionTimeoutMS: stepMs,
      connectTimeoutMS: stepMs,
      socketTimeoutMS: stepMs,
      waitQueueTimeoutMS: stepMs,
      heartbeatFrequencyMS: driverLooksMs,
      serverMonitoringMode: 'poll',
    });
  }

  /** Resolves when a primary answers. */
  async ping(): Promise<void> {
    await this.client.db().command({ ping: 1 });
  }

  /** Throws where the server that was the primary is none any more. */
  async greet(clock: Pick<Clock, 'now'>): Promise<Greeting> {
    const asked = clock.now();
    const { localTime, isWritablePrimary } = (await this.client.db().command({ hello: 1 })) as {
      localTime: Date;
      isWritablePrimary: boolean;
    };
    if (!isWritablePrimary) throw new Error('it is not the primary');
    return { asked, server: localTime.toISOString(), answered: clock.now() };
  }

  /** How much of the disk of its data is free, from 0 to 1; undefined where it does not tell. */
  async diskFree(): Promise<number | undefined> {
    const { fsUsedSize, fsTotalSize } = (await this.client.db().command({ dbStats: 1, maxTimeMS: stepMs })) as {
      fsUsedSize?: number;
      fsTotalSize?: number;
    };
    return fsUsedSize === undefined || !fsTotalSize ? undefined : (fsTotalSize - fsUsedSize) / fsTotalSize;
  }

  close = (): Promise<void> => this.client.close();
}
