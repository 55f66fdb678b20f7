/** What the tests of every service share: the real app on real servers, people who call it, and other services' events. */
import { randomUUID } from 'node:crypto';
import type { Type } from '@nestjs/common';
import { issueToken, type Running, start } from '@rolecall/edge';
import { allEvents, type EventContract } from '@rolecall/kernel';
import {
  BrokerUnavailable,
  GroupInUse,
  groupOf,
  type IncomingMessage,
  KafkaBroker,
  type OutgoingMessage,
  toMessage,
} from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { kafkaBrokers, mongoUrl } from '../servers.js';

const secret = 'a secret for tests that is long enough';
export const org = 'acme';
const byTests = 'test';
/** Everybody else has none. */
const rolesOf: Readonly<Record<string, readonly string[]>> = { mara: ['recruiter'], olga: ['operator'] };
/** For what travels over Kafka, or rests on a deadline. */
export const patienceMs = 60_000;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever comes back.
  readonly json: any;
}

export interface Started {
  readonly running: Running;
  readonly broker: KafkaBroker;
}

/** On a database of its own. One at a time of each service, for two processes of one service share its consumer group. */
export async function startService(service: string, AppModule: Type, env: Record<string, string> = {}): Promise<Started> {
  Object.assign(process.env, { MONGO_URL: mongoUrl(service), VAULT_HASH_KEY: 'a key for tests that is long enough', ...env });
  const broker = await KafkaBroker.open({ clientId: `${service}-test`, brokers: kafkaBrokers().split(','), log: () => undefined });
  await beginAtTheEnds(broker, groupOf(service));
  const running = await start(AppModule, {
    service,
    env: { AUTH_TOKEN_SECRET: secret, PORT: '0', OPERATOR_PORT: '0', LOG_LEVEL: 'silent' },
  });
  return { running, broker };
}

/** Where an earlier file's service left the group is the place of another database: this one would not go on from it. */
async function beginAtTheEnds(broker: KafkaBroker, group: string): Promise<void> {
  const bounds = await broker.bounds(allEvents().flatMap(({ topic }) => topic ?? []));
  const ends = bounds.map(({ topic, partition, high }) => ({ topic, partition, offset: high }));
  const set = async () => {
    const refused = await broker.setPlaces(group, ends).catch((error: unknown) => error);
    // Whoever vanished without leaving counts as a member for a while; a coordinator takes its time on a busy machine.
    if (refused && !(refused instanceof GroupInUse || refused instanceof BrokerUnavailable)) throw refused;
    return !refused;
  };
  await eventually(set, patienceMs);
}

export class RealService {
  readonly running: Running;
  /** What services published on the topics that are watched; not what tests told. */
  readonly published: IncomingMessage[] = [];
  private readonly broker: KafkaBroker;
  private readonly tokens = new Map<string, Promise<string>>();
  private sequence = 0;

  protected constructor({ running, broker }: Started) {
    this.running = running;
    this.broker = broker;
  }

  async stop(): Promise<void> {
    await this.running.stop();
    await this.broker.close();
  }

  protected async watch(...topics: string[]): Promise<void> {
    const attempt = async () => undefined;
    const begin = (message: IncomingMessage) => {
      if (message.headers.ce_causationid !== byTests) this.published.push(message);
      return { attempt };
    };
    await this.broker.consume({ group: `watch-${randomUUID()}`, topics, begin });
  }

  /** A body that is a text is sent as plain text, every other as JSON. `org` among the headers is whose token it is. */
  async call(
    person: string,
    method: 'GET' | 'POST',
    path: string,
    body?: object | string,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const token = await this.tokenOf(person, headers.org);
    const text = typeof body === 'string';
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': text ? 'text/plain' : 'application/json' };
    const response = await fetch(`${this.running.url}/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...type, ...headers },
      body: text ? body : body && JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, json: await response.json() };
  }

  /** Signed once for everybody. */
  tokenOf(person: string, ofOrg = org): Promise<string> {
    const key = `${person} ${ofOrg}`;
    const token = this.tokens.get(key) ?? issueToken({ person, org: ofOrg, roles: rolesOf[person] ?? [] }, secret);
    this.tokens.set(key, token);
    return token;
  }

  /** An event of another service, as it stands on the topic; the message, to be sent again. */
  async tell(contract: EventContract, key: string, data: object, ofOrg = org): Promise<OutgoingMessage> {
    const message = this.messageOf(contract, key, data, ofOrg);
    await this.send(message);
    return message;
  }

  protected messageOf({ type, topic, service }: EventContract, key: string, data: object, ofOrg = org): OutgoingMessage {
    this.sequence += 1;
    const { sequence } = this;
    const story = { stream: `${ofOrg}/${type.split('.')[0]}/${key}`, correlationId: key, causationId: byTests, org: ofOrg, service };
    const facts = { id: randomUUID(), type, sequence, version: sequence, at: new Date().toISOString(), topic: topic ?? '', key };
    return toMessage({ ...facts, ...story, data: data as Record<string, unknown> });
  }

  /** A topic that has just been made may have no leader yet: as the relay does, until it is taken. */
  async send(message: OutgoingMessage): Promise<void> {
    const sent = () =>
      this.broker.send([message]).then(
        () => true,
        () => false,
      );
    await eventually(sent, patienceMs);
  }
}

/** Asked by path; by mara, who recruits, unless somebody else is named. */
export class AskedByMara extends RealService {
  get = (path: string, person = 'mara', headers?: Record<string, string>): Promise<Answer> =>
    this.call(person, 'GET', path, undefined, headers);
  post = (path: string, body: object | string = {}, person = 'mara', headers?: Record<string, string>): Promise<Answer> =>
    this.call(person, 'POST', path, body, headers);
}

/** An instant so many milliseconds from now. */
export const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();
