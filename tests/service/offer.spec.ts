/**
 * The offer service over HTTP on real MongoDB and Kafka: answers, and the events in the history.
 * One file, for two processes of one service share its consumer group.
 */
import { copies } from './offer.copies.js';
import { endings } from './offer.endings.js';
import { goingOut } from './offer.going-out.js';
import { draftsAndApprovals } from './offer.terms.js';
import { whatIsSent } from './offer.what-is-sent.js';
import { OfferService } from './offer-service.js';

let service: OfferService;
beforeAll(async () => {
  service = await OfferService.start();
});
afterAll(() => service.stop());

const of = () => service;
draftsAndApprovals(of);
goingOut(of);
endings(of);
copies(of);
whatIsSent(of);
