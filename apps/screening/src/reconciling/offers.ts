/** What must hold between an application and the offers made to the person: it is as far as they have said. */
import { Injectable } from '@nestjs/common';
import { type Loaded, type Mending, mend, Reconciler, type Word } from '@rolecall/messaging';
import { Applications } from '../application/applications.js';
import { type Application, isHired } from '../application/state.js';
import { commandOf, type OfferSays, OfferWords } from '../offer/offer-words.js';
import { RequisitionCopies } from '../requisition/requisition-copies.js';

const live = ['offer.extended.v1', 'offer.accepted.v1'];
/** Where an end that was not heard leaves an application. */
const behind = { 'state.status': { $in: ['decision', 'offered', 'pre_hire', 'hired'] } };

@Injectable()
export class OfferRules {
  constructor(
    reconciler: Reconciler,
    private readonly applications: Applications,
    private readonly words: OfferWords,
    private readonly requisitions: RequisitionCopies,
  ) {
    reconciler.register({
      name: 'application-behind-its-offer',
      of: words.everywhere('type', ...live),
      mends: (org, word) => this.ofWord(org, word),
    });
    reconciler.register({
      name: 'application-with-ended-offer',
      of: applications.everywhere(behind),
      mends: (org, loaded) => this.ofApplication(org, loaded),
    });
  }

  /** Also of an application that was rejected while the offer was accepted: the acceptance wins. */
  private async ofWord(org: string, word: Word<OfferSays>): Promise<Mending[]> {
    const loaded = await this.applications.load(org, word.data.applicationId);
    if (!loaded || (isHired(loaded.state.status) && loaded.state.offer?.offerId === word.data.offerId)) return [];
    return [await this.heard(org, loaded, word)];
  }

  private async ofApplication(org: string, loaded: Loaded<Application>): Promise<Mending[]> {
    const { applicationId, episode } = loaded.state;
    const all = await Promise.all(Array.from({ length: episode }, (_, n) => this.words.of(org, applicationId, n + 1)));
    const ends = all.filter((word) => word !== undefined && !live.includes(word.type)) as Word<OfferSays>[];
    return Promise.all(ends.map((word) => this.heard(org, loaded, word)));
  }

  private async heard(org: string, loaded: Loaded<Application>, word: Word<OfferSays>): Promise<Mending> {
    const owner = await this.requisitions.recruiterOf(org, loaded.state.requisitionId);
    return mend(this.applications, loaded, commandOf(word, owner), word.data.offerId);
  }
}
