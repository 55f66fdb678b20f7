/** The span of a request: a person's step. It continues the trace that the caller names, or begins one. */
import { attribute, type Context, correlationId, failSpan, type Span, SpanKind, startSpan } from '@rolecall/telemetry';
import type { FastifyRequest } from 'fastify';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function startRequestSpan(request: FastifyRequest): { span: Span; entered: Context } {
  const { method, protocol, socket, headers } = request;
  const template = templateOf(request);
  return startSpan(template ? `${method} ${template}` : method, {
    kind: SpanKind.SERVER,
    attributes: {
      [attribute.httpRequestMethod]: method,
      [attribute.httpRoute]: template,
      [attribute.urlScheme]: protocol,
      [attribute.urlPath]: template && (holdsOnlyIds(request.params) ? pathOf(request) : template),
      // As it was reached, not as it was called: a Host header says what the caller likes.
      [attribute.serverAddress]: socket.localAddress,
      [attribute.serverPort]: socket.localPort,
    },
    ...(typeof headers.traceparent === 'string' ? { parent: headers.traceparent } : {}),
  });
}

/** A refusal is an answer as good as any; an error is what is ours to mend. Without a status nobody waited for the answer. */
export function endRequestSpan({ span, problem }: FastifyRequest, status: number | undefined): void {
  if (!span) return;
  const story = correlationId();
  if (story) span.setAttribute(attribute.messagingConversationId, story);
  if (status === undefined) span.setAttribute(attribute.errorType, 'aborted');
  else span.setAttribute(attribute.httpStatusCode, status);
  if (status !== undefined && status >= 500) failSpan(span, problem?.error ?? status);
  span.end();
}

/** A person may type a name where an id is expected. */
const holdsOnlyIds = (params: unknown): boolean => Object.values(params ?? {}).every((value) => uuid.test(String(value)));

/** Of the route that was found, such as /v1/offers/:id. */
export const templateOf = ({ is404, routeOptions }: FastifyRequest): string | undefined => (is404 ? undefined : routeOptions.url);

export const pathOf = ({ url }: { readonly url: string }): string => url.split('?', 1)[0] as string;
