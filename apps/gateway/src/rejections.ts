/** What the gateway itself says no to; whatever a service answers is passed on as it is. */
import { defineRejection } from '@rolecall/kernel';

export const notServed = defineRejection(
  'gateway/not-served',
  'not_found',
  'This installation has no service for this address.',
  'Ask whoever runs it whether the service belongs here; the other addresses answer.',
);
export const serviceAway = defineRejection(
  'gateway/service-away',
  'unavailable',
  'The service behind this address cannot be reached at the moment.',
  'Send the same request again after the time in `Retry-After`; other addresses may answer meanwhile.',
);
export const noAnswer = defineRejection(
  'gateway/no-answer',
  'unanswered',
  'The service has taken the request and not answered in time: whether it did what was asked is not known.',
  'Send the same request again with the same `Idempotency-Key`, so that it happens once; without one read the resource first.',
);
export const serviceBusy = defineRejection(
  'gateway/service-busy',
  'unavailable',
  'More is asked of this service at once than it can answer.',
  'Send the same request again after the time in `Retry-After`, and fewer at the same time.',
);
export const tooMany = defineRejection(
  'request/too-many',
  'too_many',
  'You have asked more often than you may in this time.',
  'Send the same request again after the time in `Retry-After`; the `RateLimit` header of each answer says how many are left.',
);
export const providerAway = defineRejection(
  'gateway/provider-away',
  'unavailable',
  'Who you are cannot be told at the moment: the identity provider does not answer.',
  'Send the same request again after the time in `Retry-After`; your token is as good as it was.',
);
