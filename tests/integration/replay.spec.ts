/** Replays on real Kafka and MongoDB, while the service runs: what was lost or is wrong is rebuilt, and nobody sees an old state meanwhile. */
import { randomUUID } from 'node:crypto';
import { type DeadLetter, type JobWork, replayJob, republishJob } from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { Kafka } from 'kafkajs';
import { kafkaBrokers } from '../servers.js';
import { done, dying, foldStory, Listener, olga, org, type StoryCopy, startJobs, storiesTopic, Teller } from './storytelling.js';

/** Of each test: whole jobs run in it. */
const patienceMs = 180_000;
let teller: Teller;
let listener: Listener;
beforeAll(async () => {
  teller = await Teller.open();
  listener = await Listener.open();
});
afterEach(() => {
  listener.before = async () => undefined;
  listener.copies.fold = foldStory;
});
afterAll(async () => {
  await listener.close();
  await teller.close();
});

const idOf = (storyId: string) => `${org}/${storyId}`;
const copyOf = (storyId: string) => listener.copies.documents.findOne({ _id: idOf(storyId) });
const lose = (storyId: string) => listener.copies.documents.deleteOne({ _id: idOf(storyId) });
const spoil = (storyId: string, fields: Record<string, unknown> = { 'copy.said': ['what nobody said'] }) =>
  listener.copies.documents.updateOne({ _id: idOf(storyId) }, { $set: fields });
const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, n) => String(from + n));

async function story(...whats: string[]): Promise<string> {
  const storyId = randomUUID();
  await teller.tell(storyId, ...whats);
  await listener.heard(storyId, ...whats);
  return storyId;
}

it(
  'rebuilds copies that were lost, wrong, or stand at an event that was never told',
  async () => {
    const [lost, wrong, beyond] = [await story('once', 'upon'), await story('a', 'time'), await story('there', 'was')];
    await lose(lost);
    await spoil(wrong);
    await spoil(beyond, { sequence: 99 });
    const job = await listener.replay();
    expect(job).toMatchObject({ status: 'done', counts: { messages: 6, handed: 6 }, total: { messages: 6 }, findings: [] });
    expect([await listener.said(lost), await listener.said(wrong)]).toEqual([
      ['once', 'upon'],
      ['a', 'time'],
    ]);
    expect(await copyOf(beyond)).toMatchObject({ sequence: 4, copy: { said: ['there', 'was'] }, replayed: job.id });
    await teller.tell(beyond, 'more');
    await listener.heard(beyond, 'there', 'was', 'more');
  },
  patienceMs,
);

it(
  'readers never see an old state while it runs, nor a new event too late, and a new build’s fold reaches every copy',
  async () => {
    const ids = [await story(...numbers(30)), await story(...numbers(30)), await story(...numbers(30))];
    listener.copies.fold = (copy, what) => ({ ...foldStory(copy, what), by: 'the new build' });
    listener.before = () => listener.ports.clock.sleep(3);
    let running = true;
    const seen = new Map(ids.map((id) => [id, [] as StoryCopy[]]));
    const reading = (async () => {
      for (; running; await listener.ports.clock.sleep(5))
        for (const id of ids) seen.get(id)?.push((await listener.copies.get(org, id)) as StoryCopy);
    })();
    const telling = (async () => {
      for (let n = 30; n < 50; n += 1) for (const id of ids) await teller.tell(id, String(n));
    })();
    const job = await listener.replay();
    running = false;
    await Promise.all([reading, telling]);
    expect(job).toMatchObject({ status: 'done', findings: [] });
    for (const id of ids) {
      const lengths = seen.get(id)?.map(({ said }) => said.length) ?? [];
      expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
      await listener.heard(id, ...numbers(50));
      expect(await listener.copies.get(org, id)).toEqual({ said: numbers(50), by: 'the new build' });
    }
  },
  patienceMs,
);

it(
  'does nothing twice, and everything anew for a service that has lost what it did; what rests on a later topic is done in the next pass',
  async () => {
    const storyId = await story('told');
    await teller.note(storyId, 'first', 'second');
    await eventually(async () => (await listener.markedOf(storyId)).length === 2, 20_000);
    await listener.replay();
    expect(await listener.markedOf(storyId)).toEqual(['first', 'second']);
    await listener.loseEverything();
    const job = await listener.replay();
    expect(job).toMatchObject({ counts: { waiting: 0 }, findings: [] });
    expect(job.counts.again).toBeGreaterThan(0);
    expect(await listener.markedOf(storyId)).toEqual(['first', 'second']);
  },
  patienceMs,
);

it(
  'says what waits for something that never arrives, and ends',
  async () => {
    const nowhere = randomUUID();
    await teller.note(nowhere, 'of a story that nobody told');
    const job = await listener.replay();
    expect(job).toMatchObject({ status: 'done', counts: { waiting: 1 } });
    expect(job.findings).toEqual(['OnNoted mark of note noted v1: 1 rest on what has not arrived']);
    await teller.tell(nowhere, 'at last');
    await eventually(async () => (await listener.markedOf(nowhere)).length === 1, 30_000);
  },
  patienceMs,
);

it(
  'leaves out a key whose handler fails, with what follows for it, and rebuilds the others',
  async () => {
    const [failing, other] = [await story('good', 'poison', 'after'), await story('fine')];
    await spoil(other);
    listener.before = async (what) => {
      if (what === 'poison') throw new TypeError('a bug');
    };
    const job = await listener.replay();
    expect(job.findings).toEqual([expect.stringMatching(/story\.told\.v1: OnTold\.keep failed with TypeError; .* left out/)]);
    expect(job.counts).toMatchObject({ 'left out': 2 });
    expect(await listener.said(other)).toEqual(['fine']);
    expect(await copyOf(failing)).toMatchObject({ sequence: 6, copy: { said: ['good', 'poison', 'after'] } });
    expect(await copyOf(failing)).not.toHaveProperty('next');
  },
  patienceMs,
);

