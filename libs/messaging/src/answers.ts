/** What a refused request was told: its repeat under the same Idempotency-Key is told the same for 48 hours, whatever happened since. */
import { allRejections, Rejection, type RejectionDetails } from '@rolecall/kernel';
import { type Cause, type Commit, sameRequest } from './commit.js';
import { isDuplicateKey } from './duplicate-key.js';
import type { Database, DocumentCollection } from './ports.js';

export const answersKeptSeconds = 48 * 3600;

export class Answers {
  private readonly collection: DocumentCollection;

  constructor(database: Database) {
    this.collection = database.collection('answers');
  }

  /** Throws `request/key-reused`. Undefined also when this build no longer knows the code: then the command is decided again. */
  async told(stream: string, cause: Cause): Promise<Rejection | undefined> {
    const answer = await this.collection.findOne({ _id: idOf(stream, cause) });
    if (answer) sameRequest(cause, answer as Pick<Commit, 'asked'>);
    const definition = answer && allRejections().find(({ code }) => code === answer.code);
    return definition ? new Rejection(definition, answer.details as RejectionDetails) : undefined;
  }

  /** The first refusal stands: gives back what the cause was told already, if it was. */
  async remember(stream: string, cause: Cause, refusal: Rejection, at: string): Promise<Rejection> {
    const { code, details } = refusal;
    try {
      await this.collection.insertOne({ _id: idOf(stream, cause), code, details, asked: cause.asked, at: new Date(at) });
      return refusal;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return (await this.told(stream, cause)) ?? refusal;
    }
  }
}

const idOf = (stream: string, { id }: Cause): string => `${stream} ${id}`;
