import { z } from 'zod';
import { actionsOf, type Decider, defineRejection, deriveId, type EventOf, eventMaker, eventsOn, given, hashId } from './index.js';

const defineEvent = eventsOn({ topic: 'test.door', key: 'doorId', service: 'test' });
const opened = defineEvent('door.opened.v1', 'The door stands open.', z.object({ doorId: z.string() }), { terminal: 'a test' });
const locked = defineRejection('door/locked', 'conflict', 'The door is locked.', 'Unlock it first.');

type DoorEvent = EventOf<typeof opened>;
type DoorCommand = { do: 'open'; key: boolean };
const event = eventMaker<DoorEvent>();

const door: Decider<{ open: boolean }, DoorCommand, DoorEvent> = {
  aggregate: 'door',
  stateVersion: 1,
  initial: { open: false },
  decide: ({ key }, state) => {
    if (state.open) return [];
    if (!key) throw locked({ doorId: 'd' });
    return [event('door.opened.v1', { doorId: 'd' })];
  },
  evolve: (state, { type }) => (type === 'door.opened.v1' ? { open: true } : state),
};

const openedEvent = event('door.opened.v1', { doorId: 'd' });

it('decides from the folded history', () => given(door).when({ do: 'open', key: true }).then(openedEvent));
it('answers a repeated command with nothing', () => given(door, openedEvent).when({ do: 'open', key: true }).thenNothing());
it('refuses by name and says where', () => given(door).when({ do: 'open', key: false }).thenRejected('door/locked', { doorId: 'd' }));

it('answers what a caller may do by asking the decider', () => {
  const context = { at: '2026-01-01T00:00:00.000Z', by: { kind: 'person', id: 'p' } } as const;
  expect(actionsOf(door, { open: () => ({ key: true }) }, { open: false }, context)).toEqual([{ command: 'open', allowed: true }]);
  expect(actionsOf(door, { open: () => ({ key: false }) }, { open: false }, context)).toEqual([
    { command: 'open', allowed: false, code: 'door/locked', sentence: 'The door is locked.', remedy: 'Unlock it first.' },
  ]);
});

it('lets what is no rejection through, for it is a bug', () => {
  const broken = { ...door, decide: () => { throw new TypeError('bug'); } }; // biome-ignore format: one line reads better
  expect(() => actionsOf(broken, { open: () => ({ key: true }) }, { open: false }, { at: '', by: { kind: 'timer', id: 't' } })).toThrow(
    TypeError,
  );
  expect(() => given(broken).when({ do: 'open', key: true }).thenRejected('door/locked')).toThrow(TypeError);
});

it('defines a name once and only with its key', () => {
  expect(() => defineEvent('door.opened.v1', '', z.object({ doorId: z.string() }))).toThrow('defined twice');
  expect(() => defineEvent('door.shut.v1', '', z.object({ other: z.string() }))).toThrow('does not carry doorId');
  expect(() => defineRejection('door/locked', 'conflict', '', '')).toThrow('defined twice');
});

it('derives ids that keep the time of their parent and differ by name', () => {
  const parent = '01932c07-209c-7a5e-9c3e-1d1f5f7a9b11';
  expect(deriveId(parent, 'loop')).toBe(deriveId(parent, 'loop'));
  expect(deriveId(parent, 'loop')).not.toBe(deriveId(parent, 'offer'));
  expect(deriveId(parent, 'loop').slice(0, 13)).toBe(parent.slice(0, 13));
  for (const id of [deriveId(parent, 'a'), hashId('key')]) expect(z.uuid().safeParse(id).success).toBe(true);
});
