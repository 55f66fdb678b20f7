/** The one document that everything stands on: a commit on an aggregate's stream. It is history, outbox and inbox. */
import type { Actor, AnyEvent } from '@rolecall/kernel';
import { keyReused } from './rejections.js';

/** Who and why of one execution; unique per stream, which makes a repeat harmless. */
export interface Cause {
  /** Event id and handler; or caller, route and idempotency key; or the deadline; or the request's id. */
  readonly id: string;
  readonly org: string;
  readonly actor: Actor;
  /** How a repeat and a refusal are treated: deliveries are remembered also when nothing happened. */
  readonly kind: 'request' | 'delivery' | 'timer';
  /** The request has an Idempotency-Key: also a refusal is remembered, and told again. */
  readonly keyed?: boolean;
  /** With it: a keyed hash of what was asked. Another request under the same key is refused. */
  readonly asked?: string;
  readonly traceparent?: string;
  /** Of the aggregate; another sequence is refused as stale. */
  readonly expectedSequence?: number;
  /** Of a deadline: the database's time when it was found due. It is the decision's time, whatever our own clock says. */
  readonly at?: string;
}

export interface CommittedEvent {
  readonly id: string;
  /** Counts the stream's events 1, 2, 3. */
  readonly sequence: number;
  readonly type: string;
  readonly data: Record<string, unknown>;
}

export interface Commit {
  /** `<org>/<aggregate>/<id>/<version, 9 digits>`: the optimistic lock. */
  readonly _id: string;
  /** `<org>/<aggregate>/<id>` */
  readonly stream: string;
  readonly version: number;
  /** Unique with the stream: the inbox. */
  readonly cause: string;
  /** What the request asked that has this cause; see Cause. */
  readonly asked?: string;
  /** Empty for a delivery that was refused or changed nothing. */
  readonly events: readonly CommittedEvent[];
  /** The code of a refused delivery. */
  readonly refused?: string;
  /** Our clock, never earlier than the commit before. */
  readonly at: string;
  readonly actor: Actor;
  /** The story: the application, or a requisition's own id. */
  readonly correlationId: string;
  readonly traceparent?: string;
  /** ISO instant at which it came back from the topics after its database was lost: without internal events, and a refusal without its cause. */
  readonly restored?: string;
}

/** A commit holds what this build does not know: an event without a contract, or an aggregate without a decider. */
export class UnknownEvent extends Error {
  override readonly name = 'UnknownEvent';
}

export const streamOf = (org: string, aggregate: string, id: string): string => `${org}/${aggregate}/${id}`;
export const commitId = (stream: string, version: number): string => `${stream}/${String(version).padStart(9, '0')}`;

/** The next commit of a stream that stands at `before`. */
export function commitOf(
  stream: string,
  before: { readonly version: number; readonly sequence: number },
  decision: { readonly at: string; readonly events: readonly AnyEvent[]; readonly refusal?: { readonly code: string } },
  cause: Cause,
  correlationId: string,
  newId: () => string,
): Commit {
  const version = before.version + 1;
  return {
    ...{ _id: commitId(stream, version), stream, version, cause: cause.id },
    ...(cause.asked ? { asked: cause.asked } : {}),
    events: decision.events.map(({ type, data }, position) => ({ id: newId(), sequence: before.sequence + position + 1, type, data })),
    ...(decision.refusal ? { refused: decision.refusal.code } : {}),
    ...{ at: decision.at, actor: cause.actor, correlationId },
    ...(cause.traceparent ? { traceparent: cause.traceparent } : {}),
  };
}

/** Throws `request/key-reused` when this cause stood for another request before. One that came back from the topics does not say. */
export function sameRequest({ asked }: Cause, before: { readonly asked?: string }): void {
  if (asked && before.asked && asked !== before.asked) throw keyReused();
}

/** The parts of a stream's name. An organization's name holds no slash. */
export function partsOf(stream: string): { org: string; aggregate: string; id: string } {
  const [org = '', aggregate = '', ...id] = stream.split('/');
  return { org, aggregate, id: id.join('/') };
}

export const lastSequence = (commits: readonly Commit[], before = 0): number =>
  commits.reduce((sequence, { events }) => events.at(-1)?.sequence ?? sequence, before);
