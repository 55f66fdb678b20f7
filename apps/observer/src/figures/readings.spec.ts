import { histograms, labelled } from './readings.js';

it('reads a gauge with its labels, and nothing of another', () =>
  expect(
    labelled({ 'applications hired direct': 2, 'applications received agency': 0, 'offers voided': 1 }, 'applications', 'stage', 'source'),
  ).toEqual([
    { labels: { stage: 'hired', source: 'direct' }, value: 2 },
    { labels: { stage: 'received', source: 'agency' }, value: 0 },
  ]));

it('reads a histogram whose buckets only rise, up to its count, with its sum in seconds', () => {
  const sums = { 'stage decision 0': 1, 'stage decision 2': 3, 'stage decision ms': 4500, 'stage received 1': 1, 'stage received ms': 1 };
  const read = histograms(sums, 'stage', [1, 60], 'stage').filter(({ labels }) => labels.stage === 'decision');
  expect(read.map(({ labels, value, suffix }) => [suffix, labels.le, value])).toEqual([
    ['_bucket', 1, 1],
    ['_bucket', 60, 1],
    ['_bucket', '+Inf', 4],
    ['_sum', undefined, 4.5],
    ['_count', undefined, 4],
  ]);
});

it('reads a histogram without a label', () =>
  expect(histograms({ 'hire 1': 2, 'hire ms': 1000 }, 'hire', [1, 60])).toEqual([
    { labels: { le: 1 }, value: 0, suffix: '_bucket' },
    { labels: { le: 60 }, value: 2, suffix: '_bucket' },
    { labels: { le: '+Inf' }, value: 2, suffix: '_bucket' },
    { labels: {}, value: 1, suffix: '_sum' },
    { labels: {}, value: 2, suffix: '_count' },
  ]));
