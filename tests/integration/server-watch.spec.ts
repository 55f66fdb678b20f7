/** What the watch over the servers costs them, on real ones: requests are counted on their way. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { KafkaLine, MongoDatabase, MongoLine, ServerWatch, systemClock } from '@rolecall/messaging';
import { metrics } from '@rolecall/telemetry';
import { eventually } from '@rolecall/testing';
import { withDatabase } from '../../deploy/local/mongo-url.ts';
import { kafkaBrokers, mongoUrl } from '../servers.js';

/** Each request is small and comes alone, so that what is read at once is one. */
class Counted {
  requests = 0;
  connections = 0;
  private readonly sockets: Socket[] = [];
  readonly server: Server;

  constructor(port: number) {
    this.server = createServer((client) => {
      this.connections += 1;
      const there = connect(port, '127.0.0.1');
      client.on('data', () => {
        this.requests += 1;
      });
      client.pipe(there).pipe(client);
      for (const end of [client, there]) end.on('error', () => undefined);
      this.sockets.push(client, there);
    }).listen(0, '127.0.0.1');
  }

  port = async (): Promise<number> => {
    if (!this.server.listening) await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  };

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }
}

const told = async (name: string) =>
  [...(await metrics.exposition()).text.matchAll(new RegExp(`^${name}(?:\\{server="(.*)"\\})? (.*)$`, 'gm'))].map(
    ([, server, value]) => [server, Number(value)] as const,
  );

it('asks each of them twice in ten seconds, over the connections that it has, and tells what it hears from the first look on', async () => {
  const mongo = mongoUrl('watched');
  // Of a database without anything in it MongoDB does not say on which disk it lies; that of a service has its collections.
  await (await MongoDatabase.open(mongo)).close();
  const real = new URL(mongo.replace('mongodb:', 'http:'));
  const [mongodb, kafka] = [new Counted(Number(real.port)), new Counted(Number(kafkaBrokers().split(':')[1]))];
  const url = withDatabase(`mongodb://127.0.0.1:${await mongodb.port()}/?directConnection=true`, real.pathname.slice(1));
  // Whatever address Kafka names, the client comes this way.
  const kafkaPort = await kafka.port();
  const socketFactory = ({ onConnect }: { onConnect: () => void }) => connect({ host: '127.0.0.1', port: kafkaPort }, onConnect);
  const watch = new ServerWatch(
    {
      mongodb: () => new MongoLine(url),
      kafka: () => new KafkaLine({ clientId: 'watch-test', brokers: kafkaBrokers().split(','), socketFactory }),
    },
    systemClock,
  );
  expect(await told('hiring_server_answering_ratio')).toEqual([]);
  watch.start();
  const each = async () =>
    (await told('hiring_database_disk_free_ratio')).length > 0 && (await told('hiring_server_answering_ratio')).length === 2;
  await eventually(each);
  expect((await told('hiring_server_answering_ratio')).toSorted()).toEqual([['kafka', 1], ['mongodb', 1]]); // biome-ignore format: a table
  expect(Math.abs((await told('hiring_clock_ahead_seconds'))[0]?.[1] as number)).toBeLessThan(1);
  const [, free = 0] = (await told('hiring_database_disk_free_ratio'))[0] ?? [];
  expect(free > 0 && free < 1).toBe(true);
  // The first look is over; of the next three, that of the driver of MongoDB may be one.
  const before = [mongodb, kafka].map(({ requests, connections }) => ({ requests, connections }));
  await systemClock.sleep(30_000);
  const [ofMongodb, ofKafka] = [mongodb, kafka].map((counted, n) => ({
    requests: counted.requests - (before[n]?.requests ?? 0),
    connections: counted.connections - (before[n]?.connections ?? 0),
  }));
  expect([ofMongodb?.connections, ofKafka?.connections]).toEqual([0, 0]);
  expect(ofMongodb?.requests).toBeGreaterThanOrEqual(4);
  expect(ofMongodb?.requests).toBeLessThanOrEqual(7);
  // kafkajs asks for the brokers once to know whom to ask, and once to answer.
  expect(ofKafka?.requests).toBeGreaterThanOrEqual(4);
  expect(ofKafka?.requests).toBeLessThanOrEqual(7);
  await watch.stop();
  expect(await told('hiring_server_answering_ratio')).toEqual([]);
  for (const counted of [mongodb, kafka]) counted.close();
}, 90_000);
