/** CloudEvents 1.0 in Kafka's binary mode: the envelope in headers, the event's data as JSON in the value. */
import type { Actor } from '@rolecall/kernel';
import type { IncomingMessage, OutgoingMessage } from './broker.js';

/** An event on its way between services. */
export interface PublishedEvent {
  readonly id: string;
  readonly type: string;
  /** Counts the stream's events 1, 2, 3. */
  readonly sequence: number;
  /** The version of the commit that holds it. */
  readonly version: number;
  readonly stream: string;
  readonly org: string;
  /** ISO instant. */
  readonly at: string;
  /** The story. */
  readonly correlationId: string;
  /** What made it happen. */
  readonly causationId: string;
  /** Who: kind and id, never roles. With it a history that is rolled forward from its topics still says who decided what. */
  readonly actor?: Pick<Actor, 'kind' | 'id'>;
  readonly traceparent?: string;
  /** The service that emitted it. */
  readonly service: string;
  readonly topic: string;
  readonly key: string;
  readonly data: Record<string, unknown>;
  /** The epoch of the relay's lease, for the diagnosis of repeats. */
  readonly relayEpoch?: number;
}

export type UnreadableReason = 'no key' | 'no value' | 'no JSON' | 'no JSON object' | 'header missing' | 'header wrong';

/** The message is no event of ours. Says why and where, and quotes none of its content. */
export class UnreadableMessage extends Error {
  override readonly name = 'UnreadableMessage';
  constructor(
    readonly reason: UnreadableReason,
    readonly header?: string,
  ) {
    super(header ? `${reason}: ${header}` : reason);
  }
}

const sourcePrefix = '/rolecall/';

export function toMessage(event: PublishedEvent): OutgoingMessage {
  return {
    topic: event.topic,
    key: event.key,
    value: JSON.stringify(event.data),
    headers: {
      ce_specversion: '1.0',
      ce_id: event.id,
      ce_type: event.type,
      ce_source: `${sourcePrefix}${event.service}`,
      ce_time: event.at,
      ce_subject: event.stream,
      ce_org: event.org,
      ce_correlationid: event.correlationId,
      ce_causationid: event.causationId,
      ...(event.actor === undefined ? {} : { ce_actor: `${event.actor.kind}:${event.actor.id}` }),
      ce_sequence: String(event.sequence),
      ce_version: String(event.version),
      ...(event.relayEpoch === undefined ? {} : { ce_relayepoch: String(event.relayEpoch) }),
      'content-type': 'application/json',
      ...(event.traceparent === undefined ? {} : { traceparent: event.traceparent }),
    },
  };
}

/** The event of a message. Throws UnreadableMessage. The data is some JSON object; its contract is checked elsewhere. */
export function fromMessage(message: IncomingMessage): PublishedEvent {
  const { headers, key, topic } = message;
  if (!key) throw new UnreadableMessage('no key');
  const text = (header: string, pattern?: RegExp): string => {
    const value = headers[header];
    if (!value) throw new UnreadableMessage('header missing', header);
    if (pattern && !pattern.test(value)) throw new UnreadableMessage('header wrong', header);
    return value;
  };
  const count = (header: string): number => Number(text(header, /^[1-9]\d{0,14}$/));
  text('ce_specversion', /^1\.0$/);
  return {
    id: text('ce_id'),
    type: text('ce_type'),
    sequence: count('ce_sequence'),
    version: count('ce_version'),
    stream: text('ce_subject'),
    org: text('ce_org'),
    at: text('ce_time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/),
    correlationId: text('ce_correlationid'),
    causationId: text('ce_causationid'),
    ...(headers.ce_actor ? { actor: actorOf(text('ce_actor', /^(person|service|timer):./)) } : {}),
    ...(headers.traceparent ? { traceparent: headers.traceparent } : {}),
    service: text('ce_source', /^\/rolecall\/[a-z][a-z-]*$/).slice(sourcePrefix.length),
    topic,
    key,
    ...(headers.ce_relayepoch ? { relayEpoch: count('ce_relayepoch') } : {}),
    data: dataOf(message.value),
  };
}

function actorOf(text: string): Pick<Actor, 'kind' | 'id'> {
  const at = text.indexOf(':');
  return { kind: text.slice(0, at) as Actor['kind'], id: text.slice(at + 1) };
}

function dataOf(value: Buffer | null): Record<string, unknown> {
  if (value === null || value.length === 0) throw new UnreadableMessage('no value');
  const data = parsed(value);
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw new UnreadableMessage('no JSON object');
  return data as Record<string, unknown>;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The parser's own message would quote the content, so it is not kept. */
function parsed(value: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(value));
  } catch {
    throw new UnreadableMessage('no JSON');
  }
}
