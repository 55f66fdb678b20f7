/** Our own: a person accepted an offer. Their other applications get a task for their owners; nobody closes them by machine. */
import { Controller } from '@nestjs/common';
import { applicationPreHireBegun } from '@rolecall/contracts';
import { Consumes, type Delivery } from '@rolecall/messaging';
import { OtherApplications } from './application/other-applications.js';

@Controller()
export class OnApplicationPreHireBegun {
  constructor(private readonly others: OtherApplications) {}

  @Consumes(applicationPreHireBegun)
  openTasks({ event, cause }: Delivery<typeof applicationPreHireBegun>) {
    return this.others.tellOfAcceptance(event.data, cause);
  }
}
