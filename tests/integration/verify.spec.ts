/** The verifier on real Kafka and MongoDB: each planted fault is found and named, and a healthy service has none. */
import { randomUUID } from 'node:crypto';
import { type Commit, DeadDeadlines, DeadLetters, type Job, toMessage, Verifier, verifyJob } from '@rolecall/messaging';
import { metrics } from '@rolecall/telemetry';
import { eventually } from '@rolecall/testing';
import { done, dying, Listener, later, olga, org, startJobs, storiesTopic, Teller, told } from './storytelling.js';

const patienceMs = 180_000;
/** After that followers and timers are late. */
const soonMs = 10 * 60_000;

let teller: Teller;
let listener: Listener;
beforeAll(async () => {
  teller = await Teller.open();
  listener = await Listener.open();
}, patienceMs);
afterAll(async () => {
  await listener.close();
  await teller.close();
}, patienceMs);

const verify = async (options = {}, laterMs = soonMs): Promise<Job> =>
  done(teller.ports, verifyJob(await teller.replaying(laterMs)), { all: true, ...options });
const verifyListener = (options = {}): Promise<Job> =>
  done(listener.ports, verifyJob(listener.replaying()), { all: true, topics: true, ...options });
const collection = (name: string) => teller.ports.database.collection(name);
const streamOf = (id: string, aggregate = 'story') => `${org}/${aggregate}/${id}`;
const commitOf = (id: string, version: number) => `${streamOf(id)}/${String(version).padStart(9, '0')}`;

async function story(...whats: string[]): Promise<string> {
  const id = randomUUID();
  await teller.tell(id, ...whats);
  return id;
}

/** What was found of this stream, message or copy: `<invariant>: <what>`. Whatever else was planted stays where it is. */
const about = ({ findings }: Job, of: string) =>
  findings.filter((finding) => finding.includes(of)).map((finding) => finding.replace(/^(\w+): \S+: /, '$1: '));

it(
  'finds nothing in a healthy service, whatever it looks at and while it works',
  async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, () => story('once', 'upon', 'a', 'time')));
    for (const id of ids) await teller.note(id, 'noted');
    let running = true;
    const working = (async () => {
      for (; running; await teller.ports.clock.sleep(100)) for (const id of ids) await teller.tell(id, 'and then');
    })();
    for (const options of [{}, { topics: true }, { all: false, sample: 3 }]) {
      const job = await verify(options, 0);
      expect(job).toMatchObject({ status: 'done', findings: [] });
      expect(job.counts).not.toHaveProperty('mismatches');
    }
    const job = await verifyListener();
    running = false;
    await working;
    expect(job).toMatchObject({ status: 'done', findings: [] });
    expect(job.counts.messages).toBeGreaterThan(25);
  },
  patienceMs,
);

