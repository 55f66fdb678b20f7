/** GET /v1/tasks: what waits for the person who asks, or for another one of the organization. */
import { Controller, Get, Query } from '@nestjs/common';
import { personId } from '@rolecall/contracts';
import { Caller } from '@rolecall/edge';
import { z } from 'zod';
import { ApplicationCopies, idOf, type Kept, LoopCopies, OfferCopies, RequisitionCopies } from '../copies.js';
import { cursorParam, pageOf } from '../pages.js';
import { readerOf } from '../reader.js';
import type { Waiting } from '../waiting.js';
import { type Awaiting, isAfter, tasksOf } from './task.js';

/** Of each kind of copy, for one person: what is beyond it shows when something before it is done. */
const copiesMax = 1000;

const tasksQuery = z.strictObject({
  person: personId.optional(),
  kind: z
    .string()
    .max(40)
    .regex(/^[a-z_]+$/, 'is not a kind of task')
    .optional(),
  overdue: z.enum(['true', 'false']).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: cursorParam('due').optional(),
});

interface About {
  readonly waiting: readonly Waiting[];
  readonly applicationId?: string;
  readonly candidateId?: string;
  readonly requisitionId?: string;
}

@Controller('tasks')
export class TasksHttp {
  constructor(
    private readonly requisitions: RequisitionCopies,
    private readonly applications: ApplicationCopies,
    private readonly loops: LoopCopies,
    private readonly offers: OfferCopies,
  ) {}

  /** What is due first comes first; what has no date comes last. */
  @Get()
  async tasks(@Query({ schema: tasksQuery }) query: z.output<typeof tasksQuery>, @Caller() caller: Caller) {
    const { org, person: reader, at } = readerOf(caller);
    const { person = reader, kind, overdue, limit, cursor } = query;
    const tasks = tasksOf(await this.awaiting(org, person), person, at).filter(
      ({ task, place }) =>
        (!kind || task.kind === kind) && (!overdue || task.overdue === (overdue === 'true')) && (!cursor || isAfter(place, cursor)),
    );
    const { page, next } = pageOf(tasks, limit, ({ place }) => place);
    return { person, items: page.map(({ task }) => task), next };
  }

  private async awaiting(org: string, person: string): Promise<Awaiting[]> {
    const stores = [
      [this.requisitions, 'requisitionId'],
      [this.applications, 'applicationId'],
      [this.loops, 'loopId'],
      [this.offers, 'offerId'],
    ] as const;
    const where = { 'copy.org': org, 'copy.waiting.person': person };
    const found = stores.map(async ([store, name]) =>
      (await store.found(where, { _id: 1 }, copiesMax)).map((kept) => awaitingOf(kept as Kept<About>, store.name, name)),
    );
    return (await Promise.all(found)).flat();
  }
}

function awaitingOf(kept: Kept<About>, store: string, name: string): Awaiting {
  const { waiting, applicationId, candidateId, requisitionId } = kept.copy;
  const ids = { requisitionId, candidateId, applicationId, [name]: idOf(kept) };
  const about = Object.fromEntries(Object.entries(ids).flatMap(([of, id]) => (id === undefined ? [] : [[of, id]])));
  return { place: `${store} ${idOf(kept)}`, about, waiting };
}
