/** What a connection listens to, and which changes concern it. Pure. */
import type { CopyChange } from '@rolecall/messaging';
import type { Placed } from '../copies.js';

export interface Listening {
  readonly org: string;
  readonly person: string;
  /** `<org>/<requisition>` */
  readonly board?: string;
  /** To what waits for the person. */
  readonly tasks: boolean;
}

interface Copy extends Placed {
  readonly applicationId?: string;
}

/** A change as it is told: an application of a board to be shown anew, and people who are to look at their tasks again. */
export interface ToldChange {
  readonly token: string;
  readonly org: string;
  readonly board: string | undefined;
  readonly applicationId: string | undefined;
  readonly concerns: readonly string[];
}

const applications = 'application-copies';

export function toldOf({ token, collection, key, copy }: CopyChange): ToldChange {
  const { org, board, applicationId, concerns } = copy as Copy;
  const own = collection === applications ? key.slice(org.length + 1) : applicationId;
  return { token, org, board, applicationId: own, concerns };
}

/** What of a change the connection is to hear. */
export const hears = (to: Listening, change: ToldChange) => ({
  card: change.applicationId !== undefined && to.board !== undefined && to.board === change.board,
  tasks: to.tasks && to.org === change.org && change.concerns.includes(to.person),
});

/** A server-sent event. */
export const sent = (event: string, data: object, id?: string): string =>
  `${id ? `id: ${id}\n` : ''}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** Keeps the connection, and moves the place that the browser will name when it comes back. */
export const heartbeat = (id: string | undefined): string => `: \n${id ? `id: ${id}\n` : ''}\n`;
