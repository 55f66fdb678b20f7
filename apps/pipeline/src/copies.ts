/** The pipeline's copies, one store for each kind of stream, folded from every event of it. */
import { Injectable } from '@nestjs/common';
import { type Cause, CopyStore, Ports } from '@rolecall/messaging';
import { type ApplicationCopy, foldApplication } from './application/application.js';
import { type CandidateCopy, foldCandidate } from './candidate/candidate.js';
import { foldLoop, type LoopCopy } from './loop/loop.js';
import { foldOffer, type OfferCopy } from './offer/offer.js';
import { foldRequisition, type RequisitionCopy } from './requisition/requisition.js';
import type { ApplicationEvent, CandidateEvent, LoopEvent, OfferEvent, RequisitionEvent } from './streams.js';
import type { Waiting } from './waiting.js';

/** What queries find a copy by. Every one of them begins with the organization, so that none crosses into another. */
export interface Placed {
  readonly org: string;
  /** Organization and requisition, of what belongs to one. */
  readonly board?: string;
  /** For whom something waits in it, or did before its last event: who is to look again. */
  readonly concerns: readonly string[];
}

/** A copy as it stands in its collection. */
export interface Kept<T> {
  readonly _id: string;
  readonly sequence: number;
  readonly copy: T & Placed;
}

export const boardOf = (org: string, requisitionId: string): string => `${org}/${requisitionId}`;
export const copyId = (org: string, id: string): string => `${org}/${id}`;
export const idOf = ({ _id }: { readonly _id: string }): string => _id.slice(_id.indexOf('/') + 1);

const awaited = (copy: object | undefined): string[] =>
  ((copy as { readonly waiting?: readonly Waiting[] } | undefined)?.waiting ?? []).map(({ person }) => person);

export const batchMax = 1000;

type Indexes = readonly (readonly string[])[];
const byPerson = ['copy.org', 'copy.waiting.person'];
const ofBoard = ['copy.board', '_id'];

export abstract class Followed<T extends object, E> extends CopyStore<T & Placed> {
  protected constructor(
    name: string,
    ports: Ports,
    private readonly fold: (copy: T | undefined, event: E) => T,
    private readonly indexes: Indexes = [],
  ) {
    super(name, ports);
  }

  async onModuleInit(): Promise<void> {
    for (const fields of this.indexes) await this.documents.createIndex(Object.fromEntries(fields.map((field) => [field, 1])));
  }

  async follow(id: string, event: E & { readonly sequence: number }, { org }: Cause): Promise<void> {
    await this.keep(org, id, event.sequence, (copy) => {
      const folded = this.fold(copy, event);
      const { requisitionId } = folded as { readonly requisitionId?: string };
      const concerns = [...new Set([...awaited(copy), ...awaited(folded)])];
      return { ...folded, org, concerns, ...(requisitionId ? { board: boardOf(org, requisitionId) } : {}) };
    });
  }

  /** Those of one organization's board, or of its people: the conditions say which, and begin with `copy.org` or `copy.board`. */
  async found(where: Record<string, unknown>, sort: Record<string, 1>, limit: number): Promise<Kept<T>[]> {
    // In one answer, where it is not very much.
    return (await this.documents.find(where, { sort, limit, batchSize: Math.min(limit, batchMax) }).toArray()) as unknown as Kept<T>[];
  }

  async kept(org: string, id: string): Promise<Kept<T> | undefined> {
    const found = await this.documents.findOne({ _id: copyId(org, id), copy: { $exists: true } });
    return (found as unknown as Kept<T> | null) ?? undefined;
  }
}

@Injectable()
export class RequisitionCopies extends Followed<RequisitionCopy, RequisitionEvent> {
  constructor(ports: Ports) {
    super('requisition-copies', ports, foldRequisition, [byPerson]);
  }
}

@Injectable()
export class CandidateCopies extends Followed<CandidateCopy, CandidateEvent> {
  constructor(ports: Ports) {
    super('candidate-copies', ports, foldCandidate);
  }
}

@Injectable()
export class ApplicationCopies extends Followed<ApplicationCopy, ApplicationEvent> {
  constructor(ports: Ports) {
    const columns = ['copy.board', 'copy.column'];
    super('application-copies', ports, foldApplication, [
      [...columns, 'copy.receivedAt', '_id'],
      [...columns, 'copy.since', '_id'],
      ofBoard,
      byPerson,
    ]);
  }
}

@Injectable()
export class LoopCopies extends Followed<LoopCopy, LoopEvent> {
  constructor(ports: Ports) {
    super('loop-copies', ports, foldLoop, [['copy.board', 'copy.applicationId'], ofBoard, byPerson]);
  }
}

@Injectable()
export class OfferCopies extends Followed<OfferCopy, OfferEvent> {
  constructor(ports: Ports) {
    super('offer-copies', ports, foldOffer, [['copy.board', 'copy.applicationId'], ofBoard, byPerson]);
  }
}
