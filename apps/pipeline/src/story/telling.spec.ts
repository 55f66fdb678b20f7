import { at } from '@rolecall/testing';
import { tellingOf } from './telling.js';

const rejected = {
  ...{
    id: 'e',
    type: 'application.rejected.v1',
    sequence: 7,
    at: at(0),
    stream: 'acme/application/a',
    correlationId: 'a',
    service: 'screening',
  },
  data: { reason: 'level_mismatch', letterDueAt: null },
  actor: { kind: 'person', id: 'mara' } as const,
};

it('says when, who, what, why, and in which trace', () =>
  expect(tellingOf({ ...rejected, traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' })).toEqual({
    ...{ at: at(0), stream: 'application/a', sequence: 7, type: 'application.rejected.v1', who: { kind: 'person', id: 'mara' } },
    ...{ what: 'mara rejected the application: level_mismatch; no letter', why: 'level_mismatch' },
    ...{ service: 'screening', traceId: '0af7651916cd43dd8448eb211c80319c' },
  }));

it('says nothing of a reason or a trace that there is none of', () => {
  const started = { ...rejected, type: 'application.review-started.v1', data: {} };
  expect(tellingOf(started)).toMatchObject({ what: 'mara began the review', why: null, traceId: null });
});
