/**
 * Two services for tests of replays and of the verifier, on real Kafka and MongoDB: a teller, whose stories and notes are aggregates, and a
 * listener, which keeps copies of the stories and marks what it was told in an aggregate of its own.
 */
import { randomUUID } from 'node:crypto';
import { Controller, type INestMicroservice, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Decider, defineRejection, type EventOf, eventMaker, eventsOn } from '@rolecall/kernel';
import {
  AggregateStore,
  type Cause,
  type Clock,
  type Commit,
  Consumes,
  CopyStore,
  type DeadLetterDesk,
  type Delivery,
  groupOf,
  type Job,
  type JobOptions,
  Jobs,
  type JobWork,
  KafkaBroker,
  KafkaStrategy,
  MongoDatabase,
  Projector,
  Relay,
  type ReplayOf,
  replayJob,
  ServicePorts,
  streamOf,
} from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { z } from 'zod';
import { kafkaBrokers, mongoUrl } from '../servers.js';

export const org = 'acme';
export const olga = { kind: 'person', id: 'olga' } as const;
const run = randomUUID().slice(0, 8);
const waitMs = 50;
export const tellerName = 'teller';
export const listenerName = 'listener';
/** Notes come first when topics are read by their names, and rest on stories. */
export const [notesTopic, storiesTopic] = [`test.a-notes-${run}`, `test.b-stories-${run}`];

const ofStory = { storyId: z.string(), what: z.string() };
export const told = eventsOn({ topic: storiesTopic, key: 'storyId', service: tellerName })('story.told.v1', 'Told.', z.object(ofStory));
export const thought = eventsOn({ topic: null, key: 'storyId', service: tellerName })('story.thought.v1', 'Thought.', z.object(ofStory));
const noted = eventsOn({ topic: notesTopic, key: 'storyId', service: tellerName })('note.noted.v1', 'Noted.', z.object(ofStory));
const marked = eventsOn({ topic: null, key: 'storyId', service: listenerName })('mark.marked.v1', 'Marked.', z.object(ofStory));

const begun = eventsOn({ topic: null, key: 'storyId', service: tellerName })('deadline.begun.v1', 'Begun.', z.object(ofStory));

type TellerEvent = EventOf<typeof told | typeof noted | typeof thought | typeof begun>;
const tellerEvent = eventMaker<TellerEvent>();
const markEvent = eventMaker<EventOf<typeof marked>>();
type Say<Do extends string> = { do: Do; storyId: string; what: string };
type Said = { readonly said: readonly string[] };

function evolve({ said }: Said, { data }: { data: { what: string } }): Said {
  if (data.what === 'what nobody can fold') throw new TypeError('a bug');
  return { said: [...said, data.what] };
}
/** A story is first thought, which stays with the teller, and then told: what is told is no sequence without gaps. */
export const story: Decider<Said, Say<'tell'>, TellerEvent> = {
  ...{ aggregate: 'story', stateVersion: 1, initial: { said: [] }, evolve },
  decide: ({ storyId, what }) => [
    tellerEvent('story.thought.v1', { storyId, what: `(${what})` }),
    tellerEvent('story.told.v1', { storyId, what }),
  ],
};
const note: Decider<Said, Say<'note'>, TellerEvent> = {
  ...{ aggregate: 'note', stateVersion: 1, initial: { said: [] }, evolve },
  decide: ({ storyId, what }) => [tellerEvent('note.noted.v1', { storyId, what })],
};
/** Due when it says. */
const deadline: Decider<Said, Say<'begin'>, TellerEvent> = {
  ...{ aggregate: 'deadline', stateVersion: 1, initial: { said: [] }, evolve },
  decide: ({ storyId, what }) => [tellerEvent('deadline.begun.v1', { storyId, what })],
  due: ({ said: [at] }) => (at ? { at, command: { do: 'begin', storyId: 'due', what: 'due' } } : undefined),
};
const mark: Decider<Said, Say<'mark'>, EventOf<typeof marked>> = {
  ...{ aggregate: 'mark', stateVersion: 1, initial: { said: [] }, evolve },
  decide: ({ storyId, what }) => [markEvent('mark.marked.v1', { storyId, what })],
};
const storyUnknown = defineRejection('story/unknown', 'unavailable', 'The story has not arrived.', 'Wait.');

export interface StoryCopy {
  readonly said: readonly string[];
  readonly by?: string;
}
export const foldStory = (copy: StoryCopy | undefined, what: string): StoryCopy => ({ said: [...(copy?.said ?? []), what] });

class StoryCopies extends CopyStore<StoryCopy> {
  /** What a build makes of an event. */
  fold = foldStory;
}

