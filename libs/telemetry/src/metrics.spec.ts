/** What holds for every metric: names, labels without end for nobody, traces with what is measured, and a text that readers accept. */
import { heapLimit } from './heap-limit.js';
import { inSpan, metrics, startTelemetry } from './index.js';
import { registry, theme } from './metric.js';

const openMetrics = 'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;version=0.0.4;q=0.3,*/*;q=0.2';
const told = async (accept?: string) => (await metrics.exposition(accept)).text;
const linesOf = async (name: string, accept?: string) => (await told(accept)).split('\n').filter((line) => line.startsWith(name));

const look = { lookWhen: 'above 0', runbook: 'requests' } as const;
const { counter, gauge, histogram } = theme('Test');
afterAll(() => {
  registry.clear();
});

describe('every metric of ours', () => {
  const names = metrics.declared.map(({ name }) => name);

  it('is declared once, named by thing and unit, and counts in _total', () => {
    expect(names.length).toBeGreaterThan(10);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, kind, unit } of metrics.declared) {
      expect(name).toMatch(/^hiring_[a-z]+(_[a-z]+)*$/);
      expect(name.endsWith('_total')).toBe(kind === 'counter');
      if (['seconds', 'bytes', 'ratio'].includes(unit)) expect(name).toMatch(new RegExp(`_${unit}$`));
    }
  });

  it('says what it means in a sentence, and which values each label may have', () => {
    for (const { meaning, lookWhen, labels = {} } of metrics.declared) {
      expect(lookWhen).toMatch(/^\S.*[^.]$/);
      expect(meaning).toMatch(/^[A-Z0-9].*\.$/s);
      for (const bound of Object.values(labels)) expect('max' in bound ? bound.max : bound.length).toBeLessThanOrEqual(300);
    }
  });

  it('stands in the file of its theme under metrics/, so that a new one touches one file', () =>
    expect(registry.getMetricsAsArray().map(({ name }) => name)).toEqual(expect.arrayContaining(names)));
});

it('tells so many values of a label apart as it was declared with, and counts what comes beyond as other', async () => {
  const seen = counter({
    name: 'hiring_seen_total',
    unit: 'things',
    meaning: 'Seen.',
    ...look,
    labels: { thing: { from: 'outside', max: 2 }, how: ['far', 'near'] },
  });
  for (let n = 0; n < 1000; n += 1) seen.inc({ thing: `thing-${n}`, how: 'far' });
  seen.inc({ thing: 'thing-1', how: 'near' });
  expect(await linesOf('hiring_seen_total')).toEqual([
    'hiring_seen_total{thing="thing-0",how="far"} 1',
    'hiring_seen_total{thing="thing-1",how="far"} 1',
    'hiring_seen_total{thing="other",how="far"} 998',
    'hiring_seen_total{thing="thing-1",how="near"} 1',
  ]);
});

it('has each series of a counter of closed lists from the start on, so that its first event is seen as a rise', async () => {
  const labels = { why: ['far', 'near'], who: ['a', 'b'] } as const;
  counter({ name: 'hiring_born_total', unit: 'things', meaning: 'Born.', ...look, labels });
  expect(await linesOf('hiring_born_total{')).toEqual([
    'hiring_born_total{why="far",who="a"} 0',
    'hiring_born_total{why="far",who="b"} 0',
    'hiring_born_total{why="near",who="a"} 0',
    'hiring_born_total{why="near",who="b"} 0',
  ]);
  const many = Array.from({ length: 51 }, (_, n) => `w${n}`);
  counter({ name: 'hiring_many_total', unit: 'things', meaning: 'Many.', ...look, labels: { why: many } });
  counter({
    name: 'hiring_open_total',
    unit: 'things',
    meaning: 'Open.',
    ...look,
    labels: { ...labels, thing: { from: 'outside', max: 2 } },
  });
  expect([await linesOf('hiring_many_total{'), await linesOf('hiring_open_total{')]).toEqual([[], []]);
});

it('asks at every scrape for what is told, and forgets what nobody tells any more', async () => {
  const depth = gauge({
    name: 'hiring_depth_meters',
    unit: 'meters',
    meaning: 'Deep.',
    ...look,
    labels: { well: { from: 'wells', max: 3 } },
  });
  let meters = 1;
  const ends = [depth.tells(() => [[{ well: 'a' }, meters]]), depth.tells(() => (meters > 1 ? [] : [[{ well: 'b' }, 7]]))];
  expect(await linesOf('hiring_depth_meters{')).toEqual(['hiring_depth_meters{well="a"} 1', 'hiring_depth_meters{well="b"} 7']);
  meters = 2;
  expect(await linesOf('hiring_depth_meters{')).toEqual(['hiring_depth_meters{well="a"} 2']);
  for (const end of ends) end();
  expect(await linesOf('hiring_depth_meters{')).toEqual([]);
});

