/**
 * How often a handler is tried, how long its message waits in between, when it is given up, and when a person is told. Case 56 of
 * reliability.md. The time is the test's.
 */
import { defineRejection } from '@rolecall/kernel';
import { HandClock } from '../../../../tests/hand-clock.js';
import type { Log } from '../kafka/broker.js';
import type { PublishedEvent } from '../kafka/cloud-events.js';
import { type DeliveryContext, type DeliveryTuning, deliveryDefaults, Execution } from './execution.js';
import type { Handler } from './routing.js';

const notYet = defineRejection('execution/not-yet', 'unavailable', 'It has not arrived.', 'Wait.');
const never = defineRejection('execution/never', 'conflict', 'No.', 'Nothing.');
const outage = Object.assign(new Error('no primary'), { name: 'MongoServerSelectionError' });
const bug = new TypeError('a bug');
const event: PublishedEvent = {
  ...{ id: 'e1', type: 'story.told.v1', sequence: 1, version: 1, stream: 'acme/story/s', org: 'acme', at: '2026-03-02T09:00:00.000Z' },
  ...{ correlationId: 's', causationId: 'c', service: 'test', topic: 'test.story', key: 's', data: {} },
};

let fraction = 0.5;
let clock: HandClock;
const logged: { level: string; message: string; facts: Record<string, unknown> }[] = [];
const log: Log = (level, message, facts = {}) => void logged.push({ level, message, facts });
const waited: string[] = [];
const ends: string[] = [];
beforeEach(() => {
  [fraction, clock] = [0.5, new HandClock()];
  for (const list of [logged, waited, ends]) list.length = 0;
});

function executionOf(handlers: Record<string, () => Promise<unknown>>, tuning: Partial<DeliveryTuning> = {}): Execution {
  const context: DeliveryContext = {
    ...{ group: 'group', clock, log, tuning: { ...deliveryDefaults, ...tuning } },
    randomness: { id: () => 'id', fraction: () => fraction },
    onDelivery: ({ end }) => void ends.push(end),
    onWait: ({ why }) => void waited.push(why),
    onUnknownFields: () => undefined,
  };
  const all = Object.entries(handlers).map(([name, run]): Handler => ({ name, run, contract: { type: event.type } as never }));
  return new Execution(event, all, context);
}

/** Fails with these, one after the other, and then no more. */
function failing(...errors: unknown[]) {
  const run = async () => {
    run.times += 1;
    const error = errors.shift();
    if (error !== undefined) throw error;
  };
  run.times = 0;
  return run;
}
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

/** Attempts until the end, each when its time has come; the waits in between, and what failed for good. */
async function toTheEnd(execution: Execution): Promise<{ waits: number[]; failed: string[] }> {
  const waits: number[] = [];
  for (;;) {
    const outcome = await execution.attempt();
    if ('failures' in outcome) return { waits, failed: outcome.failures.map(({ handler, error }) => `${handler} ${error}`) };
    waits.push(outcome.again);
    await clock.pass(outcome.again);
  }
}

describe('a handler that fails', () => {
  it.each([
    [0, [50, 100, 200, 400]],
    [0.5, [75, 150, 300, 600]],
    [1, [100, 200, 400, 800]],
  ])('is tried five times and no more, twice as long after each, where chance says %s', async (drawn, waits) => {
    fraction = drawn;
    const run = failing(...times(9, bug));
    expect(await toTheEnd(executionOf({ 'On.hear': run }))).toEqual({ waits, failed: ['On.hear TypeError'] });
    expect(run.times).toBe(5);
    expect(logged.map(({ level, message, facts }) => [level, message, facts.attempt])).toEqual(
      [1, 2, 3, 4, 5].map((attempt) => ['warn', 'a handler failed', attempt]),
    );
    expect(waited).toEqual([]);
  });

  it('has its end when it works once, and is never tried again', async () => {
    const run = failing(...times(4, bug));
    expect(await toTheEnd(executionOf({ 'On.hear': run }))).toMatchObject({ failed: [] });
    expect([run.times, ends]).toEqual([5, ['done']]);
  });

  it('has its end when a rule says no', async () => {
    const run = failing(never());
    expect(await toTheEnd(executionOf({ 'On.hear': run }))).toEqual({ waits: [], failed: [] });
    expect([run.times, ends]).toEqual([1, ['refused']]);
  });

  it('keeps none of the others from their end, and takes no attempt of theirs', async () => {
    const [broken, weak, well] = [failing(...times(9, bug)), failing(...times(4, bug)), failing()];
    const { failed, waits } = await toTheEnd(executionOf({ 'A.hear': broken, 'B.hear': weak, 'C.hear': well }));
    expect([failed, waits.length]).toEqual([['A.hear TypeError'], 8]);
    expect([broken.times, weak.times, well.times, ends]).toEqual([5, 5, 1, ['done', 'done']]);
    // Each begins with the shortest wait.
    expect(waits[4]).toBe(waits[0]);
  });

  it('says where and of what class, and nothing of what the error said', async () => {
    const execution = executionOf({ 'On.hear': failing(...times(5, Object.assign(new TypeError('secret'), { code: 7 }))) });
    for (let n = 0; n < 4; n += 1) await execution.attempt();
    const { failures } = (await execution.attempt()) as { failures: object[] };
    expect(failures).toEqual([{ handler: 'On.hear', error: 'TypeError', code: '7', stack: expect.stringContaining('execution.spec') }]);
    expect(JSON.stringify([failures, logged])).not.toContain('secret');
  });
});

