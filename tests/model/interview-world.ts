/** The interview service alone on simulated ports: what the others say to it, and the people who book interviews. Each is an organization. */
import { deriveId } from '@rolecall/kernel';
import type { PublishedEvent } from '@rolecall/messaging';
import { pick, Simulation } from '@rolecall/testing';
import { AppModule } from '../../apps/interview/src/app.module.js';
import { type Calendar, calendarIdOf } from '../../apps/interview/src/calendar/calendar.js';
import { Calendars } from '../../apps/interview/src/calendar/calendars.js';
import { loopIdOf } from '../../apps/interview/src/loop/loop-ids.js';
import { Loops } from '../../apps/interview/src/loop/loops.js';
import { PanelHttp } from '../../apps/interview/src/loop/panel.http.js';
import { RoundsHttp } from '../../apps/interview/src/loop/rounds.http.js';
import { isTaken, type Loop, slotsOf } from '../../apps/interview/src/loop/state.js';
import { SomeWorld } from './some-world.js';

export const openInterviews = (): Promise<Simulation> => Simulation.of({ interview: AppModule });

const year = 2026;
export const people = ['lena', 'olaf', 'pia'] as const;
const round = { id: 'phone', name: 'Phone', durationMinutes: 60, panelSize: 1, questionGuide: [] };
const plan = { version: 1, stages: [{ id: 'screen', name: 'Screen', rounds: [{ ...round, competencies: [] }] }] };
const team = { hiringManager: 'hiro', recruiter: 'mara', coordinators: [], interviewers: [...people] };
const terms = { role: { title: 'Engineer' }, plan, team };

let worlds = 0;

export class InterviewWorld extends SomeWorld {
  readonly requisitionId: string;
  private readonly sequences = new Map<string, number>();

  constructor(simulation: Simulation, seed: number) {
    worlds += 1;
    super(simulation, `interviews-${worlds}`, seed, 5000 + worlds);
    this.requisitionId = this.ids.id();
  }

  /** A search that is on, and so many people who go to interviews. */
  static async open(simulation: Simulation, seed: number, applications = 1): Promise<InterviewWorld> {
    const world = new InterviewWorld(simulation, seed);
    world.say('requisition', 'requisition.opened.v1', world.requisitionId, { requisitionId: world.requisitionId, terms });
    for (let n = 0; n < applications; n += 1) world.applicationIds.push(world.ids.id());
    for (const id of world.applicationIds) world.advance(id);
    await world.settle();
    return world;
  }

  advance = (applicationId: string, episode = 1): void =>
    this.say('screening', 'application.advanced.v1', applicationId, {
      ...this.ofApplication(applicationId, episode),
      by: 'mara',
      planVersion: 1,
    });
  withdraw = (applicationId: string, episode = 1): void =>
    this.say('screening', 'application.withdrawn.v1', applicationId, {
      ...{ ...this.ofApplication(applicationId, episode), by: 'candidate', reason: 'pay' },
    });

  loop = (applicationId: string, episode = 1): Promise<Loop | undefined> => this.load(this.of(Loops), loopIdOf(applicationId, episode));
  calendar = (person: string): Promise<Calendar | undefined> => this.load(this.of(Calendars), calendarIdOf(person, year));

  /** The panel of a round at an hour of the day after tomorrow. */
  schedule = (applicationId: string, hour: number, ...panel: string[]) =>
    this.ask('mara', (caller) =>
      this.of(RoundsHttp).schedule(loopIdOf(applicationId, 1), 'phone', this.booking(hour, panel) as never, caller),
    );
  move = (applicationId: string, hour: number, ...panel: string[]) =>
    this.ask('mara', (caller) =>
      this.of(RoundsHttp).move(loopIdOf(applicationId, 1), 'phone', { ...this.booking(hour, panel), reason: 'other' } as never, caller),
    );
  cancel = (applicationId: string) =>
    this.ask('mara', (caller) => this.of(RoundsHttp).cancel(loopIdOf(applicationId, 1), 'phone', { reason: 'other' } as never, caller));
  decline = (applicationId: string, person: string) =>
    this.ask(person, (caller) => this.of(PanelHttp).respond(loopIdOf(applicationId, 1), 'phone', { answer: 'decline' } as never, caller));
  replace = (applicationId: string, person: string, replacement: string) =>
    this.ask('mara', (caller) => this.of(PanelHttp).replace(loopIdOf(applicationId, 1), 'phone', { person, replacement } as never, caller));

