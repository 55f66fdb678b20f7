/**
 * The four services' own modules in one process: stores, deciders, vaults, copies, relays, projectors, timers, consumers, on their own
 * databases. People's requests are calls of the controllers, without HTTP; what they wait for is seen when it is committed.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Running, start } from '@rolecall/edge';
import { Rejection } from '@rolecall/kernel';
import { Ports } from '@rolecall/messaging';
import { withDatabase } from '../deploy/local/mongo-url.ts';
import { serviceNames } from '../deploy/local/system.ts';
import { Direct } from './direct.ts';
import type { Answered, Desk } from './hire.ts';
import { hiresOn } from './hires.ts';
import { Hops } from './hops.ts';
import { recorded } from './recording.ts';
import { obey } from './side.ts';
import { Sightings } from './sightings.ts';
import { Stopwatch } from './stopwatch.ts';

const databaseOf = (service: string): string => `one_${service}`;
const secret = 'a secret of the bench, long enough';
const againMs = 10;

obey(async ({ mongoUrl, kafkaBrokers }) => {
  const running = new Map<string, Running>();
  const sightings = new Sightings();
  const stopwatch = new Stopwatch();
  const hops = new Hops(stopwatch);
  hops.watchConsumers();
  for (const service of serviceNames) {
    const places = {
      MONGO_URL: withDatabase(mongoUrl, databaseOf(service)),
      KAFKA_BROKERS: kafkaBrokers,
      PORT: '0',
      OPERATOR_PORT: '0',
      LOG_LEVEL: 'error',
    };
    Object.assign(process.env, places, { VAULT_HASH_KEY: secret, AUTH_TOKEN_SECRET: secret });
    const { AppModule } = await import(`../apps/${service}/dist/app.module.js`);
    const started = await start(AppModule, { service });
    hops.watchCommits(started.app.get(Ports).database, sightings);
    running.set(service, started);
  }
  const controllers = new Map([...running].map(([service, each]) => [service, new Direct(each)]));
  const desk: Desk = {
    ask: (person, service, path, body = {}) => stopwatch.time('request', () => untilThere(() => ask(person, service, path, body))),
    event: (type, key) => sightings.of(type, key),
  };
  const ask = async (person: string, service: string, path: string, body: object) =>
    (await controllers.get(service)?.post(person, path, body)) as Answered;
  const works = hiresOn(desk, async () => {
    await Promise.all([...running.values()].map((each) => each.stop()));
  });
  const record = () => recorded(mongoUrl, databaseOf, () => works.hire(() => undefined));
  return { ...works, record, durations: stopwatch.take };
});

/** What has not arrived yet is asked for again, as a client does that is told 503. */
async function untilThere<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Rejection) || error.kind !== 'unavailable') throw error;
      await sleep(againMs);
    }
  }
}
