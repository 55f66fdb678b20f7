/**
 * A real Prometheus scrapes every metric that there is, and is asked every question of dashboards and rules: each is PromQL, and has an answer
 * where its metrics have values. Whether services under load give these values is asked by tests/flow/panels.spec.ts, for whoever sets PANELS=1.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { metrics } from '@rolecall/telemetry';
import { dashboards } from '../../deploy/grafana/documents.ts';
import { findPrometheus } from '../../deploy/local/find-prometheus.ts';
import { whereThereIs } from '../../deploy/local/where-there-is.ts';
import { readAlerts } from '../../deploy/prometheus/alert-pages.ts';
import { filledIn, unanswered, unansweredFor } from './ask-panels.ts';
import { drawBoard } from './draw-board.ts';
import { type OwnPrometheus, startPrometheus } from './own-prometheus.ts';
import { questionsOfBoards, questionsOfRules } from './questions.ts';
import { shownOn } from './shown.ts';

const alerts = readAlerts();
const questions = [...questionsOfBoards(dashboards(alerts, metrics.declared)), ...questionsOfRules(alerts)];
const say = (line: string): void => void process.stderr.write(`  ${line}\n`);

/** Of labels whose values come from elsewhere, where some question picks by them. */
const elsewhere: Readonly<Record<string, readonly string[]>> = { route: ['/v1/offers'], state: ['waiting'], follower: ['relay'] };

const combined = (labels: Readonly<Record<string, unknown>>): Record<string, string>[] =>
  Object.entries(labels).reduce<Record<string, string>[]>(
    (sofar, [name, bound]) => {
      const values = Array.isArray(bound) ? (bound as string[]) : (elsewhere[name] ?? ['some']);
      return sofar.flatMap((each) => values.map((value) => ({ ...each, [name]: value })));
    },
    [{}],
  );

/** What the three kinds have in common for whoever feeds them. */
interface Fed {
  inc?(labels: object): void;
  set?(labels: object, value: number): void;
  observe?(labels: object, value: number): void;
  tells?(source: () => Promise<object[]>): void;
  get(): Promise<{ readonly name: string }>;
}

let scrapes = 0;

/** What a database would tell: a number, or one more in a histogram at every scrape. */
const told = (labels: object, isHistogram: boolean): object[] => {
  const buckets = ['3600', '86400', '+Inf'].map((le) => ({ labels: { ...labels, le }, value: scrapes, suffix: '_bucket' }));
  const parts = ['_sum', '_count'].map((suffix) => ({ labels, value: scrapes, suffix }));
  return isHistogram ? [...buckets, ...parts] : [{ labels, value: 1 }];
};

/** One more of everything that is declared. */
async function happen(): Promise<void> {
  scrapes += 1;
  for (const metric of Object.values(metrics) as unknown as Fed[]) {
    if (typeof metric.get !== 'function') continue;
    const { name } = await metric.get();
    const declared = metrics.declared.find((each) => each.name === name);
    const all = combined(declared?.labels ?? {});
    for (const labels of all) {
      metric.inc?.(labels);
      metric.set?.(labels, 1);
      metric.observe?.(labels, 0.01);
    }
    if (!metric.set) metric.tells?.(async () => all.flatMap((labels) => told(labels, declared?.kind === 'histogram')));
  }
}

const { test } = await whereThereIs(findPrometheus);
const urlOf = (): string => (prometheus as OwnPrometheus).url;

let server: Server;
let prometheus: OwnPrometheus | undefined;

beforeAll(async () => {
  metrics.collectProcessMetrics();
  server = createServer(async ({ headers }, response) => {
    await happen();
    const { type, text } = await metrics.exposition(headers.accept);
    return response.writeHead(200, { 'content-type': type }).end(text);
  }).listen(0);
  await once(server, 'listening');
  const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  prometheus = await startPrometheus([{ job: 'offer', url: `${here}/metrics` }], say);
}, 300_000);

afterAll(async () => {
  await prometheus?.stop();
  server.close();
});

it('fills in what Grafana would', () => {
  expect(filledIn('sum by (job) (rate(x{job=~"$service"}[$__rate_interval])) + increase(y[$__range])', '1m')).toBe(
    'sum by (job) (rate(x{job=~".*"}[1m])) + increase(y[1m])',
  );
});

test('every panel and every rule has an answer where its metrics have values', async () => {
  // A rate needs two scrapes, and the objectives some rounds of their rules.
  expect(await unansweredFor(questions, urlOf(), '1m', 60_000)).toEqual([]);
}, 120_000);

test('is drawn with every panel, each with its answer, and as large as a page can bear', async () => {
  const to = Math.floor(Date.now() / 1000);
  for (const board of dashboards([], []).filter(({ uid = '' }) => !['one-story', 'every-metric'].includes(uid))) {
    const shown = await shownOn(board, urlOf(), { from: to - 20, to, step: 1, window: 15 });
    const picture = drawBoard(shown, 'a test');
    for (const { title, kind } of shown.panels) if (kind === 'number') expect(picture).toContain(title);
    expect(picture.match(/<svg x=/g) ?? []).toHaveLength(shown.panels.length);
    expect(picture).not.toMatch(/NaN|undefined/);
    expect([board.uid, picture.length < 300_000]).toEqual([board.uid, true]);
  }
  const [board] = dashboards([], []);
  const before = { from: to - 9000, to: to - 8000, step: 100, window: 15 };
  await expect(shownOn(board as Dashboard, urlOf(), before)).rejects.toThrow('is empty');
});

test('tells what has no answer, and why', async () => {
  const asked = ['nothing_of_that_name', 'sum(', 'vector(0) / 0', 'up'].map((expr) => ({ where: 'here', expr }));
  const found = await unanswered(asked, urlOf(), '1m');
  expect(found.map(({ expr, why }) => [expr, why])).toEqual([
    ['nothing_of_that_name', 'no data'],
    ['sum(', expect.stringContaining('parse error')],
    ['vector(0) / 0', 'not a number'],
  ]);
});
