/** What must hold between an offer and its application: none goes on for one that has ended, and who is to be hired is prepared for. */
import { Injectable } from '@nestjs/common';
import { type Loaded, type Mending, mend, Reconciler } from '@rolecall/messaging';
import { ApplicationCopies } from '../application-copies.js';
import { ConclusionCopies, type ConclusionCopy } from '../conclusion-copies.js';
import type { Offer } from '../offer.js';
import { Offers, offerIdOf } from '../offers.js';
import { RequisitionCopies } from '../requisition-copies.js';

const going = ['to_prepare', 'drafted', 'pending_approval', 'approved', 'extended', 'opened', 'accepted'];

@Injectable()
export class ApplicationRules {
  constructor(
    reconciler: Reconciler,
    private readonly offers: Offers,
    private readonly applications: ApplicationCopies,
    private readonly conclusions: ConclusionCopies,
    private readonly requisitions: RequisitionCopies,
  ) {
    reconciler.register({
      name: 'offer-of-ended-application',
      of: offers.everywhere({ 'state.status': { $in: going } }),
      mends: (org, offer) => this.ofOffer(org, offer),
    });
    reconciler.register({
      name: 'conclusion-without-preparation',
      of: conclusions.everywhere('conclusion', 'hire'),
      mends: (org, conclusion) => this.ofConclusion(org, conclusion),
    });
  }

  private async ofOffer(org: string, offer: Loaded<Offer>): Promise<Mending[]> {
    const { applicationId, episode, status } = offer.state;
    const { reversal } = await this.applications.of(org, applicationId);
    if (status === 'accepted' && reversal?.offerId === offer.id)
      return [mend(this.offers, offer, { do: 'take-back-hire', reason: reversal.reason, reversedBy: reversal.by })];
    const how = await this.applications.standingOf(org, applicationId, episode);
    if (how !== 'going_on' && how !== 'hired') return [mend(this.offers, offer, { do: 'end-with-application', how })];
    const concluded = status === 'to_prepare' ? await this.conclusions.of(org, applicationId, episode) : undefined;
    return concluded && concluded.conclusion !== 'hire' ? [await this.noted(org, offer, concluded)] : [];
  }

  private async ofConclusion(org: string, concluded: ConclusionCopy): Promise<Mending[]> {
    const { applicationId, episode } = concluded;
    const offer = await this.offers.fresh(org, offerIdOf(applicationId, episode));
    return offer.state.status === 'absent' || offer.state.status === 'dropped' ? [await this.noted(org, offer, concluded)] : [];
  }

  private async noted(org: string, offer: Loaded<Offer>, concluded: ConclusionCopy): Promise<Mending> {
    const application = await this.applications.standingOf(org, concluded.applicationId, concluded.episode);
    const { team } = await this.requisitions.of(org, concluded.requisitionId);
    const command = { do: 'note-conclusion', offerId: offer.id, ...concluded, owner: team.recruiter, application } as const;
    return mend(this.offers, offer, command);
  }
}
