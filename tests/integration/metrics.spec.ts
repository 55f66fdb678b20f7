/** What a service tells of itself, on real Kafka and MongoDB, as whoever scrapes its operators’ port reads it. */
import { randomUUID } from 'node:crypto';
import { Controller, Module } from '@nestjs/common';
import { type Running, start } from '@rolecall/edge';
import { eventsOn } from '@rolecall/kernel';
import { Consumes, DeadLetterDesk, type Delivery, KafkaBroker, MessagingModule, toMessage } from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { z } from 'zod';
import { kafkaBrokers, mongoUrl } from '../servers.js';

const topic = `test.metrics-${randomUUID()}`;
const defineEvent = eventsOn({ topic, key: 'songId', service: 'test' });
const sung = defineEvent('song.sung.v1', 'A song was sung.', z.object({ songId: z.string(), what: z.string() }));

let stands = Promise.withResolvers<void>();
let mended = false;

@Controller()
class OnSongSung {
  @Consumes(sung)
  async hear({ event }: Delivery<typeof sung>): Promise<void> {
    if (event.data.what === 'slow') await stands.promise;
    if (event.data.what === 'broken' && !mended) throw new TypeError('a bug');
  }
}

const service = `hearer-${randomUUID().slice(0, 8)}`;
const group = `rolecall.${service}`;

@Module({ imports: [MessagingModule.forRoot({ service })], controllers: [OnSongSung] })
class Hearer {}

let running: Running;
let broker: KafkaBroker;
const openMetrics = { accept: 'application/openmetrics-text;version=1.0.0,text/plain;q=0.3' };
const scrape = async (headers = {}) => (await fetch(`${running.operatorUrl}/metrics`, { headers })).text();
/** Of the only series of a name, or of the one with these labels. */
const value = async (name: string, labels = '') => {
  const line = (await scrape()).split('\n').find((each) => each.startsWith(name) && each.includes(labels) && !each.startsWith('#'));
  return line === undefined ? undefined : Number(line.slice(line.lastIndexOf(' ')));
};
const isTold = (name: string, holds: (found: number) => boolean, labels?: string) =>
  eventually(async () => {
    const found = await value(name, labels);
    return found !== undefined && holds(found);
  }, 40_000);

let sequence = 0;
const traceId = 'a'.repeat(32);
const messageOf = (songId: string, what: string, type: string = sung.type) => {
  sequence += 1;
  return toMessage({
    ...{ id: randomUUID(), type, sequence, version: sequence, stream: `acme/song/${songId}`, org: 'acme', service: 'test', topic },
    ...{ at: new Date().toISOString(), correlationId: songId, causationId: 'test', key: songId, data: { songId, what } },
    traceparent: `00-${traceId}-${'b'.repeat(16)}-01`,
  });
};

beforeAll(async () => {
  Object.assign(process.env, { MONGO_URL: mongoUrl(service), KAFKA_BROKERS: kafkaBrokers() });
  const env = { AUTH_TOKEN_SECRET: 'a secret for tests that is long enough', PORT: '0', OPERATOR_PORT: '0', LOG_LEVEL: 'silent' };
  running = await start(Hearer, { service, env });
  broker = await KafkaBroker.open({ clientId: 'metrics-test', brokers: kafkaBrokers().split(','), log: () => undefined });
  await isTold('hiring_partitions_assigned', (partitions) => partitions === 12, group);
});
afterAll(async () => {
  await broker.close();
  await running.stop();
});

it('is told at the operators’ port, and refused at that of people', async () => {
  expect((await fetch(`${running.url}/metrics`)).status).toBe(404);
  expect((await fetch(`${running.url}/livez`)).status).toBe(200);
  expect((await fetch(`${running.operatorUrl}/metrics`)).status).toBe(200);
});

it('shows how far the service is behind while a handler stands still, and 0 when it has caught up', async () => {
  await isTold('hiring_consumer_lag_seconds', (seconds) => seconds === 0);
  await broker.send([messageOf('a', 'slow'), messageOf('a', 'behind it'), messageOf('b', 'free')]);
  await isTold('hiring_consumer_lag_messages', (messages) => messages === 2);
  await isTold('hiring_consumer_lag_seconds', (seconds) => seconds > 1);
  const before = (await value('hiring_consumer_lag_seconds')) as number;
  await isTold('hiring_consumer_lag_seconds', (seconds) => seconds > before + 1);
  expect(await value('hiring_keys_in_work')).toBe(1);
  stands.resolve();
  await isTold('hiring_consumer_lag_seconds', (seconds) => seconds === 0);
  await isTold('hiring_consumer_lag_messages', (messages) => messages === 0);
  expect(await value('hiring_consumer_rebalances_total')).toBeGreaterThan(0);
  stands = Promise.withResolvers();
});

it('leads from what a delivery took to the trace of its event', async () => {
  const [found] = (await scrape(openMetrics)).match(/^hiring_delivery_lag_seconds_bucket\{.*# \{.*$/m) ?? [];
  expect(found).toContain(`trace_id="${traceId}"`);
});

it('shows what is held for an operator, of the whole service, until it is released', async () => {
  expect(await value('hiring_held_keys')).toBe(0);
  await broker.send([messageOf('c', 'broken'), messageOf('c', 'behind it')]);
  await isTold('hiring_held_keys', (keys) => keys === 1, group);
  await isTold('hiring_dead_letters{', (letters) => letters === 2, group);
  expect(await value('hiring_held_oldest_seconds')).toBeGreaterThan(0);
  expect(await value('hiring_delivery_retries_total', 'why="fault"')).toBe(4);
  expect(await value('hiring_dead_letters_total')).toBe(1);
  mended = true;
  await running.app.get(DeadLetterDesk).release(topic, 'c', { kind: 'person', id: 'olga' });
  for (const name of ['hiring_held_keys', 'hiring_held_oldest_seconds', 'hiring_dead_letters{'])
    await isTold(name, (found) => found === 0, group);
});

it('counts what strangers and newer builds send under a few names', async () => {
  const strange = Array.from({ length: 100 }, (_, n) => messageOf(`s${n}`, 'x', `song.dreamt-${n}.v1`));
  const newer = Array.from({ length: 10 }, (_, n) => messageOf(`n${n}`, 'x', `song.sung.v${n + 2}`));
  const noise = Array.from({ length: 10 }, (_, n) => ({ topic, key: `noise-${n}`, value: 'no json', headers: { n: String(n) } }));
  await broker.send([...strange, ...newer, ...noise]);
  await isTold('hiring_deliveries_total', (ended) => ended === 100, 'type="unknown",end="ignored"');
  await isTold('hiring_deliveries_total', (ended) => ended === 10, 'type="newer",end="held"');
  await isTold('hiring_deliveries_total', (ended) => ended === 10, 'type="unreadable",end="dead"');
  const types = [...(await scrape()).matchAll(/^hiring_(?:deliver|unknown|dead_letters_total).*type="(.*?)"/gm)].map(([, type]) => type);
  expect([...new Set(types)].sort()).toEqual(['newer', sung.type, 'unknown', 'unreadable']);
});

it('shows the connections to the database, and how long operations waited for one', async () => {
  expect(await value('hiring_database_connections', 'state="idle"')).toBeGreaterThan(0);
  expect(await value('hiring_database_connections', 'state="waiting"')).toBe(0);
  expect(await value('hiring_database_wait_seconds_count')).toBeGreaterThan(10);
  expect(await value('hiring_follower_mark_age_seconds', 'relay')).toBeLessThan(30);
  expect(await value('hiring_deadlines_overdue_seconds')).toBe(0);
});
