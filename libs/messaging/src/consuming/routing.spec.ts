/** Where a message goes: to the handlers of its event whatever its version, past us, to the dead letters, or to wait for a newer build. */
import { type EventContract, eventsOn } from '@rolecall/kernel';
import { z } from 'zod';
import { toMessage } from '../kafka/cloud-events.js';
import { type Handler, HandlerTable } from './routing.js';

const defineEvent = eventsOn({ topic: 'test.bell', key: 'bellId', service: 'test' });
const first = defineEvent('bell.rung.v1', 'It rang.', z.object({ bellId: z.string(), times: z.number() }));
const second = defineEvent(
  'bell.rung.v2',
  'It rang so.',
  z.object({ bellId: z.string(), rings: z.array(z.object({ loud: z.boolean() })) }),
  {
    supersedes: {
      event: first,
      upcast: ({ times, ...bell }) => ({ ...bell, rings: new Array(times).fill({ loud: true }) }),
    },
  },
);

const handlerOf = (contract: object, name = 'OnBellRung.hear'): Handler => ({
  name,
  contract: contract as EventContract,
  run: () => Promise.resolve(),
});
const both = new HandlerTable([handlerOf(second)]);
const old = new HandlerTable([handlerOf(first)]);

const messageOf = (type: string, data: object) => ({
  ...toMessage({
    ...{ id: 'e1', type, sequence: 1, version: 1, stream: 'acme/bell/b', org: 'acme', at: '2026-03-02T09:00:00.000Z' },
    ...{ correlationId: 'b', causationId: 'c', service: 'test', topic: 'test.bell', key: 'b' },
    data: { bellId: 'b', ...data },
  }),
  ...{ partition: 0, offset: '0' },
});
const route = (table: HandlerTable, type: string, data: object) => {
  const { value, ...message } = messageOf(type, data);
  return table.route({ ...message, value: Buffer.from(String(value)) });
};

it('hands an older version to the handlers of the newest, in the newest, under its own id', () =>
  expect(route(both, first.type, { times: 2 })).toMatchObject({
    to: 'handlers',
    event: { id: 'e1', type: 'bell.rung.v2', data: { bellId: 'b', rings: [{ loud: true }, { loud: true }] } },
    handlers: [{ name: 'OnBellRung.hear' }],
    unknownFields: 0,
  }));

it('holds an older version to its own contract', () => {
  expect(route(both, first.type, { rings: [] })).toMatchObject({ to: 'dead letters', reason: 'contract', holds: true, type: first.type });
  expect(route(both, second.type, { rings: [{ loud: false }] })).toMatchObject({ to: 'handlers', event: { type: second.type } });
});

it('keeps a newer version for the build that knows it, which is the one that consumes it or a newer one', () => {
  expect(route(old, second.type, { rings: [] })).toEqual({ to: 'newer build', type: second.type });
  expect(route(both, 'bell.rung.v3', {})).toEqual({ to: 'newer build', type: 'bell.rung.v3' });
  expect([old.knows(first.type), old.knows(second.type), both.knows(first.type), both.knows(second.type)]).toEqual([
    true,
    false,
    true,
    true,
  ]);
  expect(route(both, 'bell.cast.v1', {})).toEqual({ to: 'nobody' });
});

it('leaves out and counts what a newer producer says besides, at every depth', () => {
  const rings = [{ loud: true, pitch: 'a' }, { loud: false }, { loud: true, pitch: 'c', at: 1 }];
  const more = { rings, tower: { name: 'north', steps: 100 } };
  const found = route(both, second.type, more);
  expect(found).toMatchObject({ to: 'handlers', unknownFields: 4 });
  expect(found.to === 'handlers' && found.event.data).toEqual({ bellId: 'b', rings: rings.map(({ loud }) => ({ loud })) });
  expect(route(both, first.type, { times: 1, constructor: 'x' })).toMatchObject({ to: 'handlers', unknownFields: 1 });
});

it('is a dead letter that holds its key when an older version cannot be told in the newest', () =>
  expect(route(both, first.type, { times: -1 })).toMatchObject({
    ...{ to: 'dead letters', reason: 'contract', holds: true },
    detail: 'cannot be told as bell.rung.v2',
  }));

it('takes no two handlers of one name, and none that know different versions of an event', () => {
  expect(() => new HandlerTable([handlerOf(first), handlerOf(first)])).toThrow('two handlers of bell.rung have the same name');
  expect(() => new HandlerTable([handlerOf(first), handlerOf(second, 'Another.hear')])).toThrow('know different versions');
});