describe('a history', () => {
  it(
    'of which an event was edited',
    async () => {
      const id = await story('true', 'more');
      await collection('commits').updateOne({ _id: commitOf(id, 1) }, { $set: { 'events.1.data.what': 'false' } });
      const job = await verify({ topics: true });
      expect(about(job, streamOf(id))).toEqual(['head: the head says something else of said']);
      expect(job.findings).toContainEqual(
        expect.stringMatching(/^content: test\.b-stories.*: data of event .* is not what was committed$/),
      );
    },
    patienceMs,
  );

  it(
    'that lacks a commit, in the middle or at its end',
    async () => {
      const [middle, end] = [await story('a', 'b', 'c'), await story('a', 'b')];
      await collection('commits').deleteOne({ _id: commitOf(middle, 2) });
      await collection('commits').deleteOne({ _id: commitOf(end, 2) });
      const job = await verify({ topics: true });
      expect(about(job, `${streamOf(middle)}:`)).toEqual([
        `versions: in the place of version 2 stands ${commitOf(middle, 3)}`,
        'sequences: in the place of event 3 stands 5',
      ]);
      expect(about(job, `${streamOf(end)}:`)).toEqual([
        'published: published up to version 2, the history ends at 1',
        'head: the head stands at version 2, the history ends at 1',
      ]);
      const uncommitted = (id: string) => expect.stringMatching(new RegExp(`^uncommitted: .* of ${streamOf(id)} is not in its history$`));
      expect(job.findings).toEqual(expect.arrayContaining([uncommitted(middle), uncommitted(end)]));
    },
    patienceMs,
  );

  it(
    'that is gone, but for its head',
    async () => {
      const id = await story('a');
      await collection('commits').deleteOne({ _id: commitOf(id, 1) });
      expect(about(await verify(), streamOf(id))).toContain('head: the head stands at version 1, the history ends at 0');
    },
    patienceMs,
  );

  it(
    'whose version, event or time was changed by hand',
    async () => {
      const [version, sequence, time] = [await story('a', 'b'), await story('a', 'b'), await story('a', 'b')];
      const second = (await collection('commits').findOne({ _id: commitOf(version, 2) })) as unknown as Commit;
      await collection('commits').deleteOne({ _id: commitOf(version, 2) });
      await collection('commits').insertOne({ ...second, _id: commitOf(version, 3), version: 3 });
      await collection('commits').updateOne({ _id: commitOf(sequence, 2) }, { $set: { 'events.0.sequence': 7 } });
      await collection('commits').updateOne({ _id: commitOf(time, 2) }, { $set: { at: '2020-01-01T00:00:00.000Z' } });
      const job = await verify();
      expect(about(job, streamOf(version))).toContain(`versions: in the place of version 2 stands ${commitOf(version, 3)}`);
      expect(about(job, streamOf(sequence))).toContain('sequences: in the place of event 3 stands 7');
      expect(about(job, streamOf(time))).toContain('times: version 2 is earlier than the one before it');
    },
    patienceMs,
  );

  it(
    'that cannot be folded',
    async () => {
      const id = await story('a');
      await collection('commits').updateOne({ _id: commitOf(id, 1) }, { $set: { 'events.1.data.what': 'what nobody can fold' } });
      expect(about(await verify(), streamOf(id))).toEqual(['fold: its history cannot be folded']);
    },
    patienceMs,
  );
});

describe('what follows a history', () => {
  it(
    'a head that was changed, or counts otherwise, or is lost',
    async () => {
      const [changed, counted, lost] = [await story('a'), await story('a'), await story('a')];
      await collection('heads').updateOne({ _id: streamOf(changed) }, { $set: { 'state.said': ['b'] } });
      await collection('heads').updateOne({ _id: streamOf(counted) }, { $set: { sequence: 9 } });
      await collection('heads').deleteOne({ _id: streamOf(lost) });
      const job = await verify();
      expect(about(job, streamOf(changed))).toEqual(['head: the head says something else of said']);
      expect(about(job, streamOf(counted))).toEqual(['head: the head counts 9 events, the history 2']);
      expect(about(job, streamOf(lost))).toContain('head: the head stands at version 0 of 1, and a minute has gone');
    },
    patienceMs,
  );

  it(
    'events that nobody has published for a minute, and a head that lags for one',
    async () => {
      const id = randomUUID();
      await teller.only(id, 'a', 'b');
      expect(about(await verify({}, 0), streamOf(id))).toEqual([]);
      expect(about(await verify(), streamOf(id))).toEqual([
        'published: published up to version 0 of 2, and a minute has gone',
        'head: the head stands at version 0 of 2, and a minute has gone',
      ]);
      await teller.follow(streamOf(id));
      expect(about(await verify(), streamOf(id))).toEqual([]);
    },
    patienceMs,
  );

  it(
    'a deadline that nobody has carried out, unless an operator knows',
    async () => {
      const [late, givenUp, discarded, tomorrow] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
      const dueAt = new Date().toISOString();
      for (const id of [late, givenUp, discarded]) await teller.begin(id, dueAt);
      await teller.begin(tomorrow, new Date(Date.now() + 24 * 3600_000).toISOString());
      const dead = new DeadDeadlines(teller.ports.database);
      for (const id of [givenUp, discarded]) {
        const said = { command: 'begin', dueAt, at: dueAt, attempts: 5, error: 'TypeError' };
        await dead.put({ stream: streamOf(id, 'deadline'), ...said });
        if (id === discarded) await dead.discard({ stream: streamOf(id, 'deadline'), ...said });
      }
      const job = await verify();
      expect(about(job, streamOf(late, 'deadline'))).toEqual([`deadline: due ${dueAt}, and not carried out`]);
      expect(about(job, streamOf(givenUp, 'deadline'))).toEqual([]);
      expect(about(job, streamOf(discarded, 'deadline'))).toEqual([]);
      expect(about(job, streamOf(tomorrow, 'deadline'))).toEqual([]);
    },
    patienceMs,
  );
});

