/** Binds the decider of a candidate to the aggregate store. */
import { Injectable } from '@nestjs/common';
import { AggregateStore, Ports } from '@rolecall/messaging';
import { type Candidate, type CandidateCommand, type CandidateEvent, candidate } from './candidate.js';

@Injectable()
export class Candidates extends AggregateStore<Candidate, CandidateCommand, CandidateEvent> {
  constructor(ports: Ports) {
    super(candidate, ports);
  }
}
