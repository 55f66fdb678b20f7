/** A service with its real module, deciders and reactions, on simulated ports; its events are handed on by the simulation. */
import type { Type } from '@nestjs/common';
import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import {
  type Clock,
  type Commit,
  type ConsumesExtras,
  type Delivery,
  Ports,
  Projector,
  type PublishedEvent,
  publishedEvents,
  type Randomness,
  ServicePorts,
} from '@rolecall/messaging';
import { CollectionVault, Vault } from '@rolecall/vault';
import { isObservable, lastValueFrom } from 'rxjs';
import { noBroker } from '../ports.js';
import { MemoryDatabase } from './memory-database.js';

class SimulatedTransport extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  listen = (callback: () => void): void => callback();
  close = (): void => undefined;
  on = (): void => undefined;
  unwrap = <T>(): T => undefined as T;

  /** The methods that consume a type, by their names. */
  handlersOf(type: string): { name: string; run: (delivery: Delivery) => Promise<unknown> }[] {
    return [...this.messageHandlers].flatMap(([pattern, callback]) => {
      const { handler } = callback.extras as Partial<ConsumesExtras>;
      return pattern === `${type} ${handler}` ? [{ name: String(handler), run: (delivery: Delivery) => settled(callback, delivery) }] : [];
    });
  }
}

async function settled(callback: MessageHandler, delivery: unknown): Promise<unknown> {
  const result: unknown = await callback(delivery as never, undefined as never);
  return isObservable(result) ? lastValueFrom(result, { defaultValue: undefined }) : result;
}

export class SimulatedService {
  /** How many commits have been published. */
  published = 0;
  private projected = 0;

  private constructor(
    readonly name: string,
    readonly app: NestFastifyApplication,
    private readonly transport: SimulatedTransport,
    private readonly database: MemoryDatabase,
    private readonly projector: Projector,
  ) {}

  static async start(name: string, AppModule: Type, clock: Clock, randomness: Randomness): Promise<SimulatedService> {
    const database = new MemoryDatabase(clock);
    const ports = new ServicePorts(name, database, noBroker, clock, randomness);
    const transport = new SimulatedTransport();
    const module = await Test.createTestingModule({ imports: [AppModule] })
      .overrideProvider(Ports)
      .useValue(ports)
      .overrideProvider(Server)
      .useValue(transport)
      .overrideProvider(Vault)
      .useValue(new CollectionVault(database, 'the hash key of a simulated service'))
      .compile();
    const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
    app.connectMicroservice({ strategy: transport }, { inheritAppConfig: false });
    await app.startAllMicroservices();
    await app.init();
    const onBroken = (stream: string, error: unknown) => {
      throw new Error(`${stream} cannot be folded: ${error}`);
    };
    return new SimulatedService(name, app, transport, database, new Projector(ports, { onBroken }));
  }

  /** Events of commits that are not published yet, commit by commit. */
  get unpublished(): boolean {
    return this.published < this.database.commits.length;
  }

  publishNext(): PublishedEvent[] {
    const commit = this.database.commits[this.published] as Commit;
    this.published += 1;
    return publishedEvents(commit, this.name, 1);
  }

  /** Brings the heads up to date. */
  async project(): Promise<void> {
    const waiting = this.database.commits.slice(this.projected);
    this.projected = this.database.commits.length;
    if (waiting.length > 0) await this.projector.handle(waiting);
  }

  /** Hands an event to the methods that consume it, as the real transport does. Throws what they throw. */
  async deliver({ id, type, data, sequence, at, stream, correlationId, org, service }: PublishedEvent): Promise<void> {
    for (const { name, run } of this.transport.handlersOf(type)) {
      const cause = { id: `${id}:${name}`, org, actor: { kind: 'service', id: service }, kind: 'delivery' } as const;
      await run({ event: { id, type, data: structuredClone(data), sequence, at, stream, correlationId } as never, cause });
    }
  }

  stop = (): Promise<void> => this.app.close();
}
