/** The screening service: everything it is made of. */
import { Module } from '@nestjs/common';
import { operatorControllers } from '@rolecall/edge';
import { MessagingModule } from '@rolecall/messaging';
import { VaultModule } from '@rolecall/vault';
import { ApplicationQueries } from './application/application.queries.js';
import { ApplicationCommands } from './application/application-commands.js';
import { Applications } from './application/applications.js';
import { Intake } from './application/apply.js';
import { BulkHttp } from './application/bulk.http.js';
import { ConclusionWords } from './application/conclusion-words.js';
import { EndingHttp } from './application/ending.http.js';
import { EvaluationHttp } from './application/evaluation.http.js';
import { Evaluations } from './application/evaluations.js';
import { HireHttp } from './application/hire.http.js';
import { ApplicationList } from './application/list.js';
import { OtherApplications } from './application/other-applications.js';
import { Presenter } from './application/presenter.js';
import { Reinstatement } from './application/reinstatement.js';
import { ReviewHttp } from './application/review.http.js';
import { WhyQueries } from './application/why.queries.js';
import { CandidateHttp } from './candidate/candidate.http.js';
import { CandidateQueries } from './candidate/candidate.queries.js';
import { Candidates } from './candidate/candidates.js';
import { People } from './candidate/people.js';
import { OfferWords } from './offer/offer-words.js';
import { OnApplicationEnded } from './on-application-ended.js';
import { OnApplicationEvaluationRequested } from './on-application-evaluation-requested.js';
import { OnApplicationPreHireBegun } from './on-application-pre-hire-begun.js';
import { OnApplicationReceived } from './on-application-received.js';
import { OnApplicationReinstated } from './on-application-reinstated.js';
import { OnApplicationReturnedToDecision } from './on-application-returned-to-decision.js';
import { OnCandidateAcceptanceClaimed } from './on-candidate-acceptance-claimed.js';
import { OnInterviewConcluded } from './on-interview-concluded.js';
import { OnInterviewStagePassed } from './on-interview-stage-passed.js';
import { OnOfferAccepted } from './on-offer-accepted.js';
import { OnOfferChanged } from './on-offer-changed.js';
import { OnOfferEnded } from './on-offer-ended.js';
import { OnOfferExtended } from './on-offer-extended.js';
import { OnOfferStartDateChanged } from './on-offer-start-date-changed.js';
import { OnRequisitionCancelled } from './on-requisition-cancelled.js';
import { OnRequisitionFilled } from './on-requisition-filled.js';
import { OnRequisitionHeld } from './on-requisition-held.js';
import { OnRequisitionOpened } from './on-requisition-opened.js';
import { OnRequisitionReopened } from './on-requisition-reopened.js';
import { OnRequisitionResumed } from './on-requisition-resumed.js';
import { OnRequisitionTermsChanged } from './on-requisition-terms-changed.js';
import { ClaimRules } from './reconciling/claims.js';
import { ClosingRules } from './reconciling/closings.js';
import { ConclusionRules } from './reconciling/conclusions.js';
import { OfferRules } from './reconciling/offers.js';
import { RequisitionCopies } from './requisition/requisition-copies.js';
import { SearchEnds } from './requisition/search-ends.js';
import { Sweeps } from './sweep/sweeps.js';
import { WorkingTimeHttp } from './working-time/working-time.http.js';
import { WorkingTimes } from './working-time/working-times.js';
import { WorklistHttp } from './worklist/worklist.http.js';
import { Worklists } from './worklist/worklists.js';

const reactions = [
  ...[OnRequisitionOpened, OnRequisitionTermsChanged, OnRequisitionHeld, OnRequisitionResumed],
  ...[OnRequisitionFilled, OnRequisitionCancelled, OnRequisitionReopened],
  ...[
    OnInterviewStagePassed,
    OnInterviewConcluded,
    OnOfferChanged,
    OnOfferExtended,
    OnOfferAccepted,
    OnOfferEnded,
    OnOfferStartDateChanged,
  ],
  ...[OnApplicationReceived, OnApplicationEvaluationRequested, OnApplicationEnded, OnApplicationReinstated],
  ...[OnApplicationPreHireBegun, OnApplicationReturnedToDecision, OnCandidateAcceptanceClaimed],
];
const http = [ReviewHttp, EvaluationHttp, EndingHttp, HireHttp, BulkHttp, CandidateHttp, WorklistHttp, WorkingTimeHttp];
const queries = [ApplicationQueries, WhyQueries, CandidateQueries];
const stores = [Applications, Candidates, Sweeps, Worklists, WorkingTimes, RequisitionCopies, ConclusionWords, OfferWords];
const services = [
  People,
  Evaluations,
  Intake,
  ApplicationCommands,
  Reinstatement,
  ApplicationList,
  Presenter,
  OtherApplications,
  SearchEnds,
];
const rules = [ClaimRules, ClosingRules, ConclusionRules, OfferRules];

@Module({
  imports: [MessagingModule.forRoot({ service: 'screening' }), VaultModule],
  controllers: [...http, ...queries, ...reactions, ...operatorControllers],
  providers: [...stores, ...services, ...rules],
})
export class AppModule {}
