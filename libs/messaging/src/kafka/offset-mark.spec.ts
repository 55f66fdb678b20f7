import fc from 'fast-check';
import { OffsetMark } from './offset-mark.js';

const taken = (start: bigint, ...offsets: bigint[]) => {
  const mark = new OffsetMark(start);
  for (const offset of offsets) mark.take(offset, Number(offset) * 10);
  return mark;
};

it('stands at the start while nothing is fetched', () => expect(new OffsetMark(5n).position).toBe(5n));

it('stands before the oldest unfinished message, whatever is finished behind it', () => {
  const mark = taken(5n, 5n, 6n, 7n);
  mark.finish(7n);
  mark.finish(6n);
  expect([mark.position, mark.unfinished, mark.span, mark.oldestSentAt]).toEqual([5n, 1, 3, 50]);
  mark.finish(5n);
  expect([mark.position, mark.unfinished, mark.span, mark.oldestSentAt]).toEqual([8n, 0, 0, undefined]);
});

it('passes over offsets that hold no message', () => {
  const mark = taken(5n, 9n, 12n);
  expect(mark.position).toBe(9n);
  mark.finish(9n);
  expect(mark.position).toBe(12n);
  mark.finish(12n);
  mark.fetchedTo(20n);
  expect([mark.position, mark.expected]).toEqual([20n, 20n]);
  mark.fetchedTo(10n);
  expect(mark.position).toBe(20n);
});

it('refuses a message that was taken before', () => expect(() => taken(5n, 5n, 5n)).toThrow('taken before'));

it('never stands above an unfinished message, in any order of finishing', () =>
  fc.assert(
    fc.property(fc.array(fc.bigInt(1n, 5n), { minLength: 1, maxLength: 40 }), fc.infiniteStream(fc.nat()), (gaps, random) => {
      let offset = 0n;
      const offsets = gaps.map((gap) => (offset += gap));
      const mark = taken(0n, ...offsets);
      const open = [...offsets];
      while (open.length > 0) {
        mark.finish(open.splice((random.next().value as number) % open.length, 1)[0] as bigint);
        const oldest = open[0] ?? (offsets.at(-1) as bigint) + 1n;
        expect(mark.position).toBe(open.length > 0 ? oldest : (offsets.at(-1) as bigint) + 1n);
        expect(mark.unfinished).toBe(open.length);
      }
    }),
  ));
