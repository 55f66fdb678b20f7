/** The spans of MongoDB are those of whoever asks, and of nobody where nobody is followed. */
import { inSpan, SpanKind } from '@rolecall/telemetry';
import { RecordedSpans } from '../../../tests/recorded-spans.js';
import type { Commit } from './commit.js';
import { operation } from './database-spans.js';
import { GroupCommit } from './group-commit.js';
import { noLinger } from './linger.js';
import type { Appended } from './ports.js';

const recorded = new RecordedSpans();
beforeEach(() => recorded.forget());
const unkept = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-00`;
const find = operation('rolecall_offer', 'find', 'heads');

it('say system, database, collection and command, and stand under the step that asks', async () => {
  await inSpan('step', {}, () => find(async () => undefined));
  const [[span], [step]] = [recorded.named('find heads'), recorded.named('step')];
  expect([span?.kind, span?.parentSpanContext?.spanId]).toEqual([SpanKind.CLIENT, step?.spanContext().spanId]);
  expect(span?.attributes).toEqual({
    'db.system.name': 'mongodb',
    'db.namespace': 'rolecall_offer',
    'db.collection.name': 'heads',
    'db.operation.name': 'find',
  });
});

it('are none outside of any step, and in one that is not kept', async () => {
  await find(async () => undefined);
  await inSpan('step', { parent: unkept }, () => find(async () => undefined));
  expect(recorded.all).toEqual([]);
});

it('name the class of an error', async () => {
  const failing = inSpan('step', {}, () =>
    find(async () => {
      throw new RangeError('mara@example.org');
    }),
  );
  await expect(failing).rejects.toThrow(RangeError);
  expect(recorded.named('find heads')[0]?.attributes['error.type']).toBe('RangeError');
});

describe('of commits that go together', () => {
  const commit = (_id: string) => ({ _id }) as Commit;
  const groupOf = (append: () => Promise<Appended[]>) => GroupCommit.of({ append, linger: noLinger, namespace: 'rolecall_offer' });
  /** Two steps at the same moment. */
  const together = (group: GroupCommit) =>
    Promise.all(['one', 'other'].map((name) => inSpan(name, {}, () => group.append(commit(name), 100))));

  it('each has its own step for a parent, and says how many went with it', async () => {
    await together(groupOf(async () => ['inserted', 'version_taken']));
    const inserts = recorded.named('insert commits');
    const steps = ['one', 'other'].map((name) => recorded.named(name)[0]?.spanContext().spanId);
    expect(inserts.map(({ parentSpanContext }) => parentSpanContext?.spanId).sort()).toEqual(steps.sort());
    expect(inserts.map(({ attributes, status }) => [attributes['db.operation.batch.size'], status.code])).toEqual([
      [2, 0],
      [2, 0],
    ]);
  });

  it('each is an error when the answer was lost', async () => {
    await together(
      groupOf(async () => {
        throw Object.assign(new Error('away'), { name: 'MongoNetworkError' });
      }),
    );
    expect(recorded.named('insert commits').map(({ attributes }) => attributes['error.type'])).toEqual([
      'MongoNetworkError',
      'MongoNetworkError',
    ]);
  });
});
