/** Our own: a booking came or went, so the calendars follow, also when the request that decided it has died since. */
import { Controller } from '@nestjs/common';
import {
  interviewCancelled,
  interviewInterviewerReplaced,
  interviewInvitationDeclined,
  interviewNoShowRecorded,
  interviewRoundCancelled,
  interviewRoundMoved,
  interviewRoundScheduled,
} from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Settlement } from './loop/settlement.js';

type OfRound =
  | typeof interviewRoundScheduled
  | typeof interviewRoundMoved
  | typeof interviewRoundCancelled
  | typeof interviewInvitationDeclined
  | typeof interviewInterviewerReplaced
  | typeof interviewNoShowRecorded;

@Controller()
export class OnBookingChanged {
  constructor(private readonly settlement: Settlement) {}

  @Consumes(
    interviewRoundScheduled,
    interviewRoundMoved,
    interviewRoundCancelled,
    interviewInvitationDeclined,
    interviewInterviewerReplaced,
    interviewNoShowRecorded,
  )
  settleRound({ event, cause }: Delivery<OfRound>) {
    return this.settlement.settle(event.data.loopId, cause, event.data.roundId);
  }

  @Consumes(interviewCancelled)
  settleLoop({ event, cause }: Delivery<typeof interviewCancelled>) {
    return this.settlement.settle(event.data.loopId, cause);
  }
}
