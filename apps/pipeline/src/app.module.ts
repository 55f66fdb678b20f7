/** The pipeline: everything it is made of. */
import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { operatorControllers } from '@rolecall/edge';
import { MessagingModule } from '@rolecall/messaging';
import { Awaited } from './board/awaited.js';
import { BoardHttp } from './board/board.http.js';
import { Boards } from './board/boards.js';
import { Cards } from './board/cards.js';
import { Counts } from './board/counts.js';
import { ChangesHttp } from './changes/changes.http.js';
import { ApplicationCopies, CandidateCopies, LoopCopies, OfferCopies, RequisitionCopies } from './copies.js';
import { ReportsHttp } from './figures/reports.http.js';
import { Freshness } from './fresh/freshness.js';
import { LiveHttp } from './live/live.http.js';
import { Live } from './live/live.js';
import { OnApplicationChanged } from './on-application-changed.js';
import { OnCandidateChanged } from './on-candidate-changed.js';
import { OnInterviewChanged } from './on-interview-changed.js';
import { OnOfferChanged } from './on-offer-changed.js';
import { OnRequisitionChanged } from './on-requisition-changed.js';
import { Stories } from './story/stories.js';
import { StoryHttp } from './story/story.http.js';
import { TasksHttp } from './tasks/tasks.http.js';

const reactions = [OnRequisitionChanged, OnCandidateChanged, OnApplicationChanged, OnInterviewChanged, OnOfferChanged];
const fresh = { provide: APP_INTERCEPTOR, useClass: Freshness };
const copies = [RequisitionCopies, CandidateCopies, ApplicationCopies, LoopCopies, OfferCopies];

@Module({
  imports: [MessagingModule.forRoot({ service: 'pipeline' })],
  controllers: [BoardHttp, TasksHttp, StoryHttp, ReportsHttp, LiveHttp, ChangesHttp, ...reactions, ...operatorControllers],
  providers: [...copies, Counts, Awaited, Cards, Boards, Stories, Live, fresh],
})
export class AppModule {}
