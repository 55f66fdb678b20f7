/** Headers as kafkajs brings them, as text. */
import type { IHeaders } from 'kafkajs';
import type { IncomingMessage } from './broker.js';

/** Of one that comes several times, the last. */
export function textHeaders(headers: IHeaders | undefined): IncomingMessage['headers'] {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (last !== undefined && last !== null) found[name] = last.toString();
  }
  return found;
}
