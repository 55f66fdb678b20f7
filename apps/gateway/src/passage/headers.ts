/** Which headers pass the gateway. All do, but those of one connection, and those by which somebody could pretend to be behind it. */
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

type Headers = Readonly<IncomingHttpHeaders>;

/** Of one connection (RFC 9110, 7.6.1), not of the message. */
const ofConnection = ['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'];
/** Said anew by whoever sends it on, or by the gateway in its own name. */
const saidAnew = ['host', 'content-length', 'expect', 'authorization', 'cookie', 'x-request-id', 'traceparent', 'tracestate', 'baggage'];
/** Where a request comes from, who it is and what it may are nothing that a caller says. */
const pretending = /^(?:x-forwarded-.*|forwarded|x-real-ip|x-original-.*|x-rewrite-.*|x-rolecall-.*|proxy-.*|via)$/;

/** What the gateway says of a request in its own name; its id is in the token, which nobody else can sign. */
export interface OwnHeaders {
  readonly authorization: string;
  readonly traceparent: string | undefined;
}

export function headersBehind(headers: Headers, own: OwnHeaders): Record<string, string | string[]> {
  const dropped = new Set([...ofConnection, ...saidAnew, ...namedByConnection(headers)]);
  const passing = Object.entries(headers).filter(([name, value]) => value !== undefined && !dropped.has(name) && !pretending.test(name));
  const said = Object.entries(own).filter(([, value]) => value !== undefined);
  return Object.fromEntries([...passing, ...said]) as Record<string, string | string[]>;
}

/** Of a service's answer; its id is that of the request, which the gateway tells itself. */
export function headersBack(headers: Headers): OutgoingHttpHeaders {
  const dropped = new Set([...ofConnection, 'x-request-id', ...namedByConnection(headers)]);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped.has(name) && !name.startsWith('proxy-')));
}

const namedByConnection = ({ connection = '' }: Headers): string[] => connection.split(',').map((name) => name.trim().toLowerCase());
