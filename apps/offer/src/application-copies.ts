/** The offer service's own copies of applications. */
import { Injectable } from '@nestjs/common';
import { type Cause, CopyStore, Ports } from '@rolecall/messaging';
import { type ApplicationChange, type ApplicationCopy, foldApplication, standingFor } from './application-copy.js';
import type { ApplicationStanding } from './offer/commands.js';
import { applicationUnknown } from './rejections.js';

@Injectable()
export class ApplicationCopies extends CopyStore<ApplicationCopy> {
  constructor(ports: Ports) {
    super('application-copies', ports);
  }

  /** Folds an event of the application's own stream into its copy. */
  follow(event: ApplicationChange & { readonly sequence: number }, { org }: Cause): Promise<void> {
    return this.keep(org, event.data.applicationId, event.sequence, (copy) => foldApplication(copy, event));
  }

  /** Throws `offer/application-unknown`, which is 503: it may be on its way. */
  async of(org: string, applicationId: string): Promise<ApplicationCopy> {
    const copy = await this.get(org, applicationId);
    if (!copy) throw applicationUnknown({ applicationId });
    return copy;
  }

  /** How the application stands, seen from an offer of this episode. Throws as `of` does. */
  async standingOf(org: string, applicationId: string, episode: number): Promise<ApplicationStanding> {
    return standingFor(await this.of(org, applicationId), episode);
  }
}
