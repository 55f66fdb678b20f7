/** Event contracts: one definition gives the type, the topic, the validation and the generated documents. */
import { z } from 'zod';

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
}

/** The event that a contract describes: `{ type, data }`. */
export type EventOf<C extends EventContract> =
  C extends EventContract<infer Type, infer Data> ? { readonly type: Type; readonly data: z.output<Data> } : never;

const byType = new Map<string, EventContract>();

/** Every event contract that has been loaded, for the generators and the style tests. */
export const allEvents = (): EventContract[] => [...byType.values()];

export const contractOf = (type: string): EventContract | undefined => byType.get(type);

/**
 * Binds `defineEvent` to an ordering scope, once per contract file.
 * The names are `<aggregate>.<past participle>.v<n>`; a name is defined once.
 */
export function eventsOn(scope: Scope) {
  return function defineEvent<Type extends `${string}.${string}.v${number}`, Data extends z.ZodObject>(
    type: Type,
    meaning: string,
    data: Data,
    more: { terminal?: string } = {},
  ): EventContract<Type, Data> {
    if (byType.has(type)) throw new Error(`event ${type} is defined twice`);
    if (!(scope.key in data.shape)) throw new Error(`event ${type} does not carry ${scope.key}, the key of ${scope.topic}`);
    const contract = { ...scope, type, meaning, data, ...more };
    byType.set(type, contract as unknown as EventContract);
    return contract;
  };
}

/** A typed maker of events for one decider: `const event = eventMaker<OfferEvent>()`. */
export const eventMaker =
  <E extends AnyEvent>() =>
  <Type extends E['type']>(type: Type, data: Extract<E, { type: Type }>['data']): Extract<E, { type: Type }> =>
    ({ type, data }) as Extract<E, { type: Type }>;
