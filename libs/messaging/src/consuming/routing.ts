/** Where a message goes, decided from the message alone: to its handlers, past us, or to the dead letters. Pure. */
import type { EventContract } from '@rolecall/kernel';
import type { IncomingMessage } from '../kafka/broker.js';
import { fromMessage, type PublishedEvent, UnreadableMessage } from '../kafka/cloud-events.js';
import type { Delivery } from './consumes.js';

/** A decorated method, bound to its controller. */
export interface Handler {
  /** `<Class>.<method>` */
  readonly name: string;
  readonly contract: EventContract;
  readonly run: (delivery: Delivery) => Promise<unknown>;
}

export type Route =
  /** A type that this service does not consume. */
  | { readonly to: 'nobody' }
  | { readonly to: 'handlers'; readonly event: PublishedEvent; readonly handlers: readonly Handler[] }
  /** A version of a consumed event that this build does not know: its key waits for the build that does. */
  | { readonly to: 'newer build'; readonly type: string }
  /** It cannot be read, or breaks its contract. `holds`: it is known to belong to its key's story, which must wait for it. */
  | {
      readonly to: 'dead letters';
      readonly reason: 'unreadable' | 'contract';
      readonly detail: string;
      readonly type?: string;
      readonly holds: boolean;
    };

export class HandlerTable {
  private readonly byType: ReadonlyMap<string, readonly Handler[]>;
  private readonly families: ReadonlySet<string>;

  /** Throws when two handlers share type and name, for then one cause would stand for both. */
  constructor(readonly handlers: readonly Handler[]) {
    this.byType = Map.groupBy(handlers, ({ contract }) => contract.type);
    this.families = new Set([...this.byType.keys()].map(familyOf));
    for (const [type, group] of this.byType)
      if (new Set(group.map(({ name }) => name)).size < group.length) throw new Error(`two handlers of ${type} have the same name`);
  }

  get topics(): string[] {
    return [...new Set(this.handlers.map(({ contract }) => contract.topic as string))];
  }

  /** The types that this build can handle, for the release of keys that waited for it. */
  knows(type: string): boolean {
    return this.byType.has(type);
  }

  route(message: IncomingMessage): Route {
    const type = message.headers.ce_type;
    const handlers = this.byType.get(type ?? '');
    if (type && !handlers) return this.families.has(familyOf(type)) ? { to: 'newer build', type } : { to: 'nobody' };
    let event: PublishedEvent;
    try {
      event = fromMessage(message);
    } catch (error) {
      if (!(error instanceof UnreadableMessage)) throw error;
      const known = handlers !== undefined && type !== undefined;
      return {
        to: 'dead letters',
        reason: 'unreadable',
        detail: error.message,
        holds: known && Boolean(message.key),
        ...(known ? { type } : {}),
      };
    }
    return handlers ? checked(event, handlers) : { to: 'nobody' };
  }
}

/** The name without its version: `offer.approved` of `offer.approved.v1`. */
const familyOf = (type: string): string => type.replace(/\.v\d+$/, '');

function checked(event: PublishedEvent, handlers: readonly Handler[]): Route {
  const { contract } = handlers[0] as Handler;
  const parsed = contract.data.safeParse(event.data);
  const broken = (detail: string): Route => ({ to: 'dead letters', reason: 'contract', detail, type: event.type, holds: true });
  // Paths and codes only: a message may quote what it found.
  if (!parsed.success) return broken(parsed.error.issues.map(({ path, code }) => `${path.join('.') || 'data'}: ${code}`).join('; '));
  if (String(parsed.data[contract.key]) !== event.key) return broken(`the message's key is not its ${contract.key}`);
  return { to: 'handlers', event: { ...event, data: parsed.data }, handlers };
}
