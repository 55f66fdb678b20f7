/** The interview service: everything it is made of. */
import { Module } from '@nestjs/common';
import { operatorControllers } from '@rolecall/edge';
import { MessagingModule } from '@rolecall/messaging';
import { VaultModule } from '@rolecall/vault';
import { ApplicationWords } from './application/application-words.js';
import { CalendarHttp } from './calendar/calendar.http.js';
import { Calendars } from './calendar/calendars.js';
import { InterviewConfig, interviewConfig } from './config.js';
import { Appointments } from './loop/appointments.js';
import { Bookings } from './loop/bookings.js';
import { LoopHttp } from './loop/loop.http.js';
import { LoopQueries } from './loop/loop.queries.js';
import { LoopCommands } from './loop/loop-commands.js';
import { Loops } from './loop/loops.js';
import { PanelHttp } from './loop/panel.http.js';
import { Presenter } from './loop/presenter.js';
import { RoundsHttp } from './loop/rounds.http.js';
import { ScorecardsHttp } from './loop/scorecards.http.js';
import { Settlement } from './loop/settlement.js';
import { OnApplicationAdvanced } from './on-application-advanced.js';
import { OnApplicationChanged } from './on-application-changed.js';
import { OnApplicationEnded } from './on-application-ended.js';
import { OnBookingChanged } from './on-booking-changed.js';
import { OnRequisitionChanged } from './on-requisition-changed.js';
import { ApplicationRules } from './reconciling/applications.js';
import { CalendarRules } from './reconciling/calendars.js';
import { RequisitionCopies } from './requisition/requisition-copies.js';

const reactions = [OnRequisitionChanged, OnApplicationChanged, OnApplicationAdvanced, OnApplicationEnded, OnBookingChanged];
const http = [LoopHttp, RoundsHttp, PanelHttp, ScorecardsHttp, CalendarHttp];
const stores = [Loops, Calendars, RequisitionCopies, ApplicationWords];
const services = [Settlement, LoopCommands, Bookings, Appointments, Presenter];
const rules = [ApplicationRules, CalendarRules];
const config = { provide: InterviewConfig, useFactory: () => interviewConfig() };

@Module({
  imports: [MessagingModule.forRoot({ service: 'interview' }), VaultModule],
  controllers: [...http, LoopQueries, ...reactions, ...operatorControllers],
  providers: [...stores, ...services, ...rules, config],
})
export class AppModule {}
