import { KnownHolds } from './known-holds.js';

/** What the database holds, whose answers come when they are let. */
function slow() {
  const answers: { give: (names: string[] | undefined) => void; fail: () => void }[] = [];
  const readAll = () =>
    new Promise<Set<string> | undefined>((resolve, reject) =>
      answers.push({ give: (names) => resolve(names && new Set(names)), fail: () => reject(new Error('away')) }),
    );
  return { answers, known: new KnownHolds(readAll) };
}

it('reads once what is held, for all that ask', async () => {
  const { answers, known } = slow();
  const asked = [known.some(['a']), known.some(['b', 'c']), known.some(['c'])];
  answers[0]?.give(['a', 'b']);
  expect(await Promise.all(asked)).toEqual([true, true, false]);
  expect([await known.some(['a']), answers.length]).toEqual([true, 1]);
});

it('knows what was held here since, also while it was being read, until it is free', async () => {
  const { answers, known } = slow();
  const asked = known.some(['a']);
  known.add('a');
  answers[0]?.give([]);
  expect([await asked, await known.some(['b'])]).toEqual([true, false]);
  known.drop('a');
  expect(await known.some(['a'])).toBe(false);
});

it('reads again when partitions were assigned, and believes no answer of before', async () => {
  const { answers, known } = slow();
  const before = known.some(['a']);
  known.forget();
  const since = known.some(['a']);
  answers[0]?.give([]);
  answers[1]?.give(['a']);
  expect([await before, await since, await known.some(['a'])]).toEqual([false, true, true]);
});

it('does not remember that it could not be read', async () => {
  const { answers, known } = slow();
  const asked = known.some(['a']);
  answers[0]?.fail();
  await expect(asked).rejects.toThrow('away');
  const again = known.some(['a']);
  answers[1]?.give([]);
  expect(await again).toBe(false);
});

it('leaves each question to the database when too many are held', async () => {
  const { answers, known } = slow();
  const asked = known.some(['a']);
  answers[0]?.give(undefined);
  expect(await asked).toBe(true);
});