describe('a topic', () => {
  it(
    'that lacks an event, in the middle or at its end',
    async () => {
      const [middle, end] = [await story('a'), await story('a')];
      for (const id of [middle, end]) {
        await teller.only(id, 'b');
        await teller.follow(streamOf(id), { published: false });
        await collection('heads').updateOne({ _id: streamOf(id) }, { $set: { published: 2 } });
      }
      await teller.tell(middle, 'c');
      const job = await verify({ topics: true });
      expect(job.findings).toContainEqual(
        expect.stringMatching(new RegExp(`^order: ${storiesTopic}#.*: event 6 of ${streamOf(middle)} comes where 4 is not there yet$`)),
      );
      expect(about(job, `${streamOf(end)}:`)).toEqual(['missing: event 4 is marked as published, and its topic ends at 2']);
      // As the runbook says: what is no longer marked is published by a recovery.
      await collection('heads').updateOne({ _id: streamOf(end) }, { $set: { published: 1 } });
      await teller.recover();
      expect(about(await verify({ topics: true }), `${streamOf(end)}:`)).toEqual([]);
    },
    patienceMs,
  );

  it(
    'that holds what was never committed under this name, or in another form',
    async () => {
      const id = await story('a');
      const [, event] = ((await collection('commits').findOne({ _id: commitOf(id, 1) })) as unknown as Commit).events;
      const at = new Date().toISOString();
      const of = {
        type: told.type,
        version: 2,
        stream: streamOf(id),
        org,
        at,
        correlationId: id,
        service: 'teller',
        topic: storiesTopic,
        key: id,
      };
      const forged = { ...of, id: randomUUID(), sequence: 3, causationId: 'nobody', data: { storyId: id, what: 'forged' } };
      await teller.ports.broker.send([toMessage(forged), { ...toMessage(forged), value: 'no json' }]);
      const job = await verify({ topics: true });
      expect(job.findings).toContainEqual(expect.stringContaining(`event ${forged.id} of ${streamOf(id)} is not in its history`));
      expect(job.findings).toContainEqual(expect.stringMatching(/^content: .*: it cannot be read: no JSON$/));
      expect(event?.id).toBeDefined();
    },
    patienceMs,
  );
});

