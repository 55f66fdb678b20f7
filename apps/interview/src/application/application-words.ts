/** What an application says of its interviews: it went to them, or it ended. */
import { Injectable } from '@nestjs/common';
import type * as contracts from '@rolecall/contracts';
import { Ports, type Word, Words } from '@rolecall/messaging';
import type { LoopCommand } from '../loop/commands.js';

export type ApplicationEnds =
  | typeof contracts.applicationRejected
  | typeof contracts.applicationWithdrawn
  | typeof contracts.applicationClosed;
export type ApplicationSays = typeof contracts.applicationAdvanced | ApplicationEnds;

const hows = {
  'application.rejected.v1': 'rejected',
  'application.withdrawn.v1': 'withdrawn',
  'application.closed.v1': 'closed',
} as const;

export const isEnd = (word: Word<ApplicationSays>): word is Word<ApplicationEnds> => word.type !== 'application.advanced.v1';

export const endOf = ({ type, sequence }: Word<ApplicationEnds>): Extract<LoopCommand, { do: 'end' }> => ({
  ...{ do: 'end', how: hows[type], applicationSequence: sequence },
});

/** The last word of each application. */
@Injectable()
export class ApplicationWords extends Words<ApplicationSays> {
  constructor(ports: Ports) {
    super('application-words', ports);
  }
}
