/** The one document that everything stands on: a commit on an aggregate's stream. It is history, outbox and inbox. */
import type { Actor } from '@rolecall/kernel';

/** Who and why of one execution; unique per stream, which makes a repeat harmless. */
export interface Cause {
  /** Event id and handler; or caller, route and idempotency key; or the deadline; or the request's id. */
  readonly id: string;
  readonly org: string;
  readonly actor: Actor;
  /** How a repeat and a refusal are treated: deliveries are remembered also when nothing happened. */
  readonly kind: 'request' | 'delivery' | 'timer';
  readonly traceparent?: string;
  /** Of the aggregate; another sequence is refused as stale. */
  readonly expectedSequence?: number;
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
}

export const streamOf = (org: string, aggregate: string, id: string): string => `${org}/${aggregate}/${id}`;
export const commitId = (stream: string, version: number): string => `${stream}/${String(version).padStart(9, '0')}`;

/** The parts of a stream's name. An organization's name holds no slash. */
export function partsOf(stream: string): { org: string; aggregate: string; id: string } {
  const [org = '', aggregate = '', ...id] = stream.split('/');
  return { org, aggregate, id: id.join('/') };
}

export const lastSequence = (commits: readonly Commit[], before = 0): number =>
  commits.reduce((sequence, { events }) => events.at(-1)?.sequence ?? sequence, before);
