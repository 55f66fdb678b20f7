/** GET /v1/boards: a requisition by stage, with how many stand in each, the first of them, and the pages that follow. */
import { Controller, Get, Param, Query } from '@nestjs/common';
import { personId, sourceKind } from '@rolecall/contracts';
import { Caller, found, idParam } from '@rolecall/edge';
import { z } from 'zod';
import { cursorParam } from '../pages.js';
import { readerOf } from '../reader.js';
import { Boards } from './boards.js';
import type { Column } from './columns.js';

const columnId = z
  .string()
  .max(80)
  .regex(/^[a-z_]+(:[a-zA-Z0-9._-]+)?$/, 'is not the id of a column');
const filters = {
  source: sourceKind.optional(),
  waitingFor: personId.optional(),
  olderThanDays: z.coerce.number().int().min(1).max(3650).optional(),
  sort: z.enum(['received', 'since']).default('received'),
};
const boardQuery = z.strictObject({
  ...filters,
  limit: z.coerce.number().int().min(1).max(50).default(20),
  columns: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(columnId).min(1).max(30))
    .optional(),
});
const columnQuery = z
  .strictObject({
    ...filters,
    limit: z.coerce.number().int().min(1).max(100).default(50),
    cursor: cursorParam('received', 'since').optional(),
  })
  .refine(({ cursor, sort }) => cursor === undefined || cursor.by === sort, { message: 'is of another order', path: ['cursor'] });

const shown = ({ id, status, stage }: Column) => ({ id, status, ...(stage ? { stage } : {}) });

@Controller('boards')
export class BoardHttp {
  constructor(private readonly boards: Boards) {}

  /** `next` of a column goes on with its pages. A count that is not `exact` is some seconds old. */
  @Get(':requisitionId')
  async board(
    @Param('requisitionId', { schema: idParam }) id: string,
    @Query({ schema: boardQuery }) { columns: wanted, ...query }: z.output<typeof boardQuery>,
    @Caller() caller: Caller,
  ) {
    const reader = readerOf(caller);
    const requisition = await this.boards.requisition(reader, id);
    const columns = this.boards.columns(requisition).filter((column) => wanted?.includes(column.id) ?? true);
    const filled = await this.boards.fill(requisition, columns, query, reader);
    const { title, status, stages: _, team } = requisition.copy;
    return {
      requisition: { id, title, status, team, sequence: requisition.sequence },
      sort: query.sort,
      columns: columns.flatMap((column, place) => {
        const of = filled[place];
        return of && (!column.rare || of.count.value > 0) ? [{ ...shown(column), ...of }] : [];
      }),
    };
  }

  @Get(':requisitionId/columns/:column')
  async column(
    @Param('requisitionId', { schema: idParam }) id: string,
    @Param('column', { schema: columnId }) name: string,
    @Query({ schema: columnQuery }) { cursor, ...query }: z.output<typeof columnQuery>,
    @Caller() caller: Caller,
  ) {
    const reader = readerOf(caller);
    const requisition = await this.boards.requisition(reader, id);
    const column = found(this.boards.columns(requisition).find((each) => each.id === name));
    return { column: shown(column), ...(await this.boards.page(requisition, column, query, reader, cursor)) };
  }
}