const openPorts = async (service: string, url = mongoUrl('stories')) => {
  const broker = await KafkaBroker.open({ clientId: service, brokers: kafkaBrokers().split(','), log: () => undefined });
  return new ServicePorts(service, await MongoDatabase.open(url), broker);
};

type Store<Do extends string> = AggregateStore<Said, Say<Do>, TellerEvent>;

export class Teller {
  private readonly stories: Store<'tell'>;
  private readonly notes: Store<'note'>;
  private readonly deadlines: Store<'begin'>;

  private constructor(readonly ports: ServicePorts) {
    this.stories = new AggregateStore(story, ports);
    this.notes = new AggregateStore(note, ports);
    this.deadlines = new AggregateStore(deadline, ports);
  }

  static async open(): Promise<Teller> {
    const ports = await openPorts(tellerName);
    await ports.broker.ensureTopics([notesTopic, storiesTopic].map((name) => ({ name, partitions: 3 })));
    return new Teller(ports);
  }

  tell = (storyId: string, ...whats: string[]): Promise<void> => this.say(this.stories, 'tell', storyId, whats);
  note = (storyId: string, ...whats: string[]): Promise<void> => this.say(this.notes, 'note', storyId, whats);

  begin = (id: string, dueAt: string): Promise<void> => this.say(this.deadlines, 'begin', id, [dueAt]);

  /** Without a follower. */
  only = async (storyId: string, ...whats: string[]): Promise<void> => void (await this.commit(this.stories, 'tell', storyId, whats));

  /** As the relay does that has lost its mark. */
  async recover(): Promise<void> {
    const relay = new Relay(this.ports);
    for await (const commit of this.ports.database.allCommits()) await relay.recover([commit], 1);
    await relay.settle();
  }

  /** As relay and projector do. */
  async follow(stream: string, { published = true, projected = true } = {}): Promise<void> {
    const commits = await this.ports.database.commitsAfter(stream, 0);
    if (published) await this.publish(commits);
    if (projected) await new Projector(this.ports, { onBroken: () => undefined }).handle(commits);
  }

  /** Acknowledged, and written down as such. */
  private async publish(commits: readonly Commit[]): Promise<void> {
    const relay = new Relay(this.ports);
    await relay.handle(commits, 1);
    await relay.settle();
  }

  private async say<Do extends string>(store: Store<Do>, verb: Do, storyId: string, whats: string[]): Promise<void> {
    const before = await this.commit(store, verb, storyId, whats);
    const commits = await this.ports.database.commitsAfter(streamOf(org, store.decider.aggregate, storyId), before);
    await this.publish(commits);
    await new Projector(this.ports, { onBroken: () => undefined }).handle(commits);
  }

  /** The version before. */
  private async commit<Do extends string>(store: Store<Do>, verb: Do, storyId: string, whats: string[]): Promise<number> {
    const before = (await store.load(org, storyId))?.version ?? 0;
    for (const what of whats) await store.execute(storyId, { do: verb, storyId, what }, cause());
    return before;
  }

  /** As the real one is made for every service; it consumes nothing. `laterMs`: by a clock that is ahead. */
  async replaying(laterMs = 0): Promise<ReplayOf> {
    const strategy = new KafkaStrategy(this.ports, { partitions: 3, log: () => undefined });
    await strategy.listen(() => undefined);
    return replayOf(later(this.ports, laterMs), strategy);
  }

  close = () => closed(this.ports);
}

const cause = (): Cause => ({ id: randomUUID(), org, actor: olga, kind: 'request' });
const closed = async ({ broker, database }: ServicePorts): Promise<void> => {
  await broker.close();
  await database.close();
};

export class Listener {
  /** Called before a handler does its work; what it throws, the handler throws. */
  before: (what: string) => Promise<void> = async () => undefined;
  private app: INestMicroservice | undefined;
  private readonly strategy: KafkaStrategy;

  private constructor(
    readonly ports: ServicePorts,
    readonly copies: StoryCopies,
    public marks: AggregateStore<Said, Say<'mark'>, EventOf<typeof marked>>,
  ) {
    const delivering = { retryBaseMs: 5, retryMaxMs: 50 };
    this.strategy = new KafkaStrategy(ports, { partitions: 3, delivering, log: () => undefined, onWait: () => undefined });
  }

  static async open(): Promise<Listener> {
    const ports = await openPorts(listenerName);
    const listener = new Listener(ports, new StoryCopies('story-copies', ports), new AggregateStore(mark, ports));
    listener.app = await NestFactory.createMicroservice(moduleOf(listener), { strategy: listener.strategy, logger: false });
    await listener.app.listen();
    await listener.strategy.joined();
    return listener;
  }

