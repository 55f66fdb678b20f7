/** Reads applications: one, its history, and the list of a requisition in the order that people chose. */
import { Controller, Get, Param, Query } from '@nestjs/common';
import { Caller, historyOf, idParam, pageQuery } from '@rolecall/edge';
import { z } from 'zod';
import { ApplicationCommands } from './application-commands.js';
import { Applications } from './applications.js';
import { ApplicationList } from './list.js';
import { Presenter } from './presenter.js';

const live = ['received', 'in_review', 'interviewing', 'decision', 'offered', 'pre_hire', 'hired', 'started'] as const;
const statuses = z.enum([...live, 'rejected', 'withdrawn', 'closed']);
/** `reopenable`: whom the end of the search closed, and who may come back now that it is on again. */
export const listQuery = pageQuery.extend({
  requisitionId: z.uuid(),
  status: statuses.optional(),
  reopenable: z.literal('true').optional(),
});
export type ListQuery = z.output<typeof listQuery>;

@Controller('applications')
export class ApplicationQueries {
  constructor(
    private readonly commands: ApplicationCommands,
    private readonly applications: Applications,
    private readonly list: ApplicationList,
    private readonly presenter: Presenter,
  ) {}

  /** By time received, unless people chose otherwise for this requisition; `order` says which. */
  @Get()
  async page(@Query({ schema: listQuery }) query: ListQuery, @Caller() caller: Caller) {
    const { order, page, next } = await this.list.page(query, caller);
    const items = await Promise.all(page.map((loaded) => this.presenter.shown(loaded, caller)));
    return { order, items, next };
  }

  /** People on one screen: per requirement what was found, with the words of the résumé. */
  @Get('people')
  async people(@Query({ schema: listQuery }) query: ListQuery, @Caller() caller: Caller) {
    const { order, page, next } = await this.list.page(query, caller);
    const items = await Promise.all(
      page.map(async (loaded) => ({ ...(await this.presenter.shown(loaded, caller)), ...(await this.presenter.person(loaded, caller)) })),
    );
    return { order, items, next };
  }

  @Get(':id')
  async get(@Param('id', { schema: idParam }) id: string, @Caller() caller: Caller) {
    const loaded = await this.commands.loaded(id, caller);
    return { ...(await this.presenter.shown(loaded, caller)), ...(await this.presenter.person(loaded, caller)) };
  }

  @Get(':id/history')
  async history(@Param('id', { schema: idParam }) id: string, @Caller() caller: Caller) {
    await this.commands.loaded(id, caller);
    return historyOf(id, await this.applications.history(caller.org, id));
  }
}
