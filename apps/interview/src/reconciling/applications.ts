/** What must hold between a loop and its application: one that was advanced has its loop, and none goes on for one that has ended. */
import { Injectable } from '@nestjs/common';
import { type Loaded, type Mending, mend, Reconciler, type Word } from '@rolecall/messaging';
import { type ApplicationSays, ApplicationWords, endOf, isEnd } from '../application/application-words.js';
import { loopIdOf } from '../loop/loop-ids.js';
import { Loops } from '../loop/loops.js';
import type { Loop } from '../loop/state.js';
import { RequisitionCopies } from '../requisition/requisition-copies.js';

@Injectable()
export class ApplicationRules {
  constructor(
    reconciler: Reconciler,
    private readonly loops: Loops,
    private readonly words: ApplicationWords,
    private readonly requisitions: RequisitionCopies,
  ) {
    reconciler.register({
      name: 'loop-of-ended-application',
      of: loops.everywhere({ 'state.status': { $in: ['planned', 'in_progress'] } }),
      mends: (org, loop) => this.ofLoop(org, loop),
    });
    reconciler.register({
      name: 'advanced-without-loop',
      of: words.everywhere('type', 'application.advanced.v1'),
      mends: (org, word) => this.ofWord(org, word),
    });
  }

  private async ofLoop(org: string, loop: Loaded<Loop>): Promise<Mending[]> {
    const { applicationId, episode } = loop.state;
    const word = await this.words.get(org, applicationId);
    if (!word || word.data.episode < episode) return [];
    if (isEnd(word)) return [mend(this.loops, loop, endOf(word))];
    return word.data.episode > episode ? [mend(this.loops, loop, { do: 'end', how: 'superseded' })] : [];
  }

  private async ofWord(org: string, word: Word<ApplicationSays>): Promise<Mending[]> {
    if (isEnd(word) || word.type !== 'application.advanced.v1') return [];
    const { applicationId, candidateId, requisitionId, episode, planVersion } = word.data;
    const loopId = loopIdOf(applicationId, episode);
    const loop = await this.loops.fresh(org, loopId);
    if (loop.version > 0) return [];
    const plan = await this.requisitions.planOf(org, requisitionId, planVersion);
    const of = { loopId, applicationId, candidateId, requisitionId, episode };
    return [mend(this.loops, loop, { do: 'plan', ...of, plan, applicationSequence: word.sequence })];
  }
}
