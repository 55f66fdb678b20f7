/** Event contracts: one definition gives the type, the topic, the validation and the generated documents. */
import type { z } from 'zod';

/** What happened, as a decider returns it and a reader folds it. */
export interface AnyEvent {
  readonly type: string;
  readonly data: Record<string, unknown>;
}

/** The ordering scope of the events of one contract file. */
export interface Scope {
  /** Kafka topic, or null for what stays inside the service (calendars, sweeps). */
  readonly topic: string | null;
  /** The data field whose value is the message key, so that everything of one story is ordered. */
  readonly key: string;
  /** The service that emits these events. */
  readonly service: string;
}

export interface EventContract<Type extends string = string, Data extends z.ZodObject = z.ZodObject> extends Scope {
  readonly type: Type;
  /** One sentence for people; it becomes the summary in AsyncAPI. */
  readonly meaning: string;
  readonly data: Data;
  /** Why no service of ours reacts to it, when none does. */
  readonly terminal?: string;
  /** The version before this one: nobody emits it any more, and it stays in histories and topics for ever. */
  readonly supersedes?: Superseded;
}

/** An older version of an event, and how what it says is said in the next one. */
export interface Superseded<Before extends EventContract = EventContract, After = Record<string, unknown>> {
  readonly event: Before;
  /** Pure: the same data always gives the same, whenever and wherever it is read. */
  upcast(before: z.output<Before['data']>): After;
}

/** The event that a contract describes: `{ type, data }`. */
export type EventOf<C extends EventContract> =
  C extends EventContract<infer Type, infer Data> ? { readonly type: Type; readonly data: z.output<Data> } : never;

const byType = new Map<string, EventContract>();
const newestByFamily = new Map<string, EventContract>();

/** Every event contract that has been loaded, for the generators and the style tests. */
export const allEvents = (): EventContract[] => [...byType.values()];

export const contractOf = (type: string): EventContract | undefined => byType.get(type);

/** The name without its version: `offer.approved` of `offer.approved.v1`. */
export const familyOf = (type: string): string => type.replace(/\.v\d+$/, '');

/** The newest version that this build knows of the event, also for a version that it does not know. */
export const newestOf = (type: string): EventContract | undefined => newestByFamily.get(familyOf(type));

/**
 * Binds `defineEvent` to an ordering scope, once per contract file.
 * The names are `<aggregate>.<past participle>.v<n>`; a name is defined once, and a version after the first supersedes the one before.
 */
export function eventsOn(scope: Scope) {
  return function defineEvent<
    Type extends `${string}.${string}.v${number}`,
    Data extends z.ZodObject,
    Before extends EventContract = EventContract,
  >(
    type: Type,
    meaning: string,
    data: Data,
    more: { terminal?: string; supersedes?: Superseded<Before, z.output<Data>> } = {},
  ): EventContract<Type, Data> {
    if (byType.has(type)) throw new Error(`event ${type} is defined twice`);
    if (!(scope.key in data.shape)) throw new Error(`event ${type} does not carry ${scope.key}, the key of ${scope.topic}`);
    const contract = { ...scope, type, meaning, data, ...more } as unknown as EventContract<Type, Data>;
    mustFollow(contract as unknown as EventContract);
    byType.set(type, contract as unknown as EventContract);
    newestByFamily.set(familyOf(type), contract as unknown as EventContract);
    return contract;
  };
}

/** Versions are 1, 2, 3 of one event, in one order of one topic: or a reader would meet the same fact in two places. */
function mustFollow({ type, supersedes, topic, key }: EventContract): void {
  const version = Number(type.slice(familyOf(type).length + '.v'.length));
  const before = version > 1 ? `${familyOf(type)}.v${version - 1}` : undefined;
  if (supersedes?.event.type !== before) throw new Error(`event ${type} has to supersede ${before ?? 'nothing: it is the first version'}`);
  if (supersedes && (supersedes.event.topic !== topic || supersedes.event.key !== key))
    throw new Error(`event ${type} leaves the topic or the key of ${before}; that is another event, under another name`);
}

/** A typed maker of events for one decider: `const event = eventMaker<OfferEvent>()`. */
export const eventMaker =
  <E extends AnyEvent>() =>
  <Type extends E['type']>(type: Type, data: Extract<E, { type: Type }>['data']): Extract<E, { type: Type }> =>
    ({ type, data }) as Extract<E, { type: Type }>;
