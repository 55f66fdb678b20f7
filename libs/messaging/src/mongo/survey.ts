/** What can be asked of MongoDB about itself, for probes and for the doctor. Changes nothing. */
import type { Connection } from 'mongoose';

export class MongoSurvey {
  constructor(private readonly connection: Connection) {}

  /** Resolves when a primary answers. */
  async ping(): Promise<void> {
    await this.connection.db?.command({ ping: 1 });
  }
}
