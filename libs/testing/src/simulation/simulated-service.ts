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
  type Looked,
  Ports,
  Projector,
  type PublishedEvent,
  publishedEvents,
  type Randomness,
  Reconciler,
  ServicePorts,
} from '@rolecall/messaging';
import { CollectionVault, Vault } from '@rolecall/vault';
import { isObservable, lastValueFrom } from 'rxjs';
import { noBroker } from '../ports.js';
import { MemoryDatabase, Stroke } from './memory-database.js';

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

  consumes = (type: string): boolean => this.transport.handlersOf(type).length > 0;

  /** Hands an event to the methods that consume it, as the real transport does. Throws what they throw. */
  async deliver(event: PublishedEvent): Promise<void> {
    for (const handler of this.transport.handlersOf(event.type)) await handler.run(deliveryOf(event, handler.name));
  }

  /** As `deliver`, but after so many commits its handlers fail for good, and the message is discarded. What it kept as copies stays. */
  async deliverInVain(event: PublishedEvent, commits: number): Promise<void> {
    const handlers = this.transport.handlersOf(event.type).map(
      ({ name, run }) =>
        () =>
          run(deliveryOf(event, name)),
    );
    await this.dies(commits, ...handlers);
  }

  /** Does one thing after the other, until its process dies after so many commits of them all; what is not written by then never is. */
  dies(commits: number, ...works: readonly (() => Promise<unknown>)[]): Promise<void> {
    return this.database.struckAfter(commits, async () => {
      for (const work of works)
        await work().catch((error: unknown) => {
          if (!(error instanceof Stroke)) throw error;
        });
    });
  }

  /** One pass of every rule; what is found for the first time waits for the next. */
  reconcile = (): Promise<Looked> => this.app.get(Reconciler).pass();

  stop = (): Promise<void> => this.app.close();
}

function deliveryOf(
  { id, type, data, sequence, at, stream, correlationId, org, service, actor }: PublishedEvent,
  handler: string,
): Delivery {
  const emitter = { kind: 'service', id: service } as const;
  const event = { id, type, data: structuredClone(data), sequence, at, stream, correlationId, service, actor: actor ?? emitter };
  return { event: event as never, cause: { id: `${id}:${handler}`, org, actor: emitter, kind: 'delivery' } };
}
