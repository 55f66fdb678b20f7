/** A person passed a stage of the interviews, or moved them back: the application shows where they stand. */
import { Controller } from '@nestjs/common';
import { interviewMovedBack, interviewStagePassed } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Applications } from './application/applications.js';

@Controller()
export class OnInterviewStagePassed {
  constructor(private readonly applications: Applications) {}

  @Consumes(interviewStagePassed, interviewMovedBack)
  enterStage({ event, cause }: Delivery<typeof interviewStagePassed | typeof interviewMovedBack>) {
    const { applicationId, loopId, episode: loopEpisode } = event.data;
    const stageId = 'toStageId' in event.data ? event.data.toStageId : event.data.nextStageId;
    return this.applications.execute(applicationId, { do: 'enter-stage', loopId, loopEpisode, stageId }, cause);
  }
}
