/** The reconciler at work in running services, on real MongoDB and Kafka: what was broken comes together by itself. Every rule: tests/model. */
import * as contracts from '@rolecall/contracts';
import type { Cause } from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { calendarIdOf } from '../../apps/interview/src/calendar/calendar.js';
import { Calendars } from '../../apps/interview/src/calendar/calendars.js';
import { Loops } from '../../apps/interview/src/loop/loops.js';
import { Applications } from '../../apps/screening/src/application/applications.js';
import { liveAttempt } from '../../apps/screening/src/candidate/candidate.js';
import { Candidates } from '../../apps/screening/src/candidate/candidates.js';
import { sweepIdOf } from '../../apps/screening/src/sweep/sweep.js';
import { Sweeps } from '../../apps/screening/src/sweep/sweeps.js';
import { at, InterviewService, somebody } from './interview-service.js';
import { rolecallOf } from './rolecall.js';
import { later, ScreeningService } from './screening-service.js';
import { org, patienceMs } from './service.js';

const env = { RECONCILE_EVERY_MS: '500', RECONCILE_STOOD_MS: '1000' };
const cause = (id: string): Cause => ({ id, org, actor: { kind: 'person', id: 'mara' }, kind: 'request' });

it('a booked time that an interviewer’s calendar has lost is taken again, and an operator’s look finds nothing more', async () => {
  const service = await InterviewService.start({ ...env, CALENDAR_HOLD_MS: '1000' });
  try {
    const { app } = service.running;
    const [lena, loop] = [somebody('lena'), await service.loop()];
    await service.schedule(loop, at('09:00', lena));
    await eventually(async () => (await service.calendar(lena))[0] === 'confirmed 08:00', patienceMs);
    const bookingId = (await app.get(Loops).load(org, loop))?.state.rounds[0]?.booking?.bookingId as string;
    await app.get(Calendars).execute(calendarIdOf(lena, 2031), { do: 'release', bookingId }, cause('as after a restore'));
    expect(await service.calendar(lena)).toEqual([]);
    await eventually(async () => (await service.calendar(lena))[0] === 'confirmed 08:00', patienceMs);
    const printed = await rolecallOf('interview', service, ['reconcile', 'interview', '--json']);
    expect([printed.code, JSON.parse(printed.stdout)]).toMatchObject([0, [{ kind: 'reconcile', status: 'done', findings: [] }]]);
    expect(JSON.parse(printed.stdout)[0].counts.looked).toBeGreaterThan(0);
  } finally {
    await service.stop();
  }
}, 120_000);

it('claims and closings that were left behind by what died in between come right', async () => {
  const service = await ScreeningService.start(env);
  try {
    const { app } = service.running;
    const claimed = await service.applied();
    await service.act(claimed.applicationId, 'reject', { reason: 'location' });
    const { candidateId, requisitionId, applicationId } = claimed;
    const live = async () => {
      const candidate = await app.get(Candidates).load(org, candidateId);
      return candidate && liveAttempt(candidate.state, requisitionId)?.applicationId;
    };
    await eventually(async () => (await live()) === undefined, patienceMs);
    // A reinstatement takes the claim first, and here it died after that.
    const ended = await app.get(Applications).fresh(org, applicationId);
    const resume = {
      do: 'resume-attempt',
      requisitionId,
      applicationId,
      applicationSequence: ended.sequence + 1,
      displace: false,
    } as const;
    await app.get(Candidates).execute(candidateId, resume, cause('died'));
    expect(await live()).toBe(applicationId);

    const search = await service.open();
    const waits = await service.applied(search);
    await service.requisition(search, contracts.requisitionCancelled, { reason: 'budget', closeOn: later, owner: 'olga' });
    await service.until(waits.applicationId, ({ closing }) => closing?.reason === 'cancelled');
    // Nobody announces it any more.
    const sweep = () => app.get(Sweeps).load(org, sweepIdOf(search));
    await eventually(async () => (await sweep())?.state.status === 'waiting', patienceMs);
    await app.get(Applications).execute(waits.applicationId, { do: 'lift-closing' }, cause('lost'));
    await service.until(waits.applicationId, ({ closing }) => closing?.reason === 'cancelled');
    await eventually(async () => (await live()) === undefined, patienceMs);
    const causes = (await service.commits(waits.applicationId)).map(({ actor }: { actor: { id: string } }) => actor.id);
    expect(causes).toContain('reconcile:application-of-ended-search');
  } finally {
    await service.stop();
  }
}, 120_000);
