/**
 * How old the secrets of a service are. Nothing says when one was drawn; but its database remembers since when it has known it, by a
 * print of a few bits: enough to see that it is another one, and too few to try guesses against.
 */
import { createHmac } from 'node:crypto';
import { upserting } from '../duplicate-key.js';
import type { Database, DocumentCollection } from '../ports.js';
import { type Finding, fine, lasting, wrong } from './checks.js';

const dayMs = 86_400_000;
const oldAfterDays = 180;
/** How the values of .env.example begin. */
const publicOnes = 'for-a-first-look-only';

export interface Secret {
  /** The variable that brings it. */
  readonly name: string;
  readonly value: string;
  /** What rests on it is stored, so that it stays the same for ever. */
  readonly forEver?: boolean;
}

interface Known {
  readonly since: Date;
  readonly print: string;
}

export class KnownSecrets {
  private readonly collection: DocumentCollection;
  private readonly noted: Secret[] = [];

  constructor(database: Pick<Database, 'collection'>) {
    this.collection = database.collection('secrets');
  }

  /** At the start of a process. Of one that may be changed, the database knows the latest. */
  async note(secret: Secret): Promise<void> {
    this.noted.push(secret);
    const print = printOf(secret);
    const stays = secret.forEver ? { $gt: ['$print', null] } : { $eq: ['$print', print] };
    const kept = { since: { $cond: [stays, '$since', '$$NOW'] }, print: { $cond: [stays, '$print', print] } };
    await upserting(() => this.collection.updateOne({ _id: secret.name }, [{ $set: kept }] as never, { upsert: true }));
  }

  async look(now: string): Promise<Finding[]> {
    const ids = this.noted.map(({ name }) => name);
    const found = await this.collection.find({ _id: { $in: ids } }).toArray();
    const known = new Map(found.map(({ _id, ...of }) => [_id, of as unknown as Known]));
    return this.noted.map((secret) => secretCheck(secret, known.get(secret.name), now));
  }
}

export function secretCheck(secret: Secret, known: Known | undefined, now: string): Finding {
  const { name, value, forEver } = secret;
  if (value.startsWith(publicOnes))
    return wrong(
      'secrets',
      'bad',
      `${name} is the one of .env.example, which everybody knows`,
      '`openssl rand -base64 48` makes one of your own',
    );
  if (!known) return wrong('secrets', 'unknown', `since when ${name} is in use is not written down`, 'restart a process of the service');
  if (known.print !== printOf(secret))
    return forEver
      ? wrong(
          'secrets',
          'bad',
          `${name} is another one than this database was begun with: nobody is found by an address any more`,
          'give the service the first one back',
        )
      : wrong('secrets', 'bad', `processes of the service have different ${name}`, 'give all of them the same, and restart them');
  const ageMs = Date.parse(now) - known.since.getTime();
  const found = `${name} is in use for ${lasting(ageMs)} or more`;
  if (forEver || ageMs < oldAfterDays * dayMs) return fine('secrets', found);
  return wrong(
    'secrets',
    'warn',
    found,
    `draw a new one: \`openssl rand -base64 48\`, for all services at once; tokens of the old one end with it`,
  );
}

const printOf = ({ value }: Secret): string => createHmac('sha256', value).update('which secret is this').digest('base64url').slice(0, 3);
