/** The observer: everything it is made of. */
import { Module } from '@nestjs/common';
import { operatorControllers } from '@rolecall/edge';
import { MessagingModule } from '@rolecall/messaging';
import { ApplicationCopies, LoopCopies, OfferCopies, RequisitionCopies } from './copies.js';
import { Figures } from './figures/figures.js';
import { Overdue } from './figures/overdue.js';
import { OnApplicationChanged } from './on-application-changed.js';
import { OnInterviewChanged } from './on-interview-changed.js';
import { OnOfferChanged } from './on-offer-changed.js';
import { OnRequisitionChanged } from './on-requisition-changed.js';
import { Probe } from './probe/probe.js';
import { Counting } from './tally/counting.js';

const reactions = [OnRequisitionChanged, OnApplicationChanged, OnInterviewChanged, OnOfferChanged];
const copies = [RequisitionCopies, ApplicationCopies, LoopCopies, OfferCopies];

@Module({
  imports: [MessagingModule.forRoot({ service: 'observer' })],
  controllers: [...reactions, ...operatorControllers],
  providers: [...copies, Counting, Overdue, Figures, Probe],
})
export class AppModule {}
