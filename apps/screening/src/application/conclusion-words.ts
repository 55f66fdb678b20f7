/** How the interviews of an application were concluded last; by application and episode, for an episode has one loop at most. */
import { Injectable } from '@nestjs/common';
import type { interviewConcluded } from '@rolecall/contracts';
import { Ports, type Word, Words } from '@rolecall/messaging';
import type { ReviewCommand } from './commands.js';

type Concluded = typeof interviewConcluded;

export function commandOf({ data }: Word<Concluded>): Extract<ReviewCommand, { do: 'conclude-interviews' }> {
  const { loopId, episode: loopEpisode, conclusion, dissent, by: concludedBy } = data;
  return { do: 'conclude-interviews', loopId, loopEpisode, conclusion, dissent, concludedBy };
}

@Injectable()
export class ConclusionWords extends Words<Concluded> {
  constructor(ports: Ports) {
    super('conclusion-words', ports);
  }
}

export const wordId = (applicationId: string, episode: number): string => `${applicationId}:${episode}`;
