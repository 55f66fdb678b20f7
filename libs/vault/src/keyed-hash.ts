/** The keyed hash: says whether two texts are equal to those who hold the key, and nothing to others. */
import { createHmac } from 'node:crypto';

/** HMAC-SHA256 in base64url. The organization is part of it, so that hashes of two organizations cannot be compared. */
export const keyedHash = (key: string, org: string, text: string): string =>
  createHmac('sha256', key).update(`${org}\u0000${text}`).digest('base64url');
