/** The interviews are concluded: a decision is due. Nobody is rejected by it. */
import { Controller } from '@nestjs/common';
import { interviewConcluded } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Applications } from './application/applications.js';
import { ConclusionWords, commandOf, wordId } from './application/conclusion-words.js';

@Controller()
export class OnInterviewConcluded {
  constructor(
    private readonly applications: Applications,
    private readonly words: ConclusionWords,
  ) {}

  /** Kept, whatever comes of the reaction to it. */
  @Consumes(interviewConcluded)
  hear(delivery: Delivery<typeof interviewConcluded>) {
    const { applicationId, episode } = delivery.event.data;
    return this.words.hear(wordId(applicationId, episode), delivery);
  }

  @Consumes(interviewConcluded)
  concludeInterviews({ event, cause }: Delivery<typeof interviewConcluded>) {
    return this.applications.execute(event.data.applicationId, commandOf(event), cause);
  }
}
