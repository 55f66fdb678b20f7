/** The timelines: one document for each event, under the event's own id, so that a repeat writes what stands there already. */
import { Injectable } from '@nestjs/common';
import { DeadLetterDesk, type Delivery, onlyChecks, Ports, upserting } from '@rolecall/messaging';
import { copyId } from '../copies.js';
import type { Place } from '../pages.js';
import { type Telling, tellingOf } from './telling.js';

export interface ToldEvent extends Telling {
  readonly _id: string;
  /** Organization and story. */
  readonly story: string;
  /** Orders the events of a story: its time, its stream, its place there. */
  readonly order: string;
}

/** Why a story stands still here: its key is held by a message that could not be handled. */
export interface Delay {
  readonly since: string;
}

const topics = ['hiring.application', 'hiring.requisition', 'hiring.candidate'];

const orderOf = ({ at, stream, sequence }: Telling): string => `${at} ${stream} ${String(sequence).padStart(9, '0')}`;

@Injectable()
export class Stories {
  private readonly told;

  constructor(
    ports: Ports,
    private readonly desk: DeadLetterDesk,
  ) {
    this.told = ports.database.collection('told-events');
  }

  async onModuleInit(): Promise<void> {
    await this.told.createIndex({ story: 1, order: 1 });
  }

  /** Words that were written by an earlier build are written anew by a replay. */
  async tell({ event, cause: { org } }: Delivery): Promise<void> {
    if (onlyChecks()) return;
    const telling = tellingOf(event);
    const document = { ...telling, story: copyId(org, event.correlationId), order: orderOf(telling) };
    await upserting(() => this.told.updateOne({ _id: copyId(org, event.id) }, { $set: document }, { upsert: true }));
  }

  /** Oldest first. */
  async page(org: string, id: string, limit: number, after: Place | undefined): Promise<ToldEvent[]> {
    const where = { story: copyId(org, id), ...(after ? { order: { $gt: after.value } } : {}) };
    return (await this.told.find(where, { sort: { order: 1 }, limit }).toArray()) as unknown as ToldEvent[];
  }

  async isKnown(org: string, id: string): Promise<boolean> {
    return (await this.told.findOne({ story: copyId(org, id) }, { projection: { _id: 1 } })) !== null;
  }

  /** Of the topics of this story only: its id is their key. */
  async delay(id: string): Promise<Delay | undefined> {
    const held = await this.desk.heldSince(topics, id);
    return held === undefined ? undefined : { since: held };
  }
}
