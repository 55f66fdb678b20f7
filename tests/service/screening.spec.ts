/**
 * The screening service over HTTP on real MongoDB and Kafka: answers, and the events in the history.
 * One file, for two processes of one service share its consumer group.
 */
import { applying } from './screening.applying.js';
import { closing } from './screening.closing.js';
import { decisions } from './screening.decisions.js';
import { evidence } from './screening.evidence.js';
import { heads } from './screening.heads.js';
import { hires } from './screening.hires.js';
import { repeats } from './screening.repeats.js';
import { stages } from './screening.stages.js';
import { whatIsSent } from './screening.what-is-sent.js';
import { workingTime } from './screening.working-time.js';
import { ScreeningService } from './screening-service.js';

let service: ScreeningService;
beforeAll(async () => {
  service = await ScreeningService.start();
});
afterAll(() => service.stop());

const of = () => service;
applying(of);
evidence(of);
decisions(of);
closing(of);
hires(of);
repeats(of);
stages(of);
whatIsSent(of);
workingTime(of);
heads(of);
