/**
 * The last thing that another service said about something. It is kept by a handler of its own beside the reaction to it, so that a
 * reaction that came to nothing (its message was discarded, say) is noticed: the rule hears the word again.
 */
import { type EventContract, type EventOf, inNewestVersion } from '@rolecall/kernel';
import type { Delivery } from '../consuming/consumes.js';
import { CopyStore } from '../copy-store.js';

/** An event as reactions see it. */
export type Word<C extends EventContract> = EventOf<C> & { readonly sequence: number };

export class Words<C extends EventContract> extends CopyStore<Word<C>> {
  /** `id`: what it was said about; everything that is said about it comes from one stream. */
  hear(id: string, { event, cause }: Delivery<C>): Promise<void> {
    const { type, data, sequence } = event;
    return this.keep(cause.org, id, sequence, () => ({ type, data, sequence }) as Word<C>);
  }

  /** In its newest version, whichever was heard. */
  override async get(org: string, id: string): Promise<Word<C> | undefined> {
    const heard = await super.get(org, id);
    return heard && (inNewestVersion(heard) as Word<C> | undefined);
  }
}
