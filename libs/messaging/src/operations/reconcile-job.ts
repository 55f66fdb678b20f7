/**
 * The reconciler as a job: an operator has every rule looked at now, and what is found looked at again when it has stood for a while.
 * It waits while the service is behind with what others said.
 */
import type { Ports } from '../ports.js';
import type { Place, Reconciler } from '../reconciling/reconciler.js';
import type { JobWork } from './job.js';

const napMs = 1000;

/** Plain data. Two passes; the second begins at `secondFrom`, and only when the first has found something. */
interface Cursor {
  readonly place?: Place | undefined;
  readonly found: number;
  /** ISO instant. */
  readonly secondFrom?: string;
}

export const reconcileJob = ({ clock }: Pick<Ports, 'clock'>, reconciler: Reconciler): JobWork => ({
  kind: 'reconcile',
  async step({ cursor, signal }) {
    const { place, found, secondFrom } = (cursor ?? { found: 0 }) as Cursor;
    const tooSoon = !place && secondFrom !== undefined && clock.now() < secondFrom;
    if (tooSoon || !(await reconciler.isUpToDate())) {
      await clock.sleep(napMs, signal);
      return { cursor, done: false, counts: {} };
    }
    const { next, findings, ...counts } = await reconciler.step(place);
    const more = found + counts.waiting;
    if (next)
      return { cursor: { place: next, found: more, ...(secondFrom ? { secondFrom } : {}) }, done: false, counts: { ...counts }, findings };
    const done = secondFrom !== undefined || more === 0;
    const later = new Date(Date.parse(clock.now()) + reconciler.tuning.stoodMs).toISOString();
    return { cursor: { found: 0, secondFrom: later }, done, counts: { ...counts }, findings };
  },
});
