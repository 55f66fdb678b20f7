/** A stream is rolled forward from what its topic shows, however often it shows it and whatever the backup holds. */
import { eventsOn } from '@rolecall/kernel';
import fc from 'fast-check';
import { z } from 'zod';
import { type Commit, commitId } from '../commit.js';
import type { PublishedEvent } from '../kafka/cloud-events.js';
import { HistoryMissing, RestoredStream } from './restored-stream.js';

const data = z.object({ taleId: z.string() });
const told = eventsOn({ topic: 'restored.tales', key: 'taleId', service: 'tales' })('tale.told.v1', 'It was told.', data);
const kept = eventsOn({ topic: null, key: 'taleId', service: 'tales' })('tale.kept.v1', 'It was kept.', data);
const stream = 'acme/tale/t1';
const at = (version: number) => `2026-03-02T09:00:${String(version).padStart(2, '0')}.000Z`;

/** A history: of each commit, how its events are: published (`p`), internal (`i`); '' is a refused delivery. */
function historyOf(shapes: readonly string[]): Commit[] {
  let sequence = 0;
  return shapes.map((shape, n) => {
    const version = n + 1;
    const events = [...shape].map((letter) => {
      sequence += 1;
      return { id: `e${sequence}`, sequence, type: letter === 'p' ? told.type : kept.type, data: { taleId: 't1', n: sequence } };
    });
    const who = { actor: { kind: 'person', id: 'mara' } as const, correlationId: 't1', traceparent: `trace-${version}` };
    return { _id: commitId(stream, version), stream, version, cause: `cause-${version}`, events, at: at(version), ...who };
  });
}

const publishedOf = (commits: readonly Commit[]): PublishedEvent[] =>
  commits.flatMap((commit) =>
    commit.events
      .filter(({ type }) => type === told.type)
      .map((event) => ({
        ...event,
        ...{ version: commit.version, stream, org: 'acme', at: commit.at, correlationId: commit.correlationId, causationId: commit.cause },
        ...{ actor: { kind: 'person', id: 'mara' } as const, service: 'tales', topic: told.topic as string, key: 't1' },
        ...(commit.traceparent ? { traceparent: commit.traceparent } : {}),
      })),
  );

const rules = { whole: false, at: '2026-03-02T12:00:00.000Z' };

function rolledForward(backup: readonly Commit[], shown: readonly PublishedEvent[], whole = false) {
  const restored = new RestoredStream(stream, backup, { ...rules, whole });
  const added = shown.flatMap((event) => restored.take(event) ?? []);
  return { restored, added: [...added, ...restored.finish()].sort((a, b) => a.version - b.version) };
}

it('brings back a commit as it was: id, version, cause, events, time, person, story and trace', () => {
  const history = historyOf(['p', 'pp', 'p']);
  const { added, restored } = rolledForward(history.slice(0, 1), publishedOf(history));
  expect(added).toEqual(history.slice(1).map((commit) => ({ ...commit, restored: rules.at })));
  expect([restored.published, restored.internal, restored.conflict]).toEqual([3, 0, undefined]);
});

it('says that nobody is known when the message names no actor', () => {
  const [event] = publishedOf(historyOf(['p']));
  const { actor: _, ...before } = event as PublishedEvent;
  expect(rolledForward([], [before]).added[0]?.actor).toEqual({ kind: 'service', id: 'restore' });
});

it('fills a version of which nothing was published with an empty commit of its own cause, and leaves no gap', () => {
  const history = historyOf(['p', '', 'ip', '', '', 'p', '']);
  const { added, restored } = rolledForward(history.slice(0, 1), publishedOf(history), true);
  expect(added.map(({ version, events, cause }) => [version, events.length, cause])).toEqual([
    [2, 0, 'restored:2'],
    [3, 1, 'cause-3'],
    [4, 0, 'restored:4'],
    [5, 0, 'restored:5'],
    [6, 1, 'cause-6'],
  ]);
  expect(added.map((commit) => commit.at)).toEqual([...added.map((commit) => commit.at)].sort());
  expect(restored.internal).toBe(1);
});

