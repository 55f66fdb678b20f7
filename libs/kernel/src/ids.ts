/** Ids that follow from others, so that a repeat makes the same id again. Random ids come from the randomness port. */
import { createHash } from 'node:crypto';

/**
 * A UUID (version 8) derived from a parent UUID and a name: it keeps the parent's first 48 bits, which are the time of a UUIDv7,
 * so that derived ids sort beside their parent and keep indexes small.
 */
export function deriveId(parentId: string, name: string): string {
  const hash = createHash('sha256').update(`${parentId}\u0000${name}`).digest();
  return format(Buffer.concat([Buffer.from(parentId.replaceAll('-', '').slice(0, 12), 'hex'), hash.subarray(0, 10)]));
}

/** A UUID (version 8) from a text that has no parent, such as an idempotency key; not time-ordered. */
export const hashId = (text: string): string => format(createHash('sha256').update(text).digest().subarray(0, 16));

function format(bytes: Buffer): string {
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
