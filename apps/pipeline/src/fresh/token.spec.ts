import { tokensOf } from './token.js';

const token = { aggregate: 'application', id: '0193f1a0-0000-7000-8000-000000000001', sequence: 12 };
const text = 'application/0193f1a0-0000-7000-8000-000000000001/12';

it('names a stream and a place in it, one or several', () => {
  expect(tokensOf(text)).toEqual([token]);
  expect(tokensOf(`${text}, offer/o/3`)).toEqual([token, { aggregate: 'offer', id: 'o', sequence: 3 }]);
});

it.each(['', 'application', 'application/1', 'Application/a/1', 'application/a/-1', 'application/a/1/2', 'application/$ne/1x', `${text},`])(
  'is none: %s',
  (header) => expect(tokensOf(header)).toBeUndefined(),
);

it('is refused where too many are named', () => {
  expect(tokensOf(Array(10).fill(text).join(','))).toHaveLength(10);
  expect(tokensOf(Array(11).fill(text).join(','))).toBeUndefined();
});
