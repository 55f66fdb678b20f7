/** Reports over real HTTP: the figures of a story whose course is known, as JSON and as CSV, of one’s own organization alone. */
import { randomUUID } from 'node:crypto';
import * as contracts from '@rolecall/contracts';
import type { PipelineService } from './pipeline-service.js';
import { at, day, hour, Told } from './told.js';

const org = 'figures';
const hire = new Told(org).search(1).hired(2 * day);
const rejected = new Told(org, { ...hire.ids, applicationId: randomUUID() })
  .applies('direct', 3 * day)
  .tell(contracts.applicationRejected, 3 * day + hour, {
    ...{ by: 'mara', reason: 'less_experience', letterDueAt: null, shown: { roleVersion: null, evaluation: null } },
  });
const span = `from=${at(0).slice(0, 10)}&to=2035-01-01`;

export function reports(pipeline: () => PipelineService): void {
  describe('a report', () => {
    const ask = (path: string, headers: Record<string, string> = {}) => pipeline().get(`reports/${path}`, 'gina', { org, ...headers });
    beforeAll(async () => {
      await pipeline().publish(hire, rejected);
      await pipeline().until(`stories/${rejected.ids.applicationId}`, ({ items }) => items.length === 2, 'gina', { org });
      await pipeline().until(`reports/time-to-fill?${span}`, ({ rows }) => rows[0].seatsFilled === 1, 'gina', { org });
      await pipeline().until(`reports/time-to-hire?${span}`, ({ rows }) => rows[0].hires === 1, 'gina', { org });
    });

    it('is what the events say', async () => {
      expect((await ask(`time-to-hire?${span}`)).json.rows).toEqual([
        { source: null, hires: 1, medianDays: 10, p90Days: 10 },
        { source: 'referral', hires: 1, medianDays: 10, p90Days: 10 },
      ]);
      expect((await ask(`time-to-fill?${span}`)).json.rows[0]).toEqual({
        requisitionId: null,
        seatsFilled: 1,
        medianDays: 11,
        p90Days: 11,
      });
      expect((await ask(`sources?${span}`)).json.rows).toMatchObject([
        { source: 'direct', applications: 1, hired: 0 },
        { source: 'referral', applications: 1, interviewed: 1, offered: 1, hired: 1 },
      ]);
      expect((await ask(`offers?${span}`)).json.rows[0]).toEqual({ outcome: 'accepted', offers: 1, ofExtended: 1, medianDays: 2 });
      expect((await ask('ageing')).json.rows[1]).toMatchObject({ column: 'hired', applications: 1 });
    });

    it('is of the span, and of the requisition, that is asked for', async () => {
      expect((await ask('time-to-hire')).json.rows).toEqual([{ source: null, hires: 0, medianDays: null, p90Days: null }]);
      const { json } = await ask(`funnel?${span}&requisitionId=${hire.ids.requisitionId}`);
      expect(json).toMatchObject({
        requisitionId: hire.ids.requisitionId,
        from: `${at(0).slice(0, 10)}T00:00:00.000Z`,
        to: '2035-01-01T00:00:00.000Z',
      });
      expect(json.rows[0].applications).toBe(2);
      expect((await ask(`funnel?${span}&requisitionId=${randomUUID()}`)).json.rows[0].applications).toBe(0);
      expect((await ask(`time-to-fill?${span}&requisitionId=${hire.ids.requisitionId}`)).json.rows).toHaveLength(2);
    });

    it('comes as CSV where that is asked for', async () => {
      for (const [query, headers] of [
        ['&format=csv', {}],
        ['', { accept: 'text/csv' }],
      ] as const) {
        const response = await fetch(`${pipeline().running.url}/v1/reports/offers?${span}${query}`, {
          headers: { authorization: `Bearer ${await pipeline().tokenOf('gina', org)}`, ...headers },
        });
        expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
        expect((await response.text()).split('\r\n').slice(0, 2)).toEqual(['outcome,offers,ofExtended,medianDays', 'accepted,1,1,2']);
      }
    });

    it('is of one’s own organization alone, and none that is not known', async () => {
      expect((await pipeline().get(`reports/funnel?${span}`, 'nora', { org: 'nobody' })).json.rows[0].applications).toBe(0);
      for (const path of ['everything', 'funnel?from=yesterday', 'funnel?format=xml', 'funnel?requisitionId=x', 'funnel?more=1'])
        expect((await ask(path)).json).toMatchObject({ code: 'request/invalid' });
    });
  });
}
