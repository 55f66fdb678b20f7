/** What must hold between an application and its interviews: a conclusion is known, whatever a person made of it since. */
import { Injectable } from '@nestjs/common';
import { type Loaded, type Mending, mend, Reconciler } from '@rolecall/messaging';
import { Applications } from '../application/applications.js';
import { ConclusionWords, commandOf, wordId } from '../application/conclusion-words.js';
import type { Application } from '../application/state.js';

@Injectable()
export class ConclusionRules {
  constructor(
    reconciler: Reconciler,
    private readonly applications: Applications,
    private readonly words: ConclusionWords,
  ) {
    reconciler.register({
      name: 'application-behind-its-interviews',
      of: applications.everywhere({ 'state.status': { $in: ['interviewing', 'decision'] } }),
      mends: (org, loaded) => this.mends(org, loaded),
    });
  }

  /** One that was heard is not heard again: a person may have moved the application back since. */
  private async mends(org: string, loaded: Loaded<Application>): Promise<Mending[]> {
    const { applicationId, episode, conclusion: known } = loaded.state;
    const word = await this.words.get(org, wordId(applicationId, episode));
    if (!word) return [];
    const { loopId, conclusion, dissent } = word.data;
    if (known?.loopId === loopId && known.conclusion === conclusion && known.dissent === dissent) return [];
    return [mend(this.applications, loaded, commandOf(word))];
  }
}
