/**
 * A service that releases a held key and is killed in the middle (SIGKILL, by itself): at the second message, before or after its effect,
 * as the parent says. Run by released.spec.ts; its environment says where the servers are. Decorators are applied by hand, for Node strips
 * types and knows none.
 */
import { env, kill, pid, stdout } from 'node:process';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AggregateStore, Consumes, type Delivery, KafkaBroker, KafkaStrategy, MongoDatabase, ServicePorts } from '@rolecall/messaging';
import { thing, told } from './told.ts';

const { DIES = 'never', BROKEN, RELEASE, SERVICE = '', MONGO_URL = '', KAFKA_BROKERS = '' } = env;

const database = await MongoDatabase.open(MONGO_URL);
const broker = await KafkaBroker.open({ clientId: SERVICE, brokers: KAFKA_BROKERS.split(','), log: () => undefined });
const ports = new ServicePorts(SERVICE, database, broker);
const things = new AggregateStore(thing, ports);

class OnStoryTold {
  async hear({ event, cause }: Delivery<typeof told>): Promise<void> {
    const { storyId, what } = event.data;
    if (BROKEN) throw new TypeError('a bug');
    const isTheOne = what === '2';
    if (isTheOne && DIES === 'before') kill(pid, 'SIGKILL');
    await things.execute(storyId, { do: 'happen', thingId: storyId, notes: [what] }, cause);
    if (isTheOne && DIES === 'after') kill(pid, 'SIGKILL');
  }
}
const { prototype } = OnStoryTold;
Consumes(told)(prototype, 'hear', Object.getOwnPropertyDescriptor(prototype, 'hear') as never);
Controller()(OnStoryTold);
class Listeners {}
Module({ controllers: [OnStoryTold] })(Listeners);

const strategy = new KafkaStrategy(ports, {
  partitions: 1,
  consuming: { sessionTimeoutMs: 6000 },
  delivering: { attemptsMax: 1, claimMs: 1500 },
  onDelivery: () => undefined,
  onWait: () => undefined,
  log: () => undefined,
});
const app = await NestFactory.createMicroservice(Listeners, { strategy, logger: false });
await app.listen();
stdout.write('listens\n');
if (RELEASE) {
  const by = { kind: 'person', id: 'olga' } as const;
  const released = await strategy.desk.release(told.topic as string, RELEASE, by).catch(({ code }: { code?: string }) => ({ code }));
  stdout.write(`${JSON.stringify(released)}\n`);
}
