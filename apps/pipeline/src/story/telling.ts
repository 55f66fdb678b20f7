/** One event of a story as readers see it: when, who, what, why, and where to find it. Pure. */
import { sentenceOf } from '@rolecall/contracts';
import type { Delivery } from '@rolecall/messaging';

export interface Telling {
  readonly at: string;
  /** `<aggregate>/<id>`, and the event's place in it: together with the time they order a story. */
  readonly stream: string;
  readonly sequence: number;
  readonly type: string;
  readonly who: { readonly kind: string; readonly id: string };
  /** One sentence. */
  readonly what: string;
  /** By the catalogue of reasons. */
  readonly why: string | null;
  readonly service: string;
  readonly traceId: string | null;
}

export function tellingOf({ type, data, at, stream, sequence, actor, service, traceparent }: Delivery['event']): Telling {
  const { reason } = data as { readonly reason?: unknown };
  return {
    ...{ at, stream: stream.slice(stream.indexOf('/') + 1), sequence, type, who: { kind: actor.kind, id: actor.id } },
    what: sentenceOf({ type, data }, actor),
    why: typeof reason === 'string' ? reason : null,
    ...{ service, traceId: traceparent?.split('-')[1] ?? null },
  };
}
