/**
 * Which partition a key is on: murmur2 as Kafka's Java client computes it. Our own and explicit, so that neither a change of client
 * nor of its default moves a key.
 */

const seed = 0x9747b28c;
const factor = 0x5bd1e995;

/** The signed 32-bit murmur2 of a key's UTF-8 bytes. */
export function murmur2(key: string): number {
  const bytes = Buffer.from(key);
  const whole = bytes.length - (bytes.length % 4);
  let hash = seed ^ bytes.length;
  for (let at = 0; at < whole; at += 4) {
    let block = Math.imul(bytes.readInt32LE(at), factor);
    block = Math.imul(block ^ (block >>> 24), factor);
    hash = Math.imul(hash, factor) ^ block;
  }
  if (whole < bytes.length) {
    for (let at = bytes.length - 1; at >= whole; at -= 1) hash ^= (bytes[at] as number) << (8 * (at - whole));
    hash = Math.imul(hash, factor);
  }
  hash = Math.imul(hash ^ (hash >>> 13), factor);
  return hash ^ (hash >>> 15);
}

export const partitionOf = (key: string, partitions: number): number => (murmur2(key) & 0x7fffffff) % partitions;
