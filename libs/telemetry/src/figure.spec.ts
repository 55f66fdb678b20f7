import { figures, type Told } from './figure.js';
import { metrics } from './index.js';
import { registry } from './metric.js';

const { gauge, histogram } = figures('Test');
afterAll(() => {
  registry.clear();
});

const look = { lookWhen: 'above 0', runbook: 'requests' } as const;
const told = async () => (await metrics.exposition()).text.split('\n');
const linesOf = async (name: string) => (await told()).filter((line) => line.startsWith(name));

it('is asked at every scrape, and has no series before somebody knows it', async () => {
  const wells = gauge({ name: 'hiring_wells', unit: 'wells', meaning: 'Wells.', ...look, labels: { kind: ['deep', 'dry'] } });
  expect(await linesOf('hiring_wells')).toEqual([]);
  let deep = 1;
  wells.tells(async () => [{ labels: { kind: 'deep' }, value: deep }]);
  expect(await linesOf('hiring_wells')).toEqual(['hiring_wells{kind="deep"} 1']);
  deep = 2;
  expect(await linesOf('hiring_wells')).toEqual(['hiring_wells{kind="deep"} 2']);
});

it('writes the parts of a histogram as readers expect them', async () => {
  const digging = histogram({ name: 'hiring_digging_seconds', unit: 'seconds', meaning: 'Digging.', ...look });
  const parts: Told[] = [
    { labels: { le: 60 }, value: 1, suffix: '_bucket' },
    { labels: { le: '+Inf' }, value: 2, suffix: '_bucket' },
    { labels: {}, value: 90.5, suffix: '_sum' },
    { labels: {}, value: 2, suffix: '_count' },
  ];
  digging.tells(async () => parts);
  expect((await told()).filter((line) => line.includes('hiring_digging_seconds'))).toEqual([
    '# HELP hiring_digging_seconds Digging.',
    '# TYPE hiring_digging_seconds histogram',
    'hiring_digging_seconds_bucket{le="60"} 1',
    'hiring_digging_seconds_bucket{le="+Inf"} 2',
    'hiring_digging_seconds_sum 90.5',
    'hiring_digging_seconds_count 2',
  ]);
});

it('is left out alone when it cannot be told', async () => {
  const lost = gauge({ name: 'hiring_lost_wells', unit: 'wells', meaning: 'Lost.', ...look });
  lost.tells(async () => {
    throw new Error('the database is away');
  });
  expect(await linesOf('hiring_lost_wells')).toEqual([]);
  expect((await told()).join('\n')).toContain('# TYPE hiring_conflicts_total counter');
});
