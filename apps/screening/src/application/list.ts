/** The applications of a requisition, in the order of its worklist: by time received, or by match where a person chose that. */
import { Injectable } from '@nestjs/common';
import type { Caller } from '@rolecall/edge';
import type { Loaded } from '@rolecall/messaging';
import { Worklists } from '../worklist/worklists.js';
import type { ListQuery } from './application.queries.js';
import { Applications } from './applications.js';
import { comparing } from './order.js';
import type { Application } from './state.js';

const headsAtOnce = 500;
const listedMax = 10_000;
const closedByTheSearch = { 'state.status': 'closed', 'state.end.reason': { $in: ['position_filled', 'cancelled'] } };

@Injectable()
export class ApplicationList {
  constructor(
    private readonly applications: Applications,
    private readonly worklists: Worklists,
  ) {}

  /** From heads, which may lag by milliseconds. Reads a requisition whole, up to 10,000, for the order is not that of ids. */
  async page({ requisitionId, status, reopenable, limit, after }: ListQuery, { org }: Caller) {
    const order = (await this.worklists.load(org, requisitionId))?.state.order ?? 'received';
    const where = {
      'state.requisitionId': requisitionId,
      ...(status ? { 'state.status': status } : {}),
      ...(reopenable ? closedByTheSearch : {}),
    };
    const all = (await this.all(org, where)).sort(comparing[order]);
    const start = after ? all.findIndex(({ id }) => id === after) + 1 : 0;
    const page = all.slice(start, start + limit);
    return { order, page, next: start + limit < all.length ? (page.at(-1)?.id ?? null) : null };
  }

  private async all(org: string, where: Record<string, unknown>): Promise<Loaded<Application>[]> {
    const all: Loaded<Application>[] = [];
    for (let after: string | undefined; all.length < listedMax; ) {
      const found = await this.applications.find(org, where, { limit: headsAtOnce, ...(after ? { after } : {}) });
      all.push(...found);
      if (found.length < headsAtOnce) break;
      after = found.at(-1)?.id;
    }
    return all;
  }
}
