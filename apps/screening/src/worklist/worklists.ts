/** Binds the decider of a worklist to the aggregate store; its id is the requisition's. */
import { Injectable } from '@nestjs/common';
import { AggregateStore, Ports } from '@rolecall/messaging';
import { type Worklist, type WorklistCommand, type WorklistEvent, worklist } from './worklist.js';

@Injectable()
export class Worklists extends AggregateStore<Worklist, WorklistCommand, WorklistEvent> {
  constructor(ports: Ports) {
    super(worklist, ports);
  }
}