it(
  'goes on past a message that an operator has discarded, as its key did',
  async () => {
    listener.before = async (what) => {
      if (what === 'poison') throw new TypeError('a bug');
    };
    const storyId = randomUUID();
    await teller.tell(storyId, 'good', 'poison', 'after');
    const { desk } = listener;
    const [dead] = await eventually(async () => {
      const held = (await desk.heldKeys()).some(({ key, waiting }) => key === storyId && waiting === 2);
      return held && desk.waiting(storiesTopic, storyId);
    }, 60_000);
    await desk.discard(storyId, (dead as DeadLetter).message, { reason: 'poisoned', by: olga });
    await listener.heard(storyId, 'good', 'after');
    await spoil(storyId);
    const job = await listener.replay();
    expect(job).toMatchObject({ counts: { discarded: 1 } });
    expect(await listener.said(storyId)).toEqual(['good', 'after']);
  },
  patienceMs,
);

it(
  'makes up from an instant for what was missed, and rebuilds nothing',
  async () => {
    const [missed, wrong] = [await story('first'), await story('x')];
    await spoil(wrong);
    const from = new Date().toISOString();
    await teller.tell(missed, 'second');
    await listener.heard(missed, 'first', 'second');
    await spoil(missed, { sequence: 2, 'copy.said': ['first'] });
    const job = await listener.replay({ from });
    expect(job).toMatchObject({ counts: { messages: 1 }, total: { messages: 1 } });
    expect([await listener.said(missed), await listener.said(wrong)]).toEqual([['first', 'second'], ['what nobody said']]);
  },
  patienceMs,
);

describe('killed', () => {
  it(
    'after each of its first steps, before that was saved: another process goes on',
    async () => {
      const [lost, wrong] = [await story('once', 'upon'), await story('a', 'time')];
      await lose(lost);
      await spoil(wrong);
      let id: string | undefined;
      for (let killed = 0; killed < 4; killed += 1) {
        const { ports, die } = dying(listener.ports);
        const real = replayJob(listener.replaying(ports));
        // It saves one step and dies behind the next.
        let steps = 0;
        const step: JobWork['step'] = async (from) => {
          const made = await real.step(from);
          steps += 1;
          return steps === 2 ? die() : made;
        };
        const jobs = await startJobs(ports, { ...real, step });
        id ??= (await jobs.begin('replay', {}, olga)).id;
        await eventually(async () => steps === 2, 60_000);
      }
      const job = await listener.replay({}, id);
      expect(job).toMatchObject({ status: 'done', counts: job.total });
      expect([await listener.said(lost), await listener.said(wrong)]).toEqual([
        ['once', 'upon'],
        ['a', 'time'],
      ]);
    },
    patienceMs,
  );

  it(
    'in the middle of a batch: another process does the batch again, and what was folded is folded once',
    async () => {
      const whats = numbers(10).map((n) => `of this story ${n}`);
      const storyId = await story(...whats);
      await spoil(storyId);
      const { ports, die } = dying(listener.ports);
      let died = false;
      listener.before = async (what) => {
        if (what !== whats[7] || died) return;
        died = true;
        await die();
      };
      const { id } = await (await startJobs(ports, replayJob(listener.replaying(ports)))).begin('replay', {}, olga);
      await eventually(async () => died, 20_000);
      expect(await copyOf(storyId)).toMatchObject({ next: { copy: { said: whats.slice(0, 7) } } });
      await listener.replay({}, id);
      expect(await listener.said(storyId)).toEqual(whats);
    },
    patienceMs,
  );
});

it(
  'rebuilds from the owners’ histories when topics have lost their begin, also what is told since',
  async () => {
    const [lost, wrong] = [await story('once', 'upon'), await story('a', 'time')];
    await lose(lost);
    await spoil(wrong);
    const failing = await story('good', 'poison', 'after');
    const admin = new Kafka({ brokers: kafkaBrokers().split(',') }).admin();
    await admin.connect();
    const partitions = (await admin.fetchTopicOffsets(storiesTopic)).map(({ partition, high }) => ({ partition, offset: high }));
    await admin.deleteTopicRecords({ topic: storiesTopic, partitions });
    await expect(listener.replay()).rejects.toMatchObject({ code: 'operator/topics-cut' });

    const topic = `replay.${randomUUID()}`;
    const since = new Date(Date.now() - 1000).toISOString();
    await expect(listener.replay({ topic, since })).rejects.toMatchObject({ code: 'operator/no-such-topic' });
    const written = await done(teller.ports, republishJob(teller.ports), { topic });
    expect(written.counts.commits).toBe(written.total.commits);
    await teller.tell(wrong, 'more');
    await teller.tell(failing, 'more');
    await listener.heard(failing, 'good', 'poison', 'after', 'more');
    listener.before = async (what) => {
      if (what === 'poison') throw new TypeError('a bug');
    };
    const job = await listener.replay({ topic, since });
    expect(job.status).toBe('done');
    expect(await listener.said(failing)).toEqual(['good', 'poison', 'after', 'more']);
    expect(await listener.said(lost)).toEqual(['once', 'upon']);
    await listener.heard(wrong, 'a', 'time', 'more');
    expect(await admin.listTopics()).not.toContain(topic);
    await admin.disconnect();
  },
  patienceMs,
);
