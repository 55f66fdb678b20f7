/**
 * The interview service over HTTP on real MongoDB and Kafka: answers, and the events in the history.
 * One file, for two processes of one service share its consumer group.
 */

import { crashes } from './interview.crashes.js';
import { loops } from './interview.loops.js';
import { panels } from './interview.panels.js';
import { scorecards } from './interview.scorecards.js';
import { InterviewService } from './interview-service.js';

let service: InterviewService;
beforeAll(async () => {
  service = await InterviewService.start();
});
afterAll(() => service.stop());

const of = () => service;
loops(of);
panels(of);
scorecards(of);
crashes(of);
