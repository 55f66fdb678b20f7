/** The requisition service. */
import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { operatorControllers } from '@rolecall/edge';
import { MessagingModule } from '@rolecall/messaging';
import { VaultModule } from '@rolecall/vault';
import type { FastifyInstance } from 'fastify';
import { OnApplicationHireReversed } from './on-application-hire-reversed.js';
import { OnApplicationHired } from './on-application-hired.js';
import { OnHireChanged } from './on-hire-changed.js';
import { OnOfferAccepted } from './on-offer-accepted.js';
import { OnOfferApproved } from './on-offer-approved.js';
import { OnOfferChanged } from './on-offer-changed.js';
import { OnOfferEnded } from './on-offer-ended.js';
import { OnOfferExtended } from './on-offer-extended.js';
import { readPlainText } from './plain-text.js';
import { Reconciling } from './reconciling.js';
import { ApprovalHttp } from './requisition.approval.http.js';
import { RequisitionCommands } from './requisition.commands.js';
import { DraftHttp } from './requisition.draft.http.js';
import { RequisitionQueries } from './requisition.queries.js';
import { SearchHttp } from './requisition.search.http.js';
import { TermsHttp } from './requisition.terms.http.js';
import { Requisitions } from './requisitions.js';
import { HireWords, OfferWords } from './seat-words.js';

@Module({
  imports: [MessagingModule.forRoot({ service: 'requisition' }), VaultModule],
  controllers: [
    RequisitionQueries,
    DraftHttp,
    TermsHttp,
    ApprovalHttp,
    SearchHttp,
    OnOfferChanged,
    OnHireChanged,
    OnOfferApproved,
    OnOfferExtended,
    OnOfferAccepted,
    OnOfferEnded,
    OnApplicationHired,
    OnApplicationHireReversed,
    ...operatorControllers,
  ],
  providers: [Requisitions, RequisitionCommands, OfferWords, HireWords, Reconciling],
})
export class AppModule implements OnModuleInit {
  constructor(private readonly http: HttpAdapterHost) {}

  onModuleInit(): void {
    readPlainText(this.http.httpAdapter.getInstance() as FastifyInstance);
  }
}
