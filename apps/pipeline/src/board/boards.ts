/** Reads boards from the copies: what stands in a column, in an order that stays while it changes, with interviews and offers beside it. */
import { Injectable } from '@nestjs/common';
import { found } from '@rolecall/edge';
import type { ApplicationCopy } from '../application/application.js';
import { ApplicationCopies, boardOf, copyId, idOf, type Kept, LoopCopies, OfferCopies, RequisitionCopies } from '../copies.js';
import { after, type Place, pageOf } from '../pages.js';
import type { Reader } from '../reader.js';
import type { RequisitionCopy } from '../requisition/requisition.js';
import { type Card, cardOf } from './card.js';
import { type Column, columnsOf } from './columns.js';
import { type Count, Counts } from './counts.js';

export interface Wanted {
  readonly sort: 'received' | 'since';
  readonly source?: string;
  readonly waitingFor?: string;
  readonly olderThanDays?: number;
  readonly limit: number;
}

export interface ColumnPage {
  readonly cards: Card[];
  readonly next: string | null;
}

const fields = { received: 'copy.receivedAt', since: 'copy.since' } as const;
/** How many a person is found to be awaited by, in one board. */
const awaitedMax = 2000;
const dayMs = 86_400_000;

type Where = Record<string, unknown>;

@Injectable()
export class Boards {
  constructor(
    private readonly requisitions: RequisitionCopies,
    private readonly applications: ApplicationCopies,
    private readonly loops: LoopCopies,
    private readonly offers: OfferCopies,
    private readonly counts: Counts,
  ) {}

  /** Throws `request/not-found`. */
  async requisition({ org }: Reader, id: string): Promise<Kept<RequisitionCopy>> {
    return found(await this.requisitions.kept(org, id));
  }

  columns = ({ copy }: Kept<RequisitionCopy>): Column[] => columnsOf(copy.stages, copy.stagesOfPlan);

  /** What the filters of a request ask of the applications of a board. */
  async where(board: string, { source, waitingFor, olderThanDays }: Wanted, { at }: Reader): Promise<Where> {
    const before = olderThanDays && new Date(Date.parse(at) - olderThanDays * dayMs).toISOString();
    return {
      'copy.board': board,
      ...(source ? { 'copy.sources.0': source } : {}),
      ...(before ? { 'copy.since': { $lt: before } } : {}),
      ...(waitingFor ? { $or: [{ 'copy.waiting.person': waitingFor }, { _id: { $in: await this.awaiting(board, waitingFor) } }] } : {}),
    };
  }

  /** Applications whose interviews or offer wait for the person. */
  private async awaiting(board: string, person: string): Promise<string[]> {
    const of = board.slice(0, board.indexOf('/'));
    const where = { 'copy.org': of, 'copy.waiting.person': person, 'copy.board': board };
    const [loops, offers] = await Promise.all([
      this.loops.found(where, { _id: 1 }, awaitedMax),
      this.offers.found(where, { _id: 1 }, awaitedMax),
    ]);
    return [...loops, ...offers].map(({ copy }) => copyId(of, copy.applicationId));
  }

  count = (where: Where, column: Column): Promise<Count> => this.counts.of(standing(where, column));

  async page(
    requisition: Kept<RequisitionCopy>,
    column: Column,
    where: Where,
    wanted: Wanted,
    reader: Reader,
    place?: Place,
  ): Promise<ColumnPage> {
    const { sort, limit } = wanted;
    const field = fields[sort];
    const from = standing(where, column);
    const these = place ? { $and: [from, after(field, place)] } : from;
    const some = await this.applications.found(these, { [field]: 1, _id: 1 }, limit + 1);
    const { page, next } = pageOf(some, limit, ({ _id, copy }) => ({
      by: sort,
      value: sort === 'since' ? copy.since : copy.receivedAt,
      id: _id,
    }));
    return { cards: await this.dealt(requisition, page, reader), next };
  }

  /** With the interviews and the offer of each, in two questions for all of them. */
  private async dealt(of: Kept<RequisitionCopy>, page: readonly Kept<ApplicationCopy>[], { org, at }: Reader): Promise<Card[]> {
    if (page.length === 0) return [];
    const ids = page.map(idOf);
    const where = { 'copy.board': boardOf(org, idOf(of)), 'copy.applicationId': { $in: ids } };
    const everyMax = ids.length * 20;
    const [loops, offers] = await Promise.all([
      this.loops.found(where, { _id: 1 }, everyMax),
      this.offers.found(where, { _id: 1 }, everyMax),
    ]);
    const [loopOf, offerOf] = [latest(loops), latest(offers)];
    return page.map((application, place) => {
      const id = ids[place] as string;
      return cardOf({ application, loop: loopOf.get(id)?.copy, offer: offerOf.get(id), team: of.copy.team }, at);
    });
  }
}

const standing = (where: Where, { holds }: Column): Where => ({ ...where, 'copy.column': holds.length === 1 ? holds[0] : { $in: holds } });

/** Of each application the one of its last episode. */
function latest<T extends { readonly applicationId: string; readonly episode: number }>(all: readonly Kept<T>[]): Map<string, Kept<T>> {
  const byApplication = new Map<string, Kept<T>>();
  for (const kept of all) {
    const { applicationId, episode } = kept.copy;
    if ((byApplication.get(applicationId)?.copy.episode ?? 0) <= episode) byApplication.set(applicationId, kept);
  }
  return byApplication;
}
