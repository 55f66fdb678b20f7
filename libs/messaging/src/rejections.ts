/** What the store and the operator's desk say no to, whatever the aggregate. */
import { defineRejection } from '@rolecall/kernel';

export const staleVersion = defineRejection(
  'request/stale-version',
  'stale',
  'The resource has changed since you read it.',
  'Read it again and decide on what is there now.',
);
export const keyReused = defineRejection(
  'request/key-reused',
  'invalid',
  'This Idempotency-Key was used for another request before.',
  'Send each request under a key of its own; use the same key only to send the same request again.',
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

/** Never remembered: a process of the newer build answers the same request, or the next try. */
export const newerHistory = defineRejection(
  'request/newer-history',
  'unavailable',
  'A newer build has written something here that this one cannot read.',
  'Try again in a moment; a newer build is being rolled out, or was rolled back and has to come again.',
);

export const notHeld = defineRejection(
  'dead-letters/not-held',
  'not_found',
  'This key is not held: nothing is dead that belongs to it.',
  'List what is held; somebody may have released it meanwhile.',
);
export const beingReleased = defineRejection(
  'dead-letters/being-released',
  'conflict',
  'Somebody is releasing this key at the moment.',
  'Look at it again when they are done.',
);
export const notFirst = defineRejection(
  'dead-letters/not-first',
  'conflict',
  'Another message holds this key by now.',
  'Look at what is first, and discard that one if it is to go.',
);
export const noSuchLetter = defineRejection(
  'dead-letters/no-such-letter',
  'not_found',
  'There is no dead letter at this place that belongs to no key.',
  'List them; one that holds a key is released or discarded by its key.',
);
export const noSuchDeadline = defineRejection(
  'dead-letters/no-such-deadline',
  'not_found',
  'No deadline of this aggregate is dead.',
  'List them; something may have happened to the aggregate meanwhile.',
);
export const notConsuming = defineRejection(
  'dead-letters/not-consuming',
  'unavailable',
  'The service has not reached Kafka since it started, so nothing can be handed to its handlers.',
  'Try again when the service consumes.',
);

export const unknownJob = defineRejection(
  'operator/unknown-job',
  'not_found',
  'This service has no such kind of job.',
  'Use one of the kinds in `details.kinds`.',
);
export const wrongJobOptions = defineRejection(
  'operator/wrong-options',
  'invalid',
  'This kind of job does not take these options.',
  'Correct what `details.problems` lists.',
);
export const jobRunning = defineRejection(
  'operator/job-running',
  'conflict',
  'A job of this kind runs already.',
  'Wait for its end, or cancel it; the list of jobs shows how far it is.',
);
export const noSuchJob = defineRejection(
  'operator/no-such-job',
  'not_found',
  'There is no job with this id.',
  'List the jobs of the service.',
);

export const noSuchTopic = defineRejection(
  'operator/no-such-topic',
  'not_found',
  'There is no topic of this name.',
  'Have the owners write their histories to it first: `rolecall replay --from-owners` does both.',
);
export const topicsCut = defineRejection(
  'operator/topics-cut',
  'conflict',
  'These topics no longer begin with their first event, so nothing can be rebuilt from them.',
  'Rebuild from the owners’ histories (`--from-owners`), or replay from an instant to make up for what was missed.',
);
