import { Collecting } from './changed.js';

const change = (id: string, token: string, more: object = {}, collection = 'application-copies', org = 'acme') => ({
  ...{ token, collection, key: `${org}/${id}`, sequence: Number(token), copy: { org, status: 'received', requisitionId: 'r', ...more } },
});
const collect = (max: number, ...changes: ReturnType<typeof change>[]) => {
  const collecting = new Collecting('acme', max);
  const taken = changes.map((each) => collecting.add(each));
  return { taken, ...collecting.collected };
};

it('is told once, as it became last, in the order in which it did', () => {
  const { items, token } = collect(9, change('a', '1'), change('b', '2'), change('a', '3', { status: 'rejected' }));
  expect(items.map(({ id, sequence, status }) => `${id} ${sequence} ${status}`)).toEqual(['b 2 received', 'a 3 rejected']);
  expect(token).toBe('3');
});

it('says of what kind it is, what it belongs to, and whether it is gone', () => {
  const { items } = collect(
    9,
    change('a', '1', { status: 'erased' }),
    change('l', '2', { applicationId: 'a' }, 'loop-copies'),
    change('r', '3', { status: 'open', requisitionId: undefined }, 'requisition-copies'),
    change('c', '4', { status: undefined, requisitionId: undefined, erased: true }, 'candidate-copies'),
  );
  expect(items).toEqual([
    { kind: 'application', id: 'a', sequence: 1, status: 'erased', requisitionId: 'r', applicationId: null, erased: true },
    { kind: 'loop', id: 'l', sequence: 2, status: 'received', requisitionId: 'r', applicationId: 'a', erased: false },
    { kind: 'requisition', id: 'r', sequence: 3, status: 'open', requisitionId: null, applicationId: null, erased: false },
    { kind: 'candidate', id: 'c', sequence: 4, status: null, requisitionId: null, applicationId: null, erased: true },
  ]);
});

it('is of one organization, and the place moves past the others', () => {
  const { items, token } = collect(9, change('a', '1'), change('x', '2', {}, 'application-copies', 'globex'));
  expect([items.map(({ id }) => id), token]).toEqual([['a'], '2']);
});

it('ends where it is full, before what does not belong to it any more', () => {
  const { taken, token } = collect(2, change('a', '1'), change('b', '2'), change('a', '3'), change('c', '4'));
  expect({ taken, token }).toEqual({ taken: [true, true, true, false], token: '3' });
});
