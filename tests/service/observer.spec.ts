/** The figures are what the events say: whoever is asked, after a restart, and however often an event is delivered. */
import * as contracts from '@rolecall/contracts';
import { type Figures, ObserverService } from './observer-service.js';
import { day, hour, Told } from './told.js';

let observer: ObserverService;
beforeAll(async () => {
  observer = await ObserverService.start();
});
afterAll(() => observer?.stop());

const hire = new Told('acme').search(3).hired(2 * day);
/** In the same search, and in the interviews for more than a year: a scorecard is owed, and nobody heard anything since. */
const lingering = new Told('acme', { ...hire.ids, applicationId: '0193f1a0-0000-7000-8000-000000000001' })
  .applies('agency', 3 * day)
  .tell(contracts.applicationAdvanced, 4 * day, { by: 'mara', planVersion: 1 })
  .interviewed(5 * day, 'ida', 'ivo');
const rejected = new Told('globex').applies('direct', day).tell(contracts.applicationRejected, day + hour, {
  ...{ by: 'mara', reason: 'less_experience', letterDueAt: null, shown: { roleVersion: null, evaluation: null } },
});
const synthetic = new Told('probe').search(5).hired(2 * day);

const seconds = (minutes: number) => minutes * 60;
const first: Figures = {
  'requisitions{status="open"}': 1,
  'seats{state="open"}': 2,
  'seats{state="filled"}': 1,
  'applications{stage="hired",source="referral"}': 1,
  'applications{stage="interviewing",source="agency"}': 1,
  'applications{stage="rejected",source="direct"}': 1,
  'offers{state="accepted"}': 1,
  'offers{state="drafted"}': 1,
  'stage_seconds_count{stage="received"}': 3,
  'stage_seconds_sum{stage="received"}': seconds(6 * hour + day + hour),
  'stage_seconds_count{stage="interviewing"}': 1,
  'stage_seconds_sum{stage="interviewing"}': seconds(2 * day),
  'stage_seconds_count{stage="decision"}': 1,
  'stage_seconds_sum{stage="decision"}': seconds(18 * hour),
  'stage_seconds_count{stage="offered"}': 1,
  'stage_seconds_sum{stage="offered"}': seconds(2 * day),
  'stage_seconds_count{stage="pre_hire"}': 1,
  'stage_seconds_sum{stage="pre_hire"}': seconds(5 * day),
  time_to_hire_seconds_sum: seconds(10 * day),
  time_to_hire_seconds_count: 1,
  scorecards_overdue: 2,
  'stories_overdue{state="interviewing"}': 1,
};

it('are those of the events, of every organization but that of the synthetic story', async () => {
  await observer.publish(synthetic, hire, lingering, rejected);
  expect(await observer.settled(first)).toEqual(first);
});

it('are the same when everything is delivered twice, and another process counts beside', async () => {
  await observer.join();
  await observer.publish(hire, lingering, rejected, synthetic);
  const last = new Told('acme', { ...hire.ids, applicationId: '0193f1a0-0000-7000-8000-000000000002' }).applies('board', 6 * day);
  await observer.publish(last);
  const then = { ...first, 'applications{stage="received",source="board"}': 1 };
  expect(await observer.settled(then)).toEqual(then);
});

it('are the same after a restart, and go on from there', async () => {
  await observer.join();
  await observer.leave();
  await observer.leave();
  const before: Figures = { ...first, 'applications{stage="received",source="board"}': 1 };
  expect(await observer.figures()).toEqual(before);
  lingering.messages.length = 0;
  lingering.tell(contracts.interviewScorecardWaived, 6 * day, { roundId: 'bake', person: 'ivo', by: 'mara', reason: 'too_late' });
  lingering.tell(contracts.applicationWithdrawn, 6 * day, { by: 'mara', reason: 'personal' });
  await observer.publish(lingering);
  const over = ['stories_overdue{state="interviewing"}', 'applications{stage="interviewing",source="agency"}'];
  const then: Figures = {
    ...Object.fromEntries(Object.entries(before).filter(([name]) => !over.includes(name))),
    'applications{stage="withdrawn",source="agency"}': 1,
    'stage_seconds_count{stage="interviewing"}': 2,
    'stage_seconds_sum{stage="interviewing"}': seconds(4 * day),
    scorecards_overdue: 1,
  };
  expect(await observer.settled(then)).toEqual(then);
});