describe('a copy', () => {
  it(
    'that is lost, wrong, or beyond its topic',
    async () => {
      const ids = [await story('a', 'b'), await story('a', 'b'), await story('a', 'b'), await story('a', 'b')] as const;
      for (const id of ids) await listener.heard(id, 'a', 'b');
      const [lost, wrong, beyond, fine] = ids;
      const { documents } = listener.copies;
      await documents.deleteOne({ _id: `${org}/${lost}` });
      await documents.updateOne({ _id: `${org}/${wrong}` }, { $set: { 'copy.said': ['c'] } });
      await documents.updateOne({ _id: `${org}/${beyond}` }, { $set: { sequence: 9 } });
      const before = await documents.findOne({ _id: `${org}/${wrong}` });
      const marks = await listener.ports.database.collection('commits').countDocuments({});
      const job = await verifyListener();
      expect(about(job, lost)).toEqual(['copy: it is missing; its events end at 4']);
      expect(about(job, wrong)).toEqual(['copy: its events say something else of said']);
      expect(about(job, beyond)).toEqual(['copy: it stands at event 9, which its topic does not hold']);
      expect(about(job, fine)).toEqual([]);
      const { sequence, copy } = before as unknown as { sequence: number; copy: object };
      expect(await documents.findOne({ _id: `${org}/${wrong}` })).toMatchObject({ sequence, copy });
      expect(await listener.ports.database.collection('commits').countDocuments({})).toBe(marks);
      await listener.replay();
    },
    patienceMs,
  );

  it(
    'that lags behind its topic, unless a dead letter holds its key',
    async () => {
      const [late, held] = [await story('a', 'b'), await story('a', 'b')];
      for (const id of [late, held]) {
        await listener.heard(id, 'a', 'b');
        await listener.copies.documents.updateOne({ _id: `${org}/${id}` }, { $set: { sequence: 2, 'copy.said': ['a'] } });
      }
      const { database, clock } = listener.ports;
      const key = { group: 'rolecall.listener', topic: storiesTopic, key: held };
      const message = { topic: storiesTopic, partition: 0, offset: '0', key: held, value: null, headers: {} };
      await new DeadLetters(database).put({ group: key.group, message, reason: 'handler failed', at: clock.now() }, key);
      const job = await verifyListener();
      expect(about(job, late)).toEqual(['copy: it stands at event 2, its events end at 4']);
      expect(about(job, held)).toEqual([]);
    },
    patienceMs,
  );
});

it(
  'a group that stands where its topic holds nothing',
  async () => {
    const work = verifyJob(listener.replaying());
    await listener.stopConsuming();
    await listener.ports.broker.setPlaces('rolecall.listener', [{ topic: storiesTopic, partition: 1, offset: '99999' }]);
    const job = await done(listener.ports, work, { sample: 1 });
    expect(about(job, `rolecall.listener ${storiesTopic}#1`)).toEqual([
      expect.stringContaining('the group stands at 99999, beyond the end'),
    ]);
  },
  patienceMs,
);

it(
  'tells what it finds in the background by its metric and its log',
  async () => {
    const logged: unknown[] = [];
    const verifier = new Verifier({
      ...(await teller.replaying(soonMs)),
      log: (level, message, facts) => void logged.push([level, message, facts]),
    });
    const counted = async () => (await metrics.verifyMismatchesTotal.get()).values.reduce((sum, { value }) => sum + value, 0);
    const before = await counted();
    // A sample: sooner or later a faulty stream is in it.
    await eventually(async () => {
      await verifier.look();
      return (await counted()) > before;
    }, 60_000);
    expect(logged).toContainEqual(['error', 'the verifier found a mismatch', expect.objectContaining({ invariant: expect.any(String) })]);
  },
  patienceMs,
);

it(
  'goes on where another process was killed, and finds the same',
  async () => {
    const whole = await verify({ topics: true });
    const { ports, die } = dying(teller.ports);
    const real = verifyJob({ ...(await teller.replaying(soonMs)), ports: later(ports, soonMs) });
    // Within the reading of its topics: what was seen of them then is there already.
    let topicSteps = 0;
    const step: typeof real.step = async (from) => {
      const made = await real.step(from);
      if ((from.cursor as { phase?: string } | undefined)?.phase === 'topics') topicSteps += 1;
      return topicSteps === 2 ? die() : made;
    };
    const options = { all: true, topics: true };
    const { id } = await (await startJobs(ports, { ...real, step })).begin('verify', options, olga);
    await eventually(async () => topicSteps === 2, 60_000);
    const job = await done(teller.ports, verifyJob(await teller.replaying(soonMs)), options, id);
    expect(new Set(job.findings)).toEqual(new Set(whole.findings));
  },
  patienceMs,
);
