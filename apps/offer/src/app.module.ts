/** The offer service: everything it is made of. */
import { Module } from '@nestjs/common';
import { operatorControllers } from '@rolecall/edge';
import { MessagingModule } from '@rolecall/messaging';
import { VaultModule } from '@rolecall/vault';
import { ApplicationCopies } from './application-copies.js';
import { ConclusionCopies } from './conclusion-copies.js';
import { Drafting } from './drafting.js';
import { ApprovalHttp } from './offer.approval.http.js';
import { OfferCommands } from './offer.commands.js';
import { CourseHttp } from './offer.course.http.js';
import { DraftHttp } from './offer.draft.http.js';
import { EndingHttp } from './offer.ending.http.js';
import { OfferQueries } from './offer.queries.js';
import { OfferVault } from './offer.vault.js';
import { Offers } from './offers.js';
import { OnApplicationAdvanced } from './on-application-advanced.js';
import { OnApplicationEnded } from './on-application-ended.js';
import { OnApplicationHireReversed } from './on-application-hire-reversed.js';
import { OnApplicationHired } from './on-application-hired.js';
import { OnApplicationReceived } from './on-application-received.js';
import { OnApplicationReinstated } from './on-application-reinstated.js';
import { OnApplicationReturnedToDecision } from './on-application-returned-to-decision.js';
import { OnInterviewConcluded } from './on-interview-concluded.js';
import { OnOfferBegun } from './on-offer-begun.js';
import { OnRequisitionCancelled } from './on-requisition-cancelled.js';
import { OnRequisitionFilled } from './on-requisition-filled.js';
import { OnRequisitionHeld } from './on-requisition-held.js';
import { OnRequisitionOpened } from './on-requisition-opened.js';
import { OnRequisitionReopened } from './on-requisition-reopened.js';
import { OnRequisitionResumed } from './on-requisition-resumed.js';
import { OnRequisitionSeatChanged } from './on-requisition-seat-changed.js';
import { OnRequisitionSeatRefused } from './on-requisition-seat-refused.js';
import { OnRequisitionSeatReleased } from './on-requisition-seat-released.js';
import { OnRequisitionSeatReserved } from './on-requisition-seat-reserved.js';
import { OnRequisitionTermsChanged } from './on-requisition-terms-changed.js';
import { ApplicationRules } from './reconciling/applications.js';
import { SeatRules } from './reconciling/seats.js';
import { RequisitionCopies } from './requisition-copies.js';
import { SeatWords } from './seat-words.js';
import { ServiceUptime } from './uptime.js';

const reactions = [
  ...[OnRequisitionOpened, OnRequisitionTermsChanged, OnRequisitionHeld, OnRequisitionResumed],
  ...[OnRequisitionFilled, OnRequisitionCancelled, OnRequisitionReopened],
  ...[OnRequisitionSeatChanged, OnRequisitionSeatReserved, OnRequisitionSeatRefused, OnRequisitionSeatReleased],
  ...[OnApplicationReceived, OnApplicationAdvanced, OnApplicationEnded, OnApplicationReinstated, OnApplicationReturnedToDecision],
  ...[OnApplicationHired, OnApplicationHireReversed, OnInterviewConcluded, OnOfferBegun],
];
const http = [OfferQueries, DraftHttp, ApprovalHttp, CourseHttp, EndingHttp];
const copies = [RequisitionCopies, ApplicationCopies, ConclusionCopies, SeatWords];
const rules = [ApplicationRules, SeatRules];

@Module({
  imports: [MessagingModule.forRoot({ service: 'offer' }), VaultModule],
  controllers: [...http, ...reactions, ...operatorControllers],
  providers: [Offers, ServiceUptime, OfferVault, OfferCommands, Drafting, ...copies, ...rules],
})
export class AppModule {}
