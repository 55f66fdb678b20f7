/** Binds the decider to the aggregate store. */
import { Injectable } from '@nestjs/common';
import { AggregateStore, Ports } from '@rolecall/messaging';
import { type Requisition, type RequisitionCommand, type RequisitionEvent, requisition } from './requisition.js';

@Injectable()
export class Requisitions extends AggregateStore<Requisition, RequisitionCommand, RequisitionEvent> {
  constructor(ports: Ports) {
    super(requisition, ports, { indexes: ['state.status'] });
  }
}
