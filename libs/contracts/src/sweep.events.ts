/** Events of a sweep over a requisition's applications; internal, published nowhere. */
import { eventsOn } from '@rolecall/kernel';
import { z } from 'zod';
import { closureReason } from './reasons.js';
import { id, instant, personId } from './shapes.js';

const defineEvent = eventsOn({ topic: null, key: 'sweepId', service: 'screening' });
const of = <S extends z.ZodRawShape>(shape: S) => z.object({ sweepId: id, requisitionId: id, round: z.int().positive(), ...shape });
const internal = { terminal: 'a sweep is internal to screening' };

export const sweepStarted = defineEvent(
  'sweep.started.v1',
  'The search ended: every remaining application gets a task of its owner, and is closed at closeOn unless it was kept.',
  of({ reason: closureReason, closeOn: instant, owner: personId, at: instant }),
  internal,
);
export const sweepAdvanced = defineEvent(
  'sweep.advanced.v1',
  'One step: how many of its targets changed, were left as they are, or failed. A null cursor ends the pass.',
  of({
    phase: z.enum(['announcing', 'closing', 'lifting']),
    cursor: id.nullable(),
    changed: z.int().nonnegative(),
    left: z.int().nonnegative(),
    failed: z.int().nonnegative(),
    /** When the next step is due. */
    wakeAt: instant,
  }),
  internal,
);
export const sweepClosingBegun = defineEvent('sweep.closing-begun.v1', 'The date is here.', of({ at: instant }), internal);
export const sweepLifted = defineEvent(
  'sweep.lifted.v1',
  'The search is on again: what was announced is taken back; what was closed stays closed until a person reinstates it.',
  of({ at: instant }),
  internal,
);
export const sweepFinished = defineEvent('sweep.finished.v1', 'A whole pass found nothing more to do.', of({ at: instant }), internal);
