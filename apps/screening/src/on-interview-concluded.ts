/** The interviews are concluded: a decision is due. Nobody is rejected by it. */
import { Controller } from '@nestjs/common';
import { interviewConcluded } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Applications } from './application/applications.js';

@Controller()
export class OnInterviewConcluded {
  constructor(private readonly applications: Applications) {}

  @Consumes(interviewConcluded)
  concludeInterviews({ event, cause }: Delivery<typeof interviewConcluded>) {
    const { applicationId, loopId, episode: loopEpisode, conclusion, dissent, by: concludedBy } = event.data;
    return this.applications.execute(
      applicationId,
      { do: 'conclude-interviews', loopId, loopEpisode, conclusion, dissent, concludedBy },
      cause,
    );
  }
}
