import type { Commit } from './commit.js';
import { GroupCommit } from './group-commit.js';
import { noLinger } from './linger.js';
import type { Appended } from './ports.js';

/** A database whose answers come when they are let. */
function slow() {
  const groups: string[][] = [];
  const answers: ((fates: Appended[] | Error) => void)[] = [];
  const append = (commits: readonly Commit[]) => {
    groups.push(commits.map(({ _id }) => _id));
    return new Promise<Appended[]>((resolve, reject) => {
      answers.push((fates) => (fates instanceof Error ? reject(fates) : resolve(fates)));
    });
  };
  return { groups, answers, database: { append, linger: noLinger, namespace: 'test' } };
}
const commit = (_id: string) => ({ _id }) as Commit;
const turn = () => new Promise((resolve) => setImmediate(resolve));

it('sends what is committed at the same moment as one, by whichever stores of the database; the next gathers meanwhile', async () => {
  const { groups, answers, database } = slow();
  const [candidates, applications] = [GroupCommit.of(database), GroupCommit.of(database)];
  const first = [candidates.append(commit('a'), 100), applications.append(commit('b'), 100)];
  await turn();
  const second = [applications.append(commit('c'), 100), candidates.append(commit('d'), 100)];
  await turn();
  expect(groups).toEqual([['a', 'b']]);
  answers[0]?.(['inserted', 'version_taken']);
  expect(await Promise.all(first)).toEqual(['inserted', 'version_taken']);
  await turn();
  expect(groups[1]).toEqual(['c', 'd']);
  answers[1]?.(['cause_known', 'inserted']);
  expect(await Promise.all(second)).toEqual(['cause_known', 'inserted']);
});

it('keeps databases apart', async () => {
  const [one, other] = [slow(), slow()];
  void GroupCommit.of(one.database).append(commit('a'), 100);
  void GroupCommit.of(other.database).append(commit('b'), 100);
  await turn();
  expect([one.groups, other.groups]).toEqual([[['a']], [['b']]]);
});

it('knows of no member of a group whose answer was lost, and goes on', async () => {
  const { answers, database } = slow();
  const groups = GroupCommit.of(database);
  const lost = [groups.append(commit('a'), 100), groups.append(commit('b'), 100)];
  await turn();
  answers[0]?.(new Error('away'));
  expect(await Promise.all(lost)).toEqual([{ unknown: expect.any(Error) }, { unknown: expect.any(Error) }]);
  const next = groups.append(commit('c'), 100);
  await turn();
  answers[1]?.(['inserted']);
  expect(await next).toBe('inserted');
});

it('is bounded in members and bytes; what is larger than the bound goes alone', async () => {
  const { groups, answers, database } = slow();
  const group = GroupCommit.of(database);
  const all = Array.from({ length: 201 }, (_, n) => group.append(commit(`small ${n}`), 100));
  all.push(group.append(commit('large'), 4_000_001), group.append(commit('last'), 100));
  for (let n = 0; n < 4; n += 1) {
    await turn();
    answers[n]?.(groups[n]?.map(() => 'inserted') ?? []);
  }
  expect(new Set(await Promise.all(all))).toEqual(new Set(['inserted']));
  expect(groups.map(({ length }) => length)).toEqual([200, 1, 1, 1]);
});
