/** Our own: a person asked for the evaluation again. It is made at once; the timer makes it when a crash has lost this. */
import { Controller } from '@nestjs/common';
import { applicationEvaluationRequested } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { Applications } from './application/applications.js';

@Controller()
export class OnApplicationEvaluationRequested {
  constructor(private readonly applications: Applications) {}

  @Consumes(applicationEvaluationRequested)
  async evaluate({ event, cause }: Delivery<typeof applicationEvaluationRequested>) {
    const loaded = await this.applications.load(cause.org, event.data.applicationId);
    if (loaded) await this.applications.evaluate(cause.org, loaded, cause);
  }
}
