/** Events of a worklist: in which order people look at a requisition's applications. Internal; a recorded choice of a person. */
import { eventsOn } from '@rolecall/kernel';
import { z } from 'zod';
import { id, key, personId } from './shapes.js';

const defineEvent = eventsOn({ topic: null, key: 'requisitionId', service: 'screening' });

export const worklistOrder = z.enum(['received', 'match']);

export const worklistOrderChosen = defineEvent(
  'worklist.order-chosen.v1',
  'A person chose in which order the applications are shown, and why; the default is the time received.',
  z.object({ requisitionId: id, order: worklistOrder, reason: key, by: personId }),
  { terminal: 'internal to screening; it orders a list and decides nothing' },
);
