import { canonical } from './canonical.js';

it('orders the keys of every object and leaves lists as they are', () =>
  expect(canonical({ b: [{ d: 1, c: null }], a: 2 })).toBe('{"a":2,"b":[{"c":null,"d":1}]}'));
