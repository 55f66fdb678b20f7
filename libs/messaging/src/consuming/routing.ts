/** Where a message goes, decided from the message alone: to its handlers, past us, or to the dead letters. Pure. */
import { type EventContract, familyOf, upcast, versionsOf } from '@rolecall/kernel';
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
  /** In the version that the handlers know. `unknownFields`: how many it holds of which this build knows nothing; they are left out. */
  | { readonly to: 'handlers'; readonly event: PublishedEvent; readonly handlers: readonly Handler[]; readonly unknownFields: number }
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
  /** By every type that they take: that of their contract, and those that it supersedes. */
  private readonly byType: ReadonlyMap<string, readonly Handler[]>;
  private readonly families: ReadonlySet<string>;

  /** Throws when two handlers share event and name, for then one cause would stand for both; or know different versions of an event. */
  constructor(readonly handlers: readonly Handler[]) {
    const byFamily = Map.groupBy(handlers, ({ contract }) => familyOf(contract.type));
    this.families = new Set(byFamily.keys());
    for (const [family, group] of byFamily) {
      if (new Set(group.map(({ name }) => name)).size < group.length) throw new Error(`two handlers of ${family} have the same name`);
      if (new Set(group.map(({ contract }) => contract.type)).size > 1) throw new Error(`handlers of ${family} know different versions`);
    }
    const taken = [...byFamily.values()].flatMap((group) =>
      versionsOf((group[0] as Handler).contract).map(({ type }) => [type, group] as const),
    );
    this.byType = new Map(taken);
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

/** Checked by the contract of its own version, then told in the version of the handlers. */
function checked(event: PublishedEvent, handlers: readonly Handler[]): Route {
  const { contract: newest } = handlers[0] as Handler;
  const contract = versionsOf(newest).find(({ type }) => type === event.type) as EventContract;
  const parsed = contract.data.safeParse(event.data);
  const broken = (detail: string): Route => ({ to: 'dead letters', reason: 'contract', detail, type: event.type, holds: true });
  // Paths and codes only: a message may quote what it found.
  if (!parsed.success) return broken(parsed.error.issues.map(({ path, code }) => `${path.join('.') || 'data'}: ${code}`).join('; '));
  if (String(parsed.data[contract.key]) !== event.key) return broken(`the message's key is not its ${contract.key}`);
  const unknownFields = fieldsOnlyIn(event.data, parsed.data);
  try {
    const data = upcast(newest, event.type, parsed.data);
    return { to: 'handlers', event: { ...event, type: newest.type, data }, handlers, unknownFields };
  } catch {
    return broken(`cannot be told as ${newest.type}`);
  }
}

/** Fields of what was sent, at any depth, that the contract has not let through. */
function fieldsOnlyIn(sent: unknown, known: unknown): number {
  if (typeof sent !== 'object' || sent === null || typeof known !== 'object' || known === null) return 0;
  let count = 0;
  for (const [name, value] of Object.entries(sent)) {
    if (Object.hasOwn(known, name)) count += fieldsOnlyIn(value, (known as Record<string, unknown>)[name]);
    else count += 1;
  }
  return count;
}
