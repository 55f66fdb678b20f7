/** What an older version says is said in the newest, whatever lies between; and versions follow each other in one place. */
import { z } from 'zod';
import { contractOf, eventsOn, inNewestVersion, isSuperseded, newestOf, upcast, versionsOf } from './index.js';

const gates = { topic: 'test.gate', key: 'gateId', service: 'test' };
const defineEvent = eventsOn(gates);
const first = defineEvent('gate.moved.v1', 'It moved.', z.object({ gateId: z.string(), open: z.boolean() }));
const second = defineEvent('gate.moved.v2', 'It moved to.', z.object({ gateId: z.string(), to: z.enum(['open', 'shut']) }), {
  supersedes: { event: first, upcast: ({ open, ...gate }) => ({ ...gate, to: open ? ('open' as const) : ('shut' as const) }) },
});
const third = defineEvent('gate.moved.v3', 'It moved so far.', z.object({ gateId: z.string(), percent: z.number() }), {
  supersedes: { event: second, upcast: ({ to, ...gate }) => ({ ...gate, percent: to === 'open' ? 100 : 0 }) },
});

it('tells an older version in the newest, step by step, and the newest as it is', () => {
  const told = { type: 'gate.moved.v3', data: { gateId: 'g', percent: 100 } };
  expect(inNewestVersion({ type: first.type, data: { gateId: 'g', open: true } })).toEqual(told);
  expect(inNewestVersion({ type: second.type, data: { gateId: 'g', to: 'open' } })).toEqual(told);
  expect(inNewestVersion(told)).toBe(told);
});

it('keeps all that stands beside the data, as the id of a committed event', () =>
  expect(inNewestVersion({ id: 'e1', sequence: 7, type: first.type, data: { gateId: 'g', open: false } })).toEqual({
    ...{ id: 'e1', sequence: 7, type: third.type },
    data: { gateId: 'g', percent: 0 },
  }));

it('stops at the version that is asked for, and goes no way back', () => {
  expect(upcast(second, first.type, { gateId: 'g', open: true })).toEqual({ gateId: 'g', to: 'open' });
  expect(() => upcast(second, third.type, { gateId: 'g', percent: 1 })).toThrow('gate.moved.v3 is no earlier version');
});

it('knows the line of a contract, and what is superseded', () => {
  expect(versionsOf(third).map(({ type }) => type)).toEqual(['gate.moved.v3', 'gate.moved.v2', 'gate.moved.v1']);
  expect([first, second, third].map(isSuperseded)).toEqual([true, true, false]);
});

it('does not know what a newer build has made, but where it belongs', () => {
  expect(inNewestVersion({ type: 'gate.moved.v4', data: {} })).toBeUndefined();
  expect(inNewestVersion({ type: 'gate.painted.v1', data: {} })).toBeUndefined();
  expect(newestOf('gate.moved.v4')).toMatchObject({ type: 'gate.moved.v3', topic: 'test.gate', key: 'gateId' });
  expect(contractOf('gate.moved.v4')).toBeUndefined();
});

it('takes a version only after the one before, in the same topic under the same key', () => {
  const shape = z.object({ gateId: z.string(), other: z.string() });
  const same = (data: object) => data as never;
  const after = (event: typeof first) => ({ supersedes: { event, upcast: same } });
  expect(() => defineEvent('gate.moved.v5', '', shape, after(first))).toThrow('has to supersede gate.moved.v4');
  expect(() => defineEvent('gate.moved.v5', '', shape)).toThrow('has to supersede gate.moved.v4');
  expect(() => defineEvent('gate.shut.v1', '', shape, after(first))).toThrow('it is the first version');
  const left = defineEvent('gate.left.v1', '', z.object({ gateId: z.string(), open: z.boolean() }));
  for (const other of [{ topic: 'test.door' }, { key: 'other' }])
    expect(() => eventsOn({ ...gates, ...other })('gate.left.v2', '', shape, { supersedes: { event: left, upcast: same } })).toThrow(
      'that is another event, under another name',
    );
});
