/** The vault: the one place of a service that keeps personal data. Events, logs and metrics hold ids that point into it. */

/**
 * Fields by organization and subject. The subject is the candidate, or the requisition or loop that a note of staff belongs to.
 * An abstract class, so that Nest can inject it.
 */
export abstract class Vault {
  /** Writes a field, which may hold anything that JSON can; the last write wins, a repeat changes nothing. `undefined` is refused. */
  abstract put(org: string, subject: string, field: string, value: unknown): Promise<void>;
  abstract get<T>(org: string, subject: string, field: string): Promise<T | undefined>;
  /** Every field of a subject by its name. */
  abstract all(org: string, subject: string): Promise<Record<string, unknown>>;
  /** An HMAC that compares texts without holding them: equal within an organization only. Normalize the text first. */
  abstract keyedHash(org: string, text: string): string;
  /** The subject that owns an address, by its keyed hash: the one that claimed it first, or this one from now on. */
  abstract claimAddress(org: string, hash: string, subject: string): Promise<string>;
  /** Gives an address back that the subject owns. */
  abstract releaseAddress(org: string, hash: string, subject: string): Promise<void>;
  /** Who owns an address, if anybody does. */
  abstract ownerOfAddress(org: string, hash: string): Promise<string | undefined>;
  /** Destroys every field and every address of a subject. */
  abstract erase(org: string, subject: string): Promise<void>;
}

/** The first field of the order `<org>/<subject>/<field>` and the first key after it. */
export function rangeOf(org: string, subject: string): { readonly $gte: string; readonly $lt: string } {
  // 0 is the character after the slash.
  return { $gte: `${keyOf(org, subject)}/`, $lt: `${keyOf(org, subject)}0` };
}

/** `<org>/<subject>`; a slash within either could reach into another's fields and is refused. */
export function keyOf(org: string, subject: string): string {
  for (const part of [org, subject])
    if (part === '' || part.includes('/')) throw new TypeError('a part of a vault key is empty or has a slash');
  return `${org}/${subject}`;
}