describe.each([
  ['an outage', outage, 'outage'],
  ['what has not arrived', notYet(), 'unavailable'],
])('%s', (_, error, why) => {
  it('counts no attempt, however long it lasts: afterwards a handler has all of its own', async () => {
    const run = failing(...times(200, error), ...times(4, bug), ...times(200, error), bug);
    expect(await toTheEnd(executionOf({ 'On.hear': run }))).toMatchObject({ failed: ['On.hear TypeError'] });
    expect(run.times).toBe(405);
    expect(new Set(waited)).toEqual(new Set([why]));
    expect(waited).toHaveLength(400);
  });

  it.each([0, 1])('is waited out twice as long each time, up to a quarter of a minute, where chance says %s', async (drawn) => {
    fraction = drawn;
    const { waits, failed } = await toTheEnd(executionOf({ 'On.hear': failing(...times(100, error)) }));
    const share = drawn === 0 ? 0.5 : 1;
    expect(waits.slice(0, 8)).toEqual([100, 200, 400, 800, 1600, 3200, 6400, 12_800].map((each) => each * share));
    expect(new Set(waits.slice(8))).toEqual(new Set([15_000 * share]));
    expect([failed, ends]).toEqual([[], ['done']]);
  });

  it('of one handler makes the next wait no longer', async () => {
    fraction = 1;
    const { waits } = await toTheEnd(executionOf({ 'A.hear': failing(error, error, error), 'B.hear': failing(error) }));
    expect([waits, logged.length]).toEqual([[100, 200, 400, 100], 2]);
  });

  it('is told when it begins, and as an error once when it has lasted longer than a minute', async () => {
    fraction = 1;
    const seen = () => logged.map(({ level, message, facts }) => [level, message, facts.why]);
    const execution = executionOf({ 'On.hear': failing(...times(100, error)) });
    await execution.attempt();
    expect(seen()).toEqual([['warn', 'a key waits', why]]);
    await clock.pass(60_000);
    await execution.attempt();
    expect(seen()).toHaveLength(1);
    await clock.pass(1);
    await toTheEnd(execution);
    expect(seen()).toEqual([
      ['warn', 'a key waits', why],
      ['error', 'a key waits', why],
    ]);
    expect(logged[1]?.facts).toMatchObject({ handler: 'On.hear', type: event.type, event: 'e1', waitedMs: 60_001 });
  });
});

describe('a handler that never returns', () => {
  const hanging = () => {
    const run = () => {
      run.times += 1;
      return new Promise(() => undefined);
    };
    run.times = 0;
    return run;
  };

  it('is given up after 30 seconds and not before, as an outage: it is tried again, for ever, and is not dead', async () => {
    const run = hanging();
    const execution = executionOf({ 'On.hear': run });
    for (let n = 1; n <= 20; n += 1) {
      let outcome: object | undefined;
      void execution.attempt().then((ended) => {
        outcome = ended;
      });
      await clock.pass(29_999);
      expect([n, outcome]).toEqual([n, undefined]);
      await clock.pass(1);
      expect([n, outcome]).toEqual([n, { again: expect.any(Number) }]);
    }
    expect([run.times, ends, new Set(waited)]).toEqual([20, [], new Set(['outage'])]);
    expect(logged[0]?.facts).toMatchObject({ why: 'outage', error: 'HandlerDeadline' });
  });

  it('changes nothing when it ends after all', async () => {
    const late = Promise.withResolvers<void>();
    const execution = executionOf({ 'On.hear': () => late.promise });
    const first = execution.attempt();
    await clock.pass(30_000);
    expect(await first).toEqual({ again: expect.any(Number) });
    late.reject(bug);
    await clock.pass(0);
    expect([logged.length, ends]).toEqual([1, []]);
  });

  it('is not what ends in time: of its deadline nothing is left', async () => {
    const execution = executionOf({ 'A.hear': failing(), 'B.hear': failing(outage) });
    await execution.attempt();
    expect(clock.waiting).toBe(0);
    await clock.pass(60_000);
    expect(logged.map(({ facts }) => facts.error)).toEqual(['MongoServerSelectionError']);
  });
});
