/** What the edge itself says no to, before any decider is asked. `request/stale-version` comes from the store. */
import { defineRejection } from '@rolecall/kernel';

export const invalidRequest = defineRejection(
  'request/invalid',
  'malformed',
  'The request does not have the shape that this operation asks for.',
  'Correct the fields listed under `errors`; /openapi.json describes them.',
);
export const malformedJson = defineRejection(
  'request/malformed-json',
  'malformed',
  'The body is not JSON in UTF-8.',
  'Send one JSON document, encoded as UTF-8.',
);
export const malformedRequest = defineRejection(
  'request/malformed',
  'malformed',
  'The request cannot be read.',
  'Check the address, the headers and the length of the body.',
);
export const unauthenticated = defineRejection(
  'request/unauthenticated',
  'unauthenticated',
  'The request does not say who asks: its token is missing, expired or not valid.',
  'Send a valid token: `Authorization: Bearer …`.',
);
export const forbidden = defineRejection(
  'request/forbidden',
  'forbidden',
  'You may not do this.',
  'Ask someone who may, or for the role that allows it.',
);
export const notFound = defineRejection(
  'request/not-found',
  'not_found',
  'There is nothing at this address for your organization.',
  'Check the id and the path; /openapi.json lists the operations.',
);
export const methodNotAllowed = defineRejection(
  'request/method-not-allowed',
  'method_not_allowed',
  'This address does not answer this method.',
  'Use one of the methods in the `Allow` header.',
);
export const tooLarge = defineRejection(
  'request/too-large',
  'too_large',
  'The body is larger than this service accepts.',
  'Send less at once; `details.bytesMax` is the limit.',
);
export const unsupportedType = defineRejection(
  'request/unsupported-type',
  'unsupported',
  'This service reads JSON only.',
  'Send `Content-Type: application/json`.',
);
export const requestTimeout = defineRejection(
  'request/timed-out',
  'malformed',
  'The request was not complete in time.',
  'Send it again, faster or smaller.',
);
export const unavailable = defineRejection(
  'request/unavailable',
  'unavailable',
  'Something that this service needs cannot be reached at the moment.',
  'Send the same request again after the time in `Retry-After`, best with an `Idempotency-Key`.',
);
export const failed = defineRejection(
  'request/failed',
  'internal',
  'Something went wrong on our side.',
  'Try again; if it stays so, tell support the `traceId`.',
);
export const aggregateBroken = defineRejection(
  'request/aggregate-broken',
  'internal',
  'What is stored of this resource cannot be read at present; everything else goes on.',
  'Nothing of it is lost. Operators know; ask again when they have put it right.',
);
