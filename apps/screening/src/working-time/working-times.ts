/** Binds the decider of the working time to the aggregate store, and answers when something is due by it. */
import { Injectable } from '@nestjs/common';
import type { WorkingTime } from '@rolecall/contracts';
import { AggregateStore, type Loaded, Ports } from '@rolecall/messaging';
import { nextWorkingDay, workingDaysAfter } from './working-days.js';
import { type WorkingTimeCommand, type WorkingTimeEvent, workingTime } from './working-time.js';

/** An organization has one. */
export const theOne = 'organization';

@Injectable()
export class WorkingTimes extends AggregateStore<WorkingTime, WorkingTimeCommand, WorkingTimeEvent> {
  constructor(ports: Ports) {
    super(workingTime, ports);
  }

  async of(org: string): Promise<Loaded<WorkingTime>> {
    return (await this.load(org, theOne)) ?? { id: theOne, version: 0, sequence: 0, state: workingTime.initial, at: '' };
  }

  /** What a body asks for, an instant, else the begin of the next working day; in `zone` where the person lives there. */
  async letterTime(org: string, { letterDueAt, zone }: { letterDueAt?: string; zone?: string }, at: string): Promise<string> {
    if (letterDueAt) return new Date(letterDueAt).toISOString();
    const { state } = await this.of(org);
    return nextWorkingDay(at, state, zone);
  }

  async daysAfter(org: string, at: string, days: number): Promise<string> {
    return workingDaysAfter(at, days, (await this.of(org)).state);
  }
}