  /** What it has done and kept is gone, as after the loss of its database; its process is another one. */
  async loseEverything(): Promise<void> {
    for (const name of ['commits', 'heads', 'story-copies']) await this.ports.database.collection(name).deleteMany({});
    this.marks = new AggregateStore(mark, this.ports);
  }

  replaying(ports: ServicePorts = this.ports): ReplayOf {
    return replayOf(ports, this.strategy);
  }

  get desk(): DeadLetterDesk {
    return this.strategy.desk;
  }

  said = async (storyId: string): Promise<readonly string[] | undefined> => (await this.copies.get(org, storyId))?.said;
  heard = (storyId: string, ...said: string[]): Promise<unknown> =>
    eventually(async () => (await this.said(storyId))?.join() === said.join(), 20_000);
  markedOf = async (storyId: string): Promise<readonly string[]> => (await this.marks.load(org, storyId))?.state.said ?? [];

  replay = (options = {}, begunBefore?: string): Promise<Job> => done(this.ports, replayJob(this.replaying()), options, begunBefore);

  async stopConsuming(): Promise<void> {
    await this.app?.close();
    this.app = undefined;
  }

  async close(): Promise<void> {
    await this.stopConsuming();
    await closed(this.ports);
  }
}

function replayOf(ports: ServicePorts, { table, deadLetters }: KafkaStrategy): ReplayOf {
  return { ports, group: groupOf(ports.service), handlers: () => table, deadLetters, log: () => undefined };
}

/** Of a process that reaches nothing any more once `die` was called: what it awaits never comes, and no lease of it is renewed. */
export function dying(ports: ServicePorts): { ports: ServicePorts; die: () => Promise<never> } {
  const never = new Promise<never>(() => undefined);
  let dead = false;
  const clock = { ...ports.clock, sleep: (ms: number, signal?: AbortSignal) => (dead ? never : ports.clock.sleep(ms, signal)) };
  const die = () => {
    dead = true;
    return never;
  };
  return { ports: Object.assign(Object.create(ports), { clock }), die };
}

/** Of a process whose clock is ahead, and which waits for little: what is planted for a second look to see stays. */
export function later(ports: ServicePorts, ms: number): ServicePorts {
  const sleep: Clock['sleep'] = (forMs, signal) => ports.clock.sleep(ms > 0 ? Math.min(forMs, waitMs) : forMs, signal);
  const clock = { ...ports.clock, sleep, now: () => new Date(Date.now() + ms).toISOString() };
  return Object.assign(Object.create(ports), { clock });
}

/** Those of a process that can do this work. */
export async function startJobs(ports: ServicePorts, work: JobWork): Promise<Jobs> {
  const jobs = await jobsOf(ports, work);
  jobs.start();
  return jobs;
}

async function jobsOf(ports: ServicePorts, work: JobWork): Promise<Jobs> {
  const jobs = new Jobs(ports, [work], { log: () => undefined });
  await jobs.prepare();
  return jobs;
}

/** Begins a job, or goes on with the one that is named, to its end. */
export async function done(ports: ServicePorts, work: JobWork, options: JobOptions, begunBefore?: string): Promise<Job> {
  const jobs = await jobsOf(ports, work);
  try {
    const id = begunBefore ?? (await jobs.begin(work.kind, options, olga)).id;
    // Started when there is something to find, it does not wait a second for its next look.
    jobs.start();
    return await ended(jobs, id);
  } finally {
    await jobs.stop();
  }
}

export const ended = (jobs: Jobs, id: string): Promise<Job> =>
  eventually(async () => {
    const job = await jobs.of(id);
    return job.status !== 'running' && job;
  }, 120_000);

function moduleOf(listener: Listener): Type {
  @Controller()
  class OnTold {
    @Consumes(told)
    async keep({ event, cause: { org: ofOrg } }: Delivery<typeof told>) {
      const { storyId, what } = event.data;
      await listener.before(what);
      await listener.copies.keep(ofOrg, storyId, event.sequence, (copy) => listener.copies.fold(copy, what));
    }
  }
  @Controller()
  class OnNoted {
    @Consumes(noted)
    async mark({ event, cause: because }: Delivery<typeof noted>) {
      const { storyId, what } = event.data;
      if (!(await listener.copies.get(because.org, storyId))) throw storyUnknown();
      return listener.marks.execute(storyId, { do: 'mark', storyId, what }, because);
    }
  }
  @Module({ controllers: [OnTold, OnNoted] })
  class Listening {}
  return Listening;
}
