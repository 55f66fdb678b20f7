import { z } from 'zod';
import { RecordedSpans } from '../../../tests/recorded-spans.js';
import { schemaUrl } from './conventions.js';
import { readEnvironment } from './environment.js';
import { currentTrace, currentTraceparent, inSpan, linkPresentSpan, startTelemetry } from './index.js';

const remote = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;

it('costs nothing and says nothing before it is started', async () => {
  await inSpan('work', {}, () => expect(currentTraceparent()).toBeUndefined());
});

describe('once started', () => {
  let recorded: RecordedSpans;
  beforeAll(() => {
    recorded = new RecordedSpans();
    return startTelemetry({ service: 'test', env: { LOG_LEVEL: 'silent' } });
  });
  beforeEach(() => recorded.forget());

  it('starts once', async () => {
    expect(await startTelemetry({ service: 'other', env: { LOG_LEVEL: 'not a level' } })).toBe(await startTelemetry({ service: 'test' }));
  });

  it('continues the trace it was given, across awaits, and leaves it behind', async () => {
    await inSpan('work', { parent: remote }, async () => {
      await new Promise(setImmediate);
      expect(currentTraceparent()).toMatch(/^00-a{32}-(?!b{16})[0-9a-f]{16}-01$/);
      expect(currentTrace()?.traceId).toBe('a'.repeat(32));
    });
    expect(currentTraceparent()).toBeUndefined();
  });

  it('does not keep a trace that its caller has decided not to keep', async () => {
    await inSpan('work', { parent: remote.replace(/01$/, '00') }, () => expect(currentTraceparent()).toMatch(/-00$/));
  });

  it('begins a new trace at a root, linked to what it follows from', async () => {
    await inSpan('outer', { parent: remote }, () =>
      inSpan('timer', { root: true, links: [remote, 'junk'] }, () => expect(currentTrace()?.traceId).not.toBe('a'.repeat(32))),
    );
    const [timer] = recorded.named('timer');
    expect(timer?.links.map(({ context }) => context.traceId)).toEqual(['a'.repeat(32)]);
    expect([timer?.parentSpanContext, timer?.instrumentationScope.schemaUrl]).toEqual([undefined, schemaUrl]);
  });

  it.each(['', 'junk', `00-${'0'.repeat(32)}-${'b'.repeat(16)}-01`, `ff-${'a'.repeat(32)}-${'b'.repeat(16)}-01`])(
    'takes %j for no parent',
    async (parent) => {
      await inSpan('work', { parent }, () => expect(currentTrace()?.traceId).toMatch(/^(?!0{32}|a{32})[0-9a-f]{32}$/));
    },
  );

  it.each([
    ['another trace', `00-${'c'.repeat(32)}-${'d'.repeat(16)}-01`, ['c'.repeat(32)]],
    ['its own trace', `00-${'a'.repeat(32)}-${'d'.repeat(16)}-01`, []],
    ['nothing that is known', undefined, []],
  ])('links the present span to what it follows from: %s', async (_, traceparent, expected) => {
    await inSpan('work', { parent: remote }, () => linkPresentSpan(traceparent));
    expect(recorded.all[0]?.links.map(({ context }) => context.traceId)).toEqual(expected);
  });

  it('marks a failed span by the class of the error, throws it on, and quotes nothing', async () => {
    const failing = inSpan('work', {}, () => {
      throw new RangeError('jon@example.org');
    });
    await expect(failing).rejects.toThrow(RangeError);
    const [{ attributes, status, events } = {}] = recorded.all;
    expect([attributes, status, events]).toEqual([{ 'error.type': 'RangeError' }, { code: 2 }, []]);
  });
});

describe('configuration', () => {
  const schema = z.object({ PORT: z.coerce.number().int().default(8080), SECRET: z.string().min(32, 'must have 32 characters or more') });

  it('names every variable that is wrong and shows no value', () => {
    const read = () => readEnvironment(schema, { PORT: 'eighty', SECRET: 'hunter2' });
    expect(read).toThrow(/^wrong configuration: PORT: .*; SECRET: must have 32 characters or more$/);
    expect(read).not.toThrow(/hunter2|eighty/);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readEnvironment(schema, { PORT: '', SECRET: 's'.repeat(32) })).toMatchObject({ PORT: 8080 });
  });
});
