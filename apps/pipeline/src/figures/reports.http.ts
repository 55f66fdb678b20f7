/** GET /v1/reports: figures of the organization, or of one requisition, from its copies; as JSON or CSV. */
import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { Caller, idParam } from '@rolecall/edge';
import { z } from 'zod';
import { ApplicationCopies, boardOf, copyId, type Followed, idOf, LoopCopies, OfferCopies, RequisitionCopies } from '../copies.js';
import { readerOf } from '../reader.js';
import { instant } from '../waiting.js';
import { ageing, funnel, sources, timeToHire } from './applications.js';
import type { Asked, Report, Row } from './counting.js';
import { csvOf } from './csv.js';
import { interviewers, offers, timeToFill } from './others.js';

const spanMs = 90 * 86_400_000;
const pageSize = 1000;

const names = ['time-to-fill', 'time-to-hire', 'funnel', 'sources', 'ageing', 'offers', 'interviewers'] as const;
const reportName = z.enum(names, { error: 'is not a report' });
/** A date is its beginning in UTC. */
const moment = z.union([z.iso.datetime(), z.iso.date()]).transform(instant);
const reportQuery = z.strictObject({
  from: moment.optional(),
  to: moment.optional(),
  requisitionId: idParam.optional(),
  format: z.enum(['json', 'csv']).optional(),
});

interface Reply {
  type(type: string): this;
  header(name: string, value: string): this;
}

interface Source {
  readonly report: Report<never>;
  readonly store: Followed<object, never>;
}

const of = <T extends object>(report: Report<T>, store: Followed<T, never>): Source => ({ report, store: store as never });

@Controller('reports')
export class ReportsHttp {
  private readonly sources: Readonly<Record<(typeof names)[number], Source>>;

  constructor(requisitions: RequisitionCopies, applications: ApplicationCopies, loops: LoopCopies, offersOf: OfferCopies) {
    this.sources = {
      'time-to-fill': of(timeToFill, requisitions),
      'time-to-hire': of(timeToHire, applications),
      funnel: of(funnel, applications),
      sources: of(sources, applications),
      ageing: of(ageing, applications),
      offers: of(offers, offersOf),
      interviewers: of(interviewers, loops),
    };
  }

  /** From `from` on, up to `to` and without it; the last ninety days where nothing is said. CSV by `format=csv`, or `Accept: text/csv`. */
  @Get(':report')
  async report(
    @Param('report', { schema: reportName }) name: z.output<typeof reportName>,
    @Query({ schema: reportQuery }) query: z.output<typeof reportQuery>,
    @Caller() caller: Caller,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    const { org, at: now } = readerOf(caller);
    const { to = now, from = new Date(Date.parse(to) - spanMs).toISOString(), requisitionId, format } = query;
    const { report } = this.sources[name];
    const rows = await this.rows(name, { from, to, now }, org, requisitionId);
    if (format === 'csv' || (!format && accept?.startsWith('text/csv'))) {
      reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${name}.csv"`);
      return csvOf(report.columns, rows);
    }
    return { report: name, from, to, requisitionId: requisitionId ?? null, columns: report.columns, rows };
  }

  private async rows(name: (typeof names)[number], asked: Asked, org: string, requisitionId: string | undefined): Promise<Row[]> {
    const { report, store } = this.sources[name];
    const counting = report.begin(asked);
    for (let after = `${org}/`; ; ) {
      const page = await store.found(placesOf(name, after, org, requisitionId), { _id: 1 }, pageSize);
      for (const kept of page) counting.add(kept.copy as never, idOf(kept));
      const last = page.at(-1);
      if (page.length < pageSize || !last) return counting.rows();
      after = last._id;
    }
  }
}

/** What follows upon a place. An organization's copies stand together: `0` follows upon the slash behind its name. */
function placesOf(name: string, after: string, org: string, requisitionId: string | undefined): Record<string, unknown> {
  if (!requisitionId) return { _id: { $gt: after, $lt: `${org}0` }, copy: { $exists: true } };
  return name === 'time-to-fill'
    ? { _id: copyId(org, requisitionId), copy: { $exists: true } }
    : { 'copy.board': boardOf(org, requisitionId), _id: { $gt: after } };
}
