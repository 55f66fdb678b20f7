/** Reads boards from the copies: what stands in a column, in an order that stays while it changes, with interviews and offers beside it. */
import { Injectable } from '@nestjs/common';
import { found } from '@rolecall/edge';
import type { ApplicationCopy } from '../application/application.js';
import { ApplicationCopies, batchMax, boardOf, idOf, type Kept, RequisitionCopies } from '../copies.js';
import { after, type Place, pageOf } from '../pages.js';
import type { Reader } from '../reader.js';
import type { RequisitionCopy } from '../requisition/requisition.js';
import { Awaited, awaitedMax } from './awaited.js';
import type { Card } from './card.js';
import { Cards } from './cards.js';
import { type Column, columnsOf } from './columns.js';
import { type Count, Counts, countedMax } from './counts.js';
import { filledBy, standing, unionOf, type Where } from './union.js';

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

export interface FilledColumn extends ColumnPage {
  readonly count: Count;
}

type Application = Kept<ApplicationCopy>;

/** The first of a column, one more than are shown, and how many there are. */
interface Part {
  readonly found: readonly Application[];
  readonly count: Promise<Count> | Count;
}

const fields = { received: 'copy.receivedAt', since: 'copy.since' } as const;
const [hourMs, dayMs] = [3_600_000, 86_400_000];

@Injectable()
export class Boards {
  constructor(
    private readonly requisitions: RequisitionCopies,
    private readonly applications: ApplicationCopies,
    private readonly awaited: Awaited,
    private readonly counts: Counts,
    private readonly cards: Cards,
  ) {}

  /** Throws `request/not-found`. */
  async requisition({ org }: Reader, id: string): Promise<Kept<RequisitionCopy>> {
    return found(await this.requisitions.kept(org, id));
  }

  columns = ({ copy }: Kept<RequisitionCopy>): Column[] => columnsOf(copy.stages, copy.stagesOfPlan);

  /** Several columns at once. */
  async fill(of: Kept<RequisitionCopy>, columns: readonly Column[], wanted: Wanted, reader: Reader): Promise<FilledColumn[]> {
    const where = whereOf(of, wanted, reader);
    const { waitingFor } = wanted;
    const parts = waitingFor
      ? partsOf(await this.awaited.of(where, reader.org, waitingFor), columns, wanted)
      : await this.asked(columns, where, wanted);
    const raw = parts.map(({ found: some }) => paged(some, wanted));
    const all = raw.flatMap(({ page }) => page);
    const [counts, cards] = await Promise.all([Promise.all(parts.map(({ count }) => count)), this.cards.of(of, all, reader.at)]);
    let from = 0;
    return raw.map(({ page, next }, place) => {
      from += page.length;
      return { count: counts[place] as Count, cards: cards.slice(from - page.length, from), next };
    });
  }

  /** One question for all of them. */
  private async asked(columns: readonly Column[], where: Where, { sort, limit }: Wanted): Promise<Part[]> {
    const parts = columns.map((column) => {
      const here = standing(where, column);
      return { where: here, ...(this.counts.isLarge(here) ? {} : { countMax: countedMax + 1 }) };
    });
    const union = unionOf(this.applications.name, parts, { [fields[sort]]: 1, _id: 1 }, limit + 1);
    const filled = filledBy((await this.applications.documents.aggregate(union, { batchSize: batchMax }).toArray()) as never, parts);
    return filled.map(({ found: some, few }, place) => ({ found: some, count: this.counts.of(parts[place]?.where ?? where, few) }));
  }

  async page(of: Kept<RequisitionCopy>, column: Column, wanted: Wanted, reader: Reader, place?: Place): Promise<ColumnPage> {
    const { page, next } = paged(await this.following(whereOf(of, wanted, reader), column, wanted, reader, place), wanted);
    return { cards: await this.cards.of(of, page, reader.at), next };
  }

  private async following(where: Where, column: Column, wanted: Wanted, { org }: Reader, place?: Place): Promise<readonly Application[]> {
    const { sort, limit, waitingFor } = wanted;
    if (waitingFor)
      return inOrder(await this.awaited.of(where, org, waitingFor), column, sort).filter((each) => !place || follows(each, sort, place));
    const from = standing(where, column);
    const these = place ? { $and: [from, after(fields[sort], place)] } : from;
    return this.applications.found(these, { [fields[sort]]: 1, _id: 1 }, limit + 1);
  }
}

/** What the filters of a request ask of the applications of a board. */
function whereOf(of: Kept<RequisitionCopy>, { source, olderThanDays }: Wanted, { at, org }: Reader): Where {
  // To the hour, so that what was counted for one request is known to the next.
  const before = olderThanDays && new Date(Math.floor((Date.parse(at) - olderThanDays * dayMs) / hourMs) * hourMs).toISOString();
  return {
    'copy.board': boardOf(org, idOf(of)),
    ...(source ? { 'copy.sources.0': source } : {}),
    ...(before ? { 'copy.since': { $lt: before } } : {}),
  };
}

const placeValue = ({ copy }: Application, sort: Wanted['sort']): string => (sort === 'since' ? copy.since : copy.receivedAt);

const follows = (application: Application, sort: Wanted['sort'], { value, id }: Place): boolean => {
  const own = placeValue(application, sort);
  return own > value || (own === value && application._id > id);
};

/** Those of a column, in the order of its pages. */
const inOrder = (all: readonly Application[], { holds }: Column, sort: Wanted['sort']): Application[] =>
  all
    .filter(({ copy }) => holds.includes(copy.column))
    .sort((one, other) => (follows(one, sort, { by: sort, value: placeValue(other, sort), id: other._id }) ? 1 : -1));

const partsOf = (all: readonly Application[], columns: readonly Column[], { sort, limit }: Wanted): Part[] =>
  columns.map((column) => {
    const here = inOrder(all, column, sort);
    return { found: here.slice(0, limit + 1), count: { value: here.length, exact: all.length < awaitedMax } };
  });

const paged = (some: readonly Application[], { sort, limit }: Wanted) =>
  pageOf(some, limit, (last) => ({ by: sort, value: placeValue(last, sort), id: last._id }));
