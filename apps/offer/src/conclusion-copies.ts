/** How the interviews of an application were concluded. Kept for each episode, since each has a loop, and so a stream, of its own. */
import { Injectable } from '@nestjs/common';
import { CopyStore, Ports } from '@rolecall/messaging';
import type { Conclusion } from './offer/commands.js';
import { notConcluded } from './rejections.js';

export interface ConclusionCopy {
  readonly applicationId: string;
  readonly candidateId: string;
  readonly requisitionId: string;
  readonly episode: number;
  readonly conclusion: Conclusion;
  readonly concludedBy: string;
  readonly dissent: boolean;
}

const idOf = (applicationId: string, episode: number) => `${applicationId}:${episode}`;

@Injectable()
export class ConclusionCopies extends CopyStore<ConclusionCopy> {
  constructor(ports: Ports) {
    super('conclusion-copies', ports);
  }

  note(org: string, sequence: number, concluded: ConclusionCopy): Promise<void> {
    return this.keep(org, idOf(concluded.applicationId, concluded.episode), sequence, () => concluded);
  }

  of = (org: string, applicationId: string, episode: number): Promise<ConclusionCopy | undefined> =>
    this.get(org, idOf(applicationId, episode));

  /**
   * Of this episode, or of the latest before it: an application that came back to a decision is not interviewed again by itself.
   * Throws `offer/not-concluded`, which is 503: it may be on its way.
   */
  async latest(org: string, applicationId: string, episode: number): Promise<Conclusion> {
    for (let of = episode; of > 0; of -= 1) {
      const copy = await this.get(org, idOf(applicationId, of));
      if (copy) return copy.conclusion;
    }
    throw notConcluded({ applicationId });
  }
}
