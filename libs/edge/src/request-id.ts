/** The id of a request that the gateway has given it already: the same in its answer, in the history as a cause, and for whoever asks us about it. */

const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Undefined for what is no id of ours. Two requests with one id are one request that came twice, as with an Idempotency-Key. */
export function requestIdOf(headers: Readonly<Record<string, string | string[] | undefined>>): string | undefined {
  const { 'x-request-id': id } = headers;
  return typeof id === 'string' && uuidV7.test(id) ? id : undefined;
}
