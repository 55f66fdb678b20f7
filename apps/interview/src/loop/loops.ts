/** Binds the decider of a loop to the aggregate store. */
import { Injectable } from '@nestjs/common';
import { AggregateStore, Ports } from '@rolecall/messaging';
import type { LoopCommand } from './commands.js';
import { loop } from './loop.js';
import type { Loop, LoopEvent } from './state.js';

@Injectable()
export class Loops extends AggregateStore<Loop, LoopCommand, LoopEvent> {
  constructor(ports: Ports) {
    super(loop, ports, { indexes: ['state.applicationId', 'state.requisitionId', 'state.status', 'state.interviewers'] });
  }
}
