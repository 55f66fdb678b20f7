/**
 * Tells the live connections of this process what changes. One change stream of the copies serves all of them, as long as there are any; who comes
 * back with the id of what it saw last reads on from there, at whatever process it arrives, until it has caught up with the rest.
 */
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { type CopyChange, type CopyChanges, FeedLost, nameOf, Ports } from '@rolecall/messaging';
import { Cards } from '../board/cards.js';
import { liveConfig } from '../config.js';
import { ApplicationCopies, LoopCopies, OfferCopies, RequisitionCopies } from '../copies.js';
import { tooManyConnections } from '../rejections.js';
import type { Connection } from './connection.js';
import { hears, heartbeat, type Listening, type ToldChange, toldOf } from './listening.js';

const heartbeatMs = 15_000;
const againMs = 500;

@Injectable()
export class Live implements BeforeApplicationShutdown {
  private readonly logger = new Logger('live');
  private readonly config = liveConfig();
  private readonly connections = new Set<Connection>();
  private readonly names: readonly string[];
  /** The stream for all, from the first connection on until the last is gone. */
  private stream: { readonly opened: Promise<void>; readonly over: AbortController; readonly ended: Promise<unknown> } | undefined;
  private place: string | undefined;

  constructor(
    private readonly ports: Ports,
    private readonly cards: Cards,
    applications: ApplicationCopies,
    loops: LoopCopies,
    offers: OfferCopies,
    requisitions: RequisitionCopies,
  ) {
    this.names = [applications, loops, offers, requisitions].map(({ name }) => name);
  }

  /** Throws `live/too-many-connections`. */
  admit({ org, person }: Listening): void {
    const { connectionsMax, ofPersonMax } = this.config;
    if (this.connections.size >= connectionsMax) throw tooManyConnections({ of: 'process', max: connectionsMax });
    const theirs = [...this.connections].filter(({ listening }) => listening.org === org && listening.person === person);
    if (theirs.length >= ofPersonMax) throw tooManyConnections({ of: 'person', max: ofPersonMax });
  }

  /** From now on, or on from what it saw last; it is told `reset` when that is too long ago. */
  async join(connection: Connection, lastId: string | undefined): Promise<void> {
    this.connections.add(connection);
    this.stream ??= this.begin();
    await this.stream.opened;
    if (lastId === undefined) connection.event('open', {}, this.place);
    else await this.catchUp(connection, lastId);
    await connection.caughtUp();
  }

  leave(connection: Connection): void {
    this.connections.delete(connection);
    if (this.connections.size > 0) return;
    this.stream?.over.abort();
    this.stream = undefined;
    this.place = undefined;
  }

  async beforeApplicationShutdown(): Promise<void> {
    const ended = this.stream?.ended;
    for (const connection of this.connections) connection.end();
    this.stream?.over.abort();
    await ended;
  }

  private begin() {
    const over = new AbortController();
    const opened = Promise.withResolvers<void>();
    const ended = Promise.all([this.follow(over.signal, opened.resolve), this.beat(over.signal)]);
    return { opened: opened.promise, over, ended };
  }

  /** What cannot be read now is read later, on from the same place: nothing is left out, or everybody is told that something was. */
  private async follow(signal: AbortSignal, opened: () => void): Promise<void> {
    while (!signal.aborted) {
      try {
        const changes = await this.ports.database.copyChanges(this.names, this.place);
        await this.tellAll(changes, signal, opened);
      } catch (error) {
        if (signal.aborted) return;
        this.logger.warn({ msg: 'the changes of copies cannot be read now, and will be', ...nameOf(error) });
        if (error instanceof FeedLost) this.forget();
        await this.ports.clock.sleep(againMs, signal);
      }
    }
  }

  private async tellAll(changes: CopyChanges, signal: AbortSignal, opened: () => void): Promise<void> {
    try {
      this.place = changes.place() ?? this.place;
      opened();
      for (let taken = await changes.take(); !signal.aborted; taken = await changes.take()) {
        for (const change of taken) await this.tell(change);
        this.place = changes.place() ?? this.place;
      }
    } finally {
      await changes.close();
    }
  }

  private forget(): void {
    this.place = undefined;
    for (const connection of this.connections) connection.event('reset', {});
  }

  private async tell(change: CopyChange): Promise<void> {
    const told = toldOf(change);
    const card = this.cardOf(told);
    for (const connection of this.connections) await connection.hear(change.token, () => this.tellOne(connection, told, card));
  }

  private async tellOne({ listening, event }: Connection, told: ToldChange, card: () => Promise<object | undefined>): Promise<void> {
    const heard = hears(listening, told);
    const shown = heard.card ? await card() : undefined;
    if (shown) event('card', shown, told.token);
    if (heard.tasks) event('tasks', {}, told.token);
  }

  /** Read when the first wants it, and once for all. */
  private cardOf({ org, applicationId }: ToldChange): () => Promise<object | undefined> {
    let read: Promise<object | undefined> | undefined;
    return () => {
      read ??= applicationId === undefined ? Promise.resolve(undefined) : this.cards.one(org, applicationId);
      return read;
    };
  }

  /** Up to what everybody else has heard meanwhile, which waits for its turn. */
  private async catchUp(connection: Connection, lastId: string): Promise<void> {
    let changes: CopyChanges | undefined;
    try {
      changes = await this.ports.database.copyChanges(this.names, lastId);
      connection.event('open', {}, lastId);
      for (let taken = await changes.take(); taken.length > 0 && connection.open; taken = await changes.take())
        for (const change of taken) {
          const told = toldOf(change);
          connection.seen = change.token;
          await this.tellOne(connection, told, this.cardOf(told));
        }
    } catch (error) {
      if (!(error instanceof FeedLost)) throw error;
      connection.event('reset', {}, this.place);
    } finally {
      await changes?.close();
    }
  }

  private async beat(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.ports.clock.sleep(heartbeatMs, signal);
      for (const connection of this.connections) connection.beat(heartbeat(this.place));
    }
  }
}
