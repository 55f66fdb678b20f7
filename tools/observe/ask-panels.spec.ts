/**
 * A real Prometheus scrapes every metric that there is, and is asked every question of dashboards and rules: each is PromQL, and has an answer
 * where its metrics have values. Whether services under load give these values is asked in tests/flow.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { metrics } from '@rolecall/telemetry';
import { eventually } from '@rolecall/testing';
import { dashboards } from '../../deploy/grafana/documents.ts';
import { findPrometheus } from '../../deploy/local/find-prometheus.ts';
import { freePort } from '../../deploy/local/ports.ts';
import { NoWay } from '../../deploy/local/ways.ts';
import { readAlerts } from '../../deploy/prometheus/alert-pages.ts';
import { readSources } from '../sources.ts';
import { filledIn, unanswered } from './ask-panels.ts';
import { questionsOfBoards, questionsOfRules } from './questions.ts';

const alerts = readAlerts();
const questions = [...questionsOfBoards(dashboards(alerts)), ...questionsOfRules(alerts)];
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

let server: Server;
let prometheus: ChildProcess | undefined;
let url: string | undefined;
const folder = mkdtempSync(join(tmpdir(), 'rolecall-prometheus-'));

beforeAll(async () => {
  const installed = await findPrometheus(say).catch((error: unknown) => {
    if (!(error instanceof NoWay)) throw error;
    say(`panels are not held against Prometheus: ${error.message}`);
  });
  if (!installed) return;
  metrics.collectProcessMetrics();
  server = createServer(async ({ headers }, response) => {
    await happen();
    const { type, text } = await metrics.exposition(headers.accept);
    return response.writeHead(200, { 'content-type': type }).end(text);
  }).listen(0);
  await once(server, 'listening');
  const target = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  mkdirSync(join(folder, 'rules'));
  // As they are, but taken every second: nobody waits half a minute here.
  for (const { path, text } of readSources(['deploy/prometheus/rules/*.yml']))
    writeFileSync(join(folder, 'rules', path.replace(/.*\//, '')), text.replaceAll('interval: 30s', 'interval: 1s'));
  const jobs = [{ job_name: 'offer', static_configs: [{ targets: [target] }] }];
  const config = { global: { scrape_interval: '1s' }, rule_files: ['rules/*.yml'], scrape_configs: jobs };
  writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(config));
  const port = await freePort();
  const places = [`--config.file=${join(folder, 'prometheus.yml')}`, `--storage.tsdb.path=${join(folder, 'data')}`];
  prometheus = spawn(installed.prometheus, [...places, `--web.listen-address=127.0.0.1:${port}`, ...installed.args], { stdio: 'ignore' });
  url = `http://127.0.0.1:${port}`;
  const isReady = async () => (await fetch(`${url}/-/ready`).catch(() => undefined))?.ok;
  await eventually(isReady, 60_000);
}, 300_000);

afterAll(async () => {
  if (prometheus?.kill('SIGTERM')) await once(prometheus, 'exit');
  server?.close();
  rmSync(folder, { recursive: true });
});

it('fills in what Grafana would', () => {
  expect(filledIn('sum by (job) (rate(x{job=~"$service"}[$__rate_interval])) + increase(y[$__range])', '1m')).toBe(
    'sum by (job) (rate(x{job=~".*"}[1m])) + increase(y[1m])',
  );
});

it('every panel and every rule has an answer where its metrics have values', async () => {
  if (!url) return;
  let left = await unanswered(questions, url, '1m');
  // A rate needs two scrapes, and the objectives some rounds of their rules.
  for (let asked = 0; left.length > 0 && asked < 20; asked += 1) {
    await new Promise((resolve) => setTimeout(resolve, 2000));
    left = await unanswered(left, url, '1m');
  }
  expect(left).toEqual([]);
}, 120_000);

it('tells what has no answer, and why', async () => {
  if (!url) return;
  const asked = ['nothing_of_that_name', 'sum(', 'vector(0) / 0', 'up'].map((expr) => ({ where: 'here', expr }));
  const found = await unanswered(asked, url, '1m');
  expect(found.map(({ expr, why }) => [expr, why])).toEqual([
    ['nothing_of_that_name', 'no data'],
    ['sum(', expect.stringContaining('parse error')],
    ['vector(0) / 0', 'not a number'],
  ]);
});
