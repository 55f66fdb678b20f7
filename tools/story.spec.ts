import { byServerTime, linesOf, type Told } from './story.js';

const commit = (more: Partial<Told>): Told => ({
  service: 'screening',
  stream: 'acme/application/01932c07-209c-8a5e-9c3e-1d1f5f7a9b11',
  version: 1,
  events: [{ id: `e${1}`, sequence: 1, type: 'application.received.v1' }],
  at: '2026-03-02T09:00:00.000Z',
  ts: { t: 10, i: 1 },
  actor: { kind: 'person', id: 'mara' },
  correlationId: '01932c07-209c-8a5e-9c3e-1d1f5f7a9b11',
  ...more,
});

it('tells each event with time, service, sequence, actor, aggregate and trace', () => {
  const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
  const events = [
    { id: `e${1}`, sequence: 1, type: 'offer.drafted.v1' },
    { id: `e${2}`, sequence: 2, type: 'offer.approved.v1' },
  ];
  expect(linesOf([commit({ events, service: 'offer', stream: 'acme/offer/01932c07-209c-8a5e-9c3e-1d1f5f7a9b11', traceparent })])).toEqual([
    '2026-03-02T09:00:00.000Z  offer        offer.drafted.v1     #1  person mara               offer 01932c07-209c  aaaaaaaa',
    '2026-03-02T09:00:00.000Z  offer        offer.approved.v1    #2  person mara               offer 01932c07-209c  aaaaaaaa',
  ]);
});

it('tells what was refused and leaves out what changed nothing', () => {
  const refused = linesOf([commit({ events: [], refused: 'offer/not-extended' }), commit({ events: [] })]);
  expect(refused).toEqual([expect.stringContaining('(refused: offer/not-extended)')]);
});

it("follows the server's order, whatever the services' clocks say", () => {
  const first = commit({ at: '2026-03-02T09:00:05.000Z', ts: { t: 10, i: 1 } });
  const second = commit({ at: '2026-03-02T09:00:01.000Z', ts: { t: 10, i: 2 } });
  const third = commit({ ts: { t: 11, i: 1 } });
  expect([third, second, first].sort(byServerTime)).toEqual([first, second, third]);
});
