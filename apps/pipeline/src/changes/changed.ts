/** What has changed since a token, as whoever keeps a copy of their own hears it: each once, as it became last, endings included. Pure. */
import type { CopyChange } from '@rolecall/messaging';
import type { Placed } from '../copies.js';

export interface Changed {
  readonly kind: string;
  readonly id: string;
  /** Of its stream: whoever has as much already has nothing to do. */
  readonly sequence: number;
  readonly status: string | null;
  readonly requisitionId: string | null;
  readonly applicationId: string | null;
  readonly erased: boolean;
}

interface Copy extends Placed {
  readonly status?: string;
  readonly requisitionId?: string;
  readonly applicationId?: string;
  readonly erased?: true;
}

export interface Collected {
  readonly items: Changed[];
  /** Of the last change that was looked at. */
  readonly token: string | undefined;
}

const kindOf = (collection: string): string => collection.slice(0, -'-copies'.length);

/** Takes changes in their order, of one organization, until so many things have changed. */
export class Collecting {
  private readonly byKey = new Map<string, Changed>();
  private token: string | undefined;

  constructor(
    private readonly org: string,
    private readonly max: number,
  ) {}

  /** False once it is full: what follows is for the next page. */
  add({ collection, key, sequence, copy, token }: CopyChange): boolean {
    const { org, status = null, requisitionId = null, applicationId = null, erased } = copy as Copy;
    const place = `${collection} ${key}`;
    if (org === this.org) {
      if (this.byKey.size >= this.max && !this.byKey.has(place)) return false;
      // As it became last, where it became so.
      this.byKey.delete(place);
      const kind = kindOf(collection);
      const ids = { requisitionId: kind === 'requisition' ? null : requisitionId, applicationId };
      this.byKey.set(place, {
        kind,
        id: key.slice(org.length + 1),
        sequence,
        status,
        ...ids,
        erased: erased === true || status === 'erased',
      });
    }
    this.token = token;
    return true;
  }

  get collected(): Collected {
    return { items: [...this.byKey.values()], token: this.token };
  }
}