it('has no series of a gauge that nobody has told yet, or can tell: 0 would be a value', async () => {
  const full = gauge({ name: 'hiring_full_ratio', unit: 'ratio', meaning: 'Full.', ...look });
  expect(await linesOf('hiring_full_ratio')).toEqual([]);
  let known: number | undefined;
  full.tells(() => (known === undefined ? [] : [[{}, known]]));
  expect(await linesOf('hiring_full_ratio')).toEqual([]);
  known = 0.5;
  expect(await linesOf('hiring_full_ratio')).toEqual(['hiring_full_ratio 0.5']);
  known = undefined;
  expect(await linesOf('hiring_full_ratio')).toEqual([]);
});

describe('what is measured within a trace', () => {
  const took = histogram({ name: 'hiring_took_seconds', unit: 'seconds', meaning: 'Took.', ...look, buckets: [1, 2], exemplars: true });
  const remote = (flags: string) => `00-${'a'.repeat(32)}-${'b'.repeat(16)}-${flags}`;

  beforeAll(() => startTelemetry({ service: 'test', env: { LOG_LEVEL: 'silent' } }));

  it('stands beside how much the heap may hold', async () =>
    expect(await linesOf('hiring_heap_limit_bytes')).toEqual([`hiring_heap_limit_bytes ${heapLimit('')}`]));

  it('leads to it, in OpenMetrics alone', async () => {
    await inSpan('work', { parent: remote('01') }, () => took.observe({}, 1.5));
    const trace = `# {trace_id="${'a'.repeat(32)}",span_id="`;
    expect(await linesOf('hiring_took_seconds_bucket{le="2"}', openMetrics)).toEqual([expect.stringContaining(`} 1 ${trace}`)]);
    expect(await linesOf('hiring_took_seconds')).toEqual([
      'hiring_took_seconds_bucket{le="1"} 0',
      'hiring_took_seconds_bucket{le="2"} 1',
      'hiring_took_seconds_bucket{le="+Inf"} 1',
      'hiring_took_seconds_sum 1.5',
      'hiring_took_seconds_count 1',
    ]);
  });

  it('leads nowhere when the trace is not kept, or there is none', async () => {
    await inSpan('work', { parent: remote('00') }, () => took.observe({}, 0.5));
    took.observe({}, 3);
    for (const le of ['1', '+Inf'])
      expect(await linesOf(`hiring_took_seconds_bucket{le="${le}"}`, openMetrics)).toEqual([expect.not.stringContaining('#')]);
  });
});

describe('the text', () => {
  it('is the same after the other form was asked for, with counters under their own names', async () => {
    const type = (await told()).match(/^# TYPE hiring_conflicts.*$/m)?.[0];
    expect((await metrics.exposition(openMetrics)).type).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
    expect((await metrics.exposition('text/html')).type).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(type).toBe('# TYPE hiring_conflicts_total counter');
    expect((await told()).match(/^# TYPE hiring_conflicts.*$/m)?.[0]).toBe(type);
  });

  it('names a counter in OpenMetrics as it wants, and ends as it wants', async () => {
    const text = await told(openMetrics);
    expect(text).toMatch(/^# TYPE hiring_conflicts counter$/m);
    expect(text).toMatch(/^hiring_seen_total\{thing="thing-0",how="far"\} 1$/m);
    expect(text.endsWith('\n# EOF\n')).toBe(true);
  });

  it('gives no two families one name, where a gauge says how many there are of what a counter counts', async () => {
    gauge({ name: 'hiring_seen', unit: 'things', meaning: 'Seen now.', ...look }).set({}, 3);
    const text = await told(openMetrics);
    expect(text.match(/^# TYPE hiring_seen.*$/gm)).toEqual(['# TYPE hiring_seen_total unknown', '# TYPE hiring_seen gauge']);
    const families = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, family]) => family);
    expect(new Set(families).size).toBe(families.length);
  });

  it('holds no line that a label could break', async () => {
    counter({ name: 'hiring_odd_total', unit: 'things', meaning: 'Odd.', ...look, labels: { what: { from: 'outside', max: 1 } } }).inc({
      what: 'a"b\\c\nd',
    });
    expect(await linesOf('hiring_odd_total{')).toEqual(['hiring_odd_total{what="a\\"b\\\\c\\nd"} 1']);
  });
});

it.each([
  'process_cpu_seconds_total',
  'process_resident_memory_bytes',
  'process_open_fds',
  'nodejs_heap_size_used_bytes',
  'nodejs_heap_size_total_bytes',
  'nodejs_eventloop_lag_p99_seconds',
  'nodejs_eventloop_lag_max_seconds',
  'nodejs_gc_duration_seconds',
])('the process tells %s', async (name) => expect(await told()).toContain(`# TYPE ${name} `));
