/** The four services as processes of their own, driven over HTTP as a user interface would. What people wait for is read from Kafka. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { issueToken } from '@rolecall/edge';
import { fromMessage, type IncomingMessage, KafkaBroker, systemRandomness } from '@rolecall/messaging';
import { type Answered, awaited, type Desk, org } from './hire.ts';
import { hiresOn } from './hires.ts';
import { obey } from './side.ts';
import { Sightings } from './sightings.ts';
import { Stopwatch } from './stopwatch.ts';

const againMs = 10;
const types: ReadonlySet<string | undefined> = new Set(awaited);

obey(async ({ kafkaBrokers, services = {}, secret = '' }) => {
  const stopwatch = new Stopwatch();
  const { sightings, stop } = await watched(kafkaBrokers);
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = (person: string) => {
    const known = tokens.get(person) ?? issueToken({ person, org, roles: [] }, secret);
    tokens.set(person, known);
    return known;
  };
  const ask = async (person: string, url: string, body: object): Promise<Answered> => {
    const headers = {
      authorization: `Bearer ${await tokenOf(person)}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    };
    for (;;) {
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
      const answered = await response.json();
      if (response.status < 300) return answered as Answered;
      if (response.status !== 503) throw new Error(`POST ${url}: ${response.status} ${JSON.stringify(answered)}`);
      await sleep(againMs);
    }
  };
  const desk: Desk = {
    ask: (person, service, path, body = {}) => stopwatch.time('request', () => ask(person, `${services[service]}${path}`, body)),
    event: (type, key) => sightings.of(type, key),
  };
  return { ...hiresOn(desk, stop), durations: stopwatch.take };
});

async function watched(kafkaBrokers: string): Promise<{ sightings: Sightings; stop: () => Promise<void> }> {
  const sightings = new Sightings();
  const broker = await KafkaBroker.open({ clientId: 'rolecall.bench', brokers: kafkaBrokers.split(','), log: () => undefined });
  const see = (message: IncomingMessage) => {
    if (!types.has(message.headers.ce_type) || message.headers.ce_org !== org) return;
    const { type, data } = fromMessage(message);
    sightings.saw(type, String(data.applicationId), data);
  };
  const begin = (message: IncomingMessage) => ({ attempt: async () => void see(message) as undefined });
  const group = `rolecall.bench.${systemRandomness.id()}`;
  const consumption = await broker.consume({ group, topics: ['hiring.application', 'hiring.requisition'], begin });
  await consumption.joined;
  return { sightings, stop: () => broker.close() };
}
