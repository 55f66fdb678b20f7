/** What a service does about a backlog: how fast it works it off, and how much memory it takes. Real messages, a real process. */
import { setTimeout as sleep } from 'node:timers/promises';
import { applicationReceived } from '@rolecall/contracts';
import { KafkaBroker, type OutgoingMessage, systemRandomness, toMessage } from '@rolecall/messaging';
import { mongo } from 'mongoose';
import { startSystem } from '../deploy/local/index.ts';
import { memoryMbOf } from './cpu.ts';
import { org } from './hire.ts';

const sentAtOnce = 2000;

export interface Backlog {
  readonly messages: number;
  readonly perSecond: number;
  readonly memoryMb: { readonly before: number; readonly peak: number } | undefined;
}

/** Applications come in while the offer service is away, which keeps a copy of each: a read and a write. */
export async function workOff(messages: number, say: (line: string) => void): Promise<Backlog> {
  const system = await startSystem({ services: ['offer'], say });
  try {
    const { offer } = system.services;
    await offer.kill('SIGTERM');
    await send(system.servers.kafkaBrokers, messages);
    await offer.start();
    const before = memoryMbOf(offer.pid)?.now;
    const client = await new mongo.MongoClient(system.servers.mongoUrl('rolecall_offer')).connect();
    const kept = () => client.db().collection('application-copies').estimatedDocumentCount();
    await offer.joined();
    const from = { at: performance.now(), kept: await kept() };
    while ((await kept()) < messages) await sleep(100);
    const seconds = (performance.now() - from.at) / 1000;
    await client.close();
    const peak = memoryMbOf(offer.pid)?.peak;
    const memoryMb = before === undefined || peak === undefined ? undefined : { before, peak };
    return { messages, perSecond: (messages - from.kept) / seconds, memoryMb };
  } finally {
    await system.stop();
  }
}

async function send(kafkaBrokers: string, count: number): Promise<void> {
  const broker = await KafkaBroker.open({ clientId: 'rolecall.bench', brokers: kafkaBrokers.split(','), log: () => undefined });
  for (let sent = 0; sent < count; sent += sentAtOnce)
    await broker.send(Array.from({ length: Math.min(sentAtOnce, count - sent) }, received));
  await broker.close();
}

function received(): OutgoingMessage {
  const [id, applicationId, candidateId, requisitionId] = Array.from({ length: 4 }, () => systemRandomness.id()) as [
    string,
    string,
    string,
    string,
  ];
  const at = new Date().toISOString();
  const pins = { role: 1, questions: 1, plan: 1, band: 1 };
  const data = { applicationId, candidateId, requisitionId, episode: 1, attempt: 1, pins, source: { kind: 'direct', at } };
  return toMessage({
    ...{ id, type: applicationReceived.type, sequence: 1, version: 1, stream: `${org}/application/${applicationId}`, org, at, data },
    ...{
      correlationId: applicationId,
      causationId: 'bench',
      service: 'screening',
      topic: applicationReceived.topic as string,
      key: applicationId,
    },
  });
}