it('goes on where an earlier run was killed, also when that had written a later version first', () => {
  const history = historyOf(['p', '', 'p', 'p', 'p']);
  const first = rolledForward(history.slice(0, 1), publishedOf(history)).added;
  const half = [history[0] as Commit, ...first.filter(({ version }) => version === 4)];
  const { added } = rolledForward(half, publishedOf(history));
  expect([...half, ...added].map(({ version }) => version).sort()).toEqual([1, 2, 3, 4, 5]);
  expect(added.filter(({ version }) => version !== 2)).toEqual(first.filter(({ version }) => version === 3 || version === 5));
});

it('adds nothing to a stream that has gone on otherwise since, and says so', () => {
  const history = historyOf(['p', 'p', 'p']);
  const other = { ...(history[1] as Commit), events: [{ id: 'other', sequence: 2, type: told.type, data: {} }] };
  const { added, restored } = rolledForward([history[0] as Commit, other], publishedOf(history));
  expect([added, restored.conflict]).toEqual([[], 'acme/tale/t1/000000002: the database holds other events than were published']);
  expect(restored.published).toBe(1);
});

it('adds nothing where the database has events that the topic gives to a later version', () => {
  const history = historyOf(['p', 'p', 'p']);
  const unpublished = {
    ...(history[1] as Commit),
    events: [...(history[1] as Commit).events, { id: 'x', sequence: 3, type: kept.type, data: {} }],
  };
  expect(rolledForward([history[0] as Commit, unpublished], publishedOf(history)).restored.conflict).toContain('more events before it');
});

it('refuses to begin in the middle: what was published before was not read', () => {
  const history = historyOf(['p', 'p', 'p']);
  expect(() => rolledForward(history.slice(0, 1), publishedOf(history).slice(2))).toThrow(HistoryMissing);
  expect(() => rolledForward([], publishedOf(history).slice(1))).toThrow(HistoryMissing);
  expect(rolledForward(history.slice(0, 2), publishedOf(history).slice(2)).added).toHaveLength(1);
});

it('does not call a commit published of which the topic has only a part', () => {
  const history = historyOf(['p', 'pp']);
  expect(rolledForward(history, publishedOf(history).slice(0, 2)).restored.published).toBe(1);
  expect(rolledForward(history, publishedOf(history)).restored.published).toBe(2);
});

/** What a topic holds of a history: in order, with stretches that a relay sent again, from any earlier place up to there. */
const shownOf = (events: readonly PublishedEvent[], repeats: readonly [number, number][]): PublishedEvent[] => {
  const again = new Map(repeats.map(([after, back]) => [after % Math.max(1, events.length), back]));
  return events.flatMap((event, n) => [event, ...events.slice(Math.max(0, n + 1 - (again.get(n) ?? 0)), n + 1)]);
};

it('ends as the published history, for any history, any backup and any repeats, in one run or two', () =>
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('p', 'pp', 'ppp', 'pi', 'pip', ''), { minLength: 1, maxLength: 12 }),
      fc.nat(),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 6 }))),
      fc.infiniteStream(fc.boolean()),
      (shapes, cut, repeats, survives) => {
        const history = historyOf(['p', ...shapes]);
        const backup = history.slice(0, cut % (history.length + 1));
        const shown = shownOf(publishedOf(history), repeats);
        const first = rolledForward(backup, shown).added;
        const { added, restored } = rolledForward([...backup, ...first.filter(() => survives.next().value)], shown);
        const top = Math.max(backup.length, ...publishedOf(history).map(({ version }) => version));
        const after = new Map([...backup, ...first, ...added].map((commit) => [commit.version, commit]));
        expect([...after.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: top }, (_, n) => n + 1));
        for (const commit of history.slice(0, top)) {
          const published = commit.events.filter(({ type }) => type === told.type);
          const there = after.get(commit.version) as Commit;
          expect(there.events.filter(({ type }) => type === told.type)).toEqual(published);
          if (published.length > 0) expect([there.cause, there.at]).toEqual([commit.cause, commit.at]);
        }
        for (const commit of added) expect(first).toContainEqual(commit);
        expect(restored.conflict).toBeUndefined();
        expect(restored.published).toBe(Math.max(...publishedOf(history).map(({ version }) => version)));
      },
    ),
  ));
