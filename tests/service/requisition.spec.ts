/**
 * The requisition service over HTTP on real MongoDB and Kafka: answers, and the events in the history.
 * One file, for two processes of one service share its consumer group.
 */
import { agreement } from './requisition.agreement.js';
import { operators } from './requisition.operators.js';
import { search } from './requisition.search.js';
import { seats } from './requisition.seats.js';
import { termsOfASearch } from './requisition.terms.js';
import { whatIsSent } from './requisition.what-is-sent.js';
import { RequisitionService } from './requisition-service.js';

let service: RequisitionService;
beforeAll(async () => {
  service = await RequisitionService.start();
});
afterAll(() => service.stop());

const of = () => service;
termsOfASearch(of);
agreement(of);
search(of);
seats(of);
whatIsSent(of);
operators(of);
