/** What the store itself says no to, whatever the aggregate. */
import { defineRejection } from '@rolecall/kernel';

export const staleVersion = defineRejection(
  'request/stale-version',
  'stale',
  'The resource has changed since you read it.',
  'Read it again and decide on what is there now.',
);
export const commitTooLarge = defineRejection(
  'request/commit-too-large',
  'too_large',
  'The change is larger than one commit may be (1 MB).',
  'Send less at once.',
);
export const busy = defineRejection(
  'request/too-much-contention',
  'unavailable',
  'Too many changes met on this resource at once.',
  'Try again in a moment.',
);
