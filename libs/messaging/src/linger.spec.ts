import { HandClock } from '../../../tests/hand-clock.js';
import { Gathering } from './gathering.js';
import { Linger } from './linger.js';

/** A database that remembers what came together, and answers when it is let. */
function slow(linger: Linger) {
  const groups: string[][] = [];
  const answers: (() => void)[] = [];
  const send = (group: readonly string[]) => {
    groups.push([...group]);
    return new Promise<string[]>((resolve) => answers.push(() => resolve(group.map((each) => each.toUpperCase()))));
  };
  return { groups, answers, gathering: new Gathering<string, string>((waiting) => Math.min(waiting.length, 4), send, linger) };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

it('lets go at once what comes alone, and what comes while few are under way', async () => {
  const { groups, gathering } = slow(new Linger(1000, 3, new HandClock()));
  void gathering.add('a');
  void gathering.add('b');
  await turn();
  expect(groups).toEqual([['a', 'b']]);
});

it('waits for others while many are under way, wherever of the database they are', async () => {
  const clock = new HandClock();
  const linger = new Linger(20, 3, clock);
  const [commits, copies] = [slow(linger), slow(linger)];
  for (const name of ['a', 'b']) void commits.gathering.add(name);
  await turn();
  void copies.gathering.add('c');
  await turn();
  void copies.gathering.add('d');
  await turn();
  expect([commits.groups, copies.groups]).toEqual([[['a', 'b']], []]);
  await clock.pass(20);
  expect(copies.groups).toEqual([['c', 'd']]);
});

it('waits no more when they have their answers', async () => {
  const linger = new Linger(1000, 3, new HandClock());
  const { groups, answers, gathering } = slow(linger);
  const first = [gathering.add('a'), gathering.add('b')];
  await turn();
  answers[0]?.();
  expect(await Promise.all(first)).toEqual(['A', 'B']);
  void gathering.add('c');
  await turn();
  expect(groups).toEqual([['a', 'b'], ['c']]);
});

it('does not wait when nobody else could come along', async () => {
  const { groups, gathering } = slow(new Linger(1000, 3, new HandClock()));
  for (const name of ['a', 'b', 'c', 'd', 'e']) void gathering.add(name);
  await turn();
  expect(groups).toEqual([['a', 'b', 'c', 'd']]);
});
