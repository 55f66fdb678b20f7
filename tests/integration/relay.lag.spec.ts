/** How far the relay and the projector are behind, as an operator sees it. */
import { Test } from '@nestjs/testing';
import { type Broker, BrokerUnavailable, type Database, MessagingModule, Ports } from '@rolecall/messaging';
import { metrics } from '@rolecall/telemetry';
import { eventually } from '@rolecall/testing';
import { instead, Relaying } from './relaying.js';

let relaying: Relaying;
let away = false;
let broker: Broker;
beforeEach(async () => {
  relaying = await Relaying.open();
  away = false;
  broker = instead(relaying.broker, 'send', async (messages) => {
    if (away) throw new BrokerUnavailable('away');
    await relaying.broker.send(messages);
  });
});
afterEach(() => relaying.close());

it('is 0 while nothing waits, and the age of the oldest that waits while Kafka is away', async () => {
  const relay = relaying.start('relay', relaying.ports({ broker }));
  await relaying.happens('a');
  await relaying.expectWhole();
  await eventually(async () => relay.lag() === 0);
  away = true;
  const since = performance.now();
  await relaying.happens('a');
  await eventually(async () => relay.lag() > 1.5);
  await relaying.happens('b', 5);
  expect(relay.lag()).toBeGreaterThan(1.5);
  expect(relay.lag()).toBeLessThan((performance.now() - since) / 1000 + 10);
  away = false;
  await relaying.expectWhole();
  await eventually(async () => relay.lag() === 0);
});

it('is told by the process that leads, also when it takes over what another has left waiting', async () => {
  away = true;
  const first = relaying.start('relay', relaying.ports({ broker }));
  await eventually(async () => (await relaying.mark())?.token);
  await relaying.happens('a');
  await eventually(async () => first.lag() > 2);
  await first.stop();
  expect(first.lag()).toBe(0);
  const second = relaying.start('relay', relaying.ports({ broker }));
  await eventually(async () => second.lag() > 2);
  const third = relaying.start('relay', relaying.ports({ broker }));
  await eventually(async () => second.lag() > 4);
  expect(Math.max(second.lag(), third.lag())).toBeGreaterThan(4);
  away = false;
  await relaying.expectWhole();
  await eventually(async () => second.lag() === 0 && third.lag() === 0);
});

it('grows while the commits cannot be read, for nobody knows what waits', async () => {
  let gone = false;
  const database: Database = instead(relaying.database, 'feed', async (token) => {
    if (gone) throw Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
    return relaying.database.feed(token);
  });
  gone = true;
  const relay = relaying.start('relay', relaying.ports({ database }));
  await eventually(async () => relay.lag() > 1);
  gone = false;
  await eventually(async () => relay.lag() === 0);
});

it('of a process that is cut off is 0 while another leads, and counts on when it led itself', async () => {
  let gone = false;
  const cutOff: Database = instead(relaying.database, 'lease', async (...asked) => {
    if (gone) throw Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
    return relaying.database.lease(...asked);
  });
  const leader = relaying.start('relay', relaying.ports({ database: cutOff }));
  await eventually(async () => (await relaying.mark())?.token);
  const standby = relaying.start('relay', relaying.ports({ database: instead(cutOff, 'lease', () => Promise.reject(new Error('gone'))) }));
  await eventually(async () => relaying.logged.length >= 3);
  expect([leader.lag(), standby.lag()]).toEqual([0, 0]);
  gone = true;
  // Until its lease has run out it leads, and reads.
  await eventually(async () => leader.lag() > 2, 20_000);
  expect(standby.lag()).toBe(0);
  gone = false;
  await eventually(async () => leader.lag() === 0);
});

it('of the projector is the age of the oldest commit that its head does not show', async () => {
  let held = true;
  const database: Database = instead(relaying.database, 'putHeads', async (heads) => {
    if (held) throw Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
    await relaying.database.putHeads(heads);
  });
  const projector = relaying.start('projector', relaying.ports({ database }));
  await eventually(async () => (await relaying.mark('projector'))?.token);
  await relaying.happens('a');
  await eventually(async () => projector.lag() > 1);
  held = false;
  await eventually(async () => projector.lag() === 0);
  expect((await relaying.database.head(`${relaying.org}/thing/a`))?.version).toBe(1);
});

it('is in the metrics, and grows from scrape to scrape though nothing moves', async () => {
  const module = Test.createTestingModule({ imports: [MessagingModule.forRoot({ service: 'test' })] });
  const service = await module.overrideProvider(Ports).useValue(relaying.ports({ broker })).compile();
  const told = async (name: string) => Number(new RegExp(`^${name} (.*)$`, 'm').exec((await metrics.exposition()).text)?.[1]);
  away = true;
  await service.init();
  await eventually(async () => (await relaying.mark())?.token && (await told('hiring_follower_leading_ratio{follower="relay"}')) === 1);
  await eventually(async () => (await told('hiring_relay_lag_seconds')) === 0);
  await relaying.happens('a');
  const before = await eventually(async () => (await told('hiring_relay_lag_seconds')) || undefined);
  await eventually(async () => (await told('hiring_relay_lag_seconds')) > before + 1);
  expect(await told('hiring_follower_pauses_total{follower="relay",why="outage"}')).toBeGreaterThan(0);
  await eventually(async () => (await told('hiring_projector_lag_seconds')) === 0);
  away = false;
  await eventually(async () => (await told('hiring_relay_lag_seconds')) === 0);
  await service.close();
});
