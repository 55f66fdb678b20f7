/** The order in which people are looked at is a recorded choice of a person. */
import { eventMaker, given } from '@rolecall/kernel';
import { requisitionId } from '../application/application.examples.js';
import { type WorklistEvent, worklist } from './worklist.js';

const choose = { do: 'choose-order', requisitionId, order: 'match', reason: 'many_applications' } as const;
const chosen = eventMaker<WorklistEvent>()('worklist.order-chosen.v1', {
  requisitionId,
  order: 'match',
  reason: 'many_applications',
  by: 'mara',
});

it('is the time received by default', () => expect(worklist.initial.order).toBe('received'));
it('is chosen once, with a reason', () => {
  given(worklist).when(choose).then(chosen);
  given(worklist, chosen).when(choose).thenNothing();
  given(worklist, chosen)
    .when({ ...choose, order: 'received' })
    .thenState({ order: 'received', by: 'mara' });
});
it('is for people', () =>
  given(worklist)
    .when({ ...choose, by: { kind: 'service', id: 'x' } })
    .thenRejected('worklist/person-only', { kind: 'service' }));