  /** A request whose process dies after so many commits. */
  dies = async (commits: number, work: () => Promise<unknown>): Promise<void> => {
    await this.simulation.services.get('interview')?.dies(commits, work);
  };

  /** Any of the things that people do. */
  async anything(): Promise<string> {
    const id = pick(this.applicationIds, this.choose);
    const [one, other] = [pick(people, this.choose), pick(people, this.choose)];
    const hour = 9 + Math.floor(this.choose() * 4);
    const panel = [...new Set([one, other])];
    const deeds = {
      schedule: () => this.schedule(id, hour, ...panel),
      move: () => this.move(id, hour, ...panel),
      cancel: () => this.cancel(id),
      decline: () => this.decline(id, one),
      replace: () => this.replace(id, one, other),
      ...(this.choose() > 0.9 ? { withdraw: async () => this.withdraw(id) } : {}),
    };
    const name = (this.choose() < 0.4 ? 'schedule' : pick(Object.keys(deeds), this.choose)) as keyof typeof deeds;
    const answered = await (deeds[name] as () => Promise<unknown>)();
    return `${name} ${id.slice(-4)} ${panel.join(' ')} at ${hour}: ${typeof answered === 'string' ? answered : 'done'}`;
  }

  /** One sentence for each time that a loop and a calendar do not agree about. */
  async disagreements(): Promise<string[]> {
    const broken: string[] = [];
    const loops = (await Promise.all(this.applicationIds.map((id) => this.loop(id)))).filter((loop) => loop !== undefined);
    for (const person of people) {
      const bookings = (await this.calendar(person))?.bookings ?? [];
      for (const { bookingId, loopId, status, startsAt } of bookings) {
        const loop = loops.find((each) => each.loopId === loopId);
        if (!loop || !isTaken(loop, bookingId, person)) broken.push(`${person}’s time at ${startsAt} is taken for nothing`);
        else if (status !== 'confirmed') broken.push(`${person}’s time at ${startsAt} is ${status}`);
      }
      const wanted = loops.flatMap(({ rounds }) => rounds.flatMap(slotsOf)).filter((slot) => slot.person === person && slot.taken);
      for (const { bookingId, startsAt } of wanted)
        if (!bookings.some((booking) => booking.bookingId === bookingId))
          broken.push(`${person} does not know of the round at ${startsAt}`);
    }
    return broken;
  }

  of<T>(type: new (...given: never[]) => T): T {
    return this.simulation.services.get('interview')?.app.get(type as never, { strict: false }) as T;
  }

  private ofApplication = (applicationId: string, episode: number) => ({
    ...{ applicationId, requisitionId: this.requisitionId, episode },
    candidateId: deriveId(applicationId, 'candidate'),
  });

  private booking(hour: number, panel: readonly string[]) {
    const local = `2026-03-04T${String(hour).padStart(2, '0')}:00`;
    return { local, zone: 'Europe/Berlin', panel: panel.map((person) => ({ person, role: 'member' })) };
  }

  private say(service: string, type: string, key: string, data: Record<string, unknown>): void {
    const sequence = (this.sequences.get(key) ?? 0) + 1;
    this.sequences.set(key, sequence);
    const topic = service === 'requisition' ? 'hiring.requisition' : 'hiring.application';
    const of = { org: this.org, at: this.simulation.clock.now(), correlationId: key, causationId: 'test' };
    const event = { id: this.ids.id(), type, sequence, version: sequence, data, stream: `${this.org}/${service}/${key}` };
    this.simulation.say({ ...event, ...of, service, topic, key } as PublishedEvent);
  }
}
