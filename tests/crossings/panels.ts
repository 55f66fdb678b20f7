/** A panel that is being booked when the hold on its calendars runs out. Run by crossings.spec.ts. */
import type { Stand } from '../fault/round.ts';
import type { Json } from '../load/client.ts';
import { appointmentOf } from '../load/people.ts';
import { type Company, happened, type Outcome, type Someone, tried } from './company.ts';
import { row, times } from './row.ts';

export const panels = (stand: () => Stand): void => {
  row(stand, 'panel confirmed × hold expiring: the loop’s own order; scheduled first is confirmed, abandoned first released', (of) => {
    let people: Someone[];
    beforeAll(async () => {
      const requisitionId = await of().search(1);
      people = await Promise.all(Array.from({ length: 2 + times }, () => of().toBook(requisitionId)));
    });
    const interview = () => stand().cluster.services.interview[0] as Stand['cluster']['services']['interview'][number];

    it('confirmed, then the time of its hold passes: it stands', async () => {
      const someone = people[0] as Someone;
      expect(await schedule(of(), someone)).toContain('interview.round-scheduled.v1');
      await of().unheard(() => new Promise((resolve) => setTimeout(resolve, holdMs)));
      expect(await agreed(of(), someone)).toBe('scheduled');
    });

    it('held, and the process dies: the hold runs out and the time is free; asked again, the panel is booked', async () => {
      const someone = people[1] as Someone;
      const asked = schedule(of(), someone);
      await held(stand(), someone);
      await interview().kill();
      await interview().start();
      // The same request is sent again by its client; if the hold ran out before, it is too late for that booking.
      if (!happened(await asked)) expect(await schedule(of(), someone)).toContain('interview.round-scheduled.v1');
      expect(await agreed(of(), someone)).toBe('scheduled');
    });

    it('both in the same moment, several times: the process stands still until the hold has run out, and goes on', async () => {
      const crowd = people.slice(2);
      const asked = Promise.all(crowd.map((someone) => schedule(of(), someone)));
      await held(stand(), crowd[0] as Someone);
      interview().freeze();
      await new Promise((resolve) => setTimeout(resolve, 2 * holdMs));
      interview().thaw();
      const outcomes = await asked;
      for (const [n, someone] of crowd.entries())
        expect([await agreed(of(), someone), happened(outcomes[n] as Outcome)]).toEqual(
          happened(outcomes[n] as Outcome) ? ['scheduled', true] : ['needs_scheduling', false],
        );
    });
  });
};

/** As the system is told to. */
export const holdMs = 1500;

function schedule({ people }: Company, { story, round }: Someone): Promise<Outcome> {
  const { interviewer, local } = appointmentOf(story.index, people);
  const panel = [{ person: interviewer.id, role: 'lead' }];
  return tried(people.recruiter, 'interview', `${round}/schedule`, { local, zone: 'Europe/Berlin', panel });
}

/** Resolves as soon as a calendar is held for this person’s round; read past the service, which is about to be hurt. */
async function held({ histories }: Stand, { story }: Someone): Promise<void> {
  const commits = histories.database('interview').collection('commits');
  const where = { 'events.type': 'calendar.time-held.v1', 'events.data.applicationId': story.applicationId };
  const until = performance.now() + 30_000;
  while (!(await commits.findOne(where))) if (performance.now() > until) throw new Error('no calendar was held');
}

/** Waits until the loop and the calendar say the same: the time is taken by a scheduled round, or free for one that needs it. Gives which. */
async function agreed(company: Company, { story, round = '' }: Someone): Promise<string> {
  const { people } = company;
  const { interviewer } = appointmentOf(story.index, people);
  const loopId = round.split('/')[3];
  let status = '';
  await company.sees('interview', `/v1/calendars/${interviewer.id}`, ({ entries }) => {
    const [entry] = entries.filter((each: Json) => each.loopId === loopId);
    status = entry === undefined ? 'needs_scheduling' : entry.status === 'confirmed' ? 'scheduled' : '';
    return status !== '';
  });
  await company.sees('interview', `/v1/loops/${loopId}`, ({ rounds }) => rounds[0].status === status);
  return status;
}
