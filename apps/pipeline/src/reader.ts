/** Who reads, and what of the copies is theirs to see: the one place where that is asked. Today it is all of their organization, and no other. */
import type { Caller } from '@rolecall/edge';

export interface Reader {
  readonly org: string;
  readonly person: string;
  /** When they asked; what is overdue is so by this. */
  readonly at: string;
}

export const readerOf = ({ org, person, at }: Caller): Reader => ({ org, person: person.id, at });
