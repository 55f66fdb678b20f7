/** Every panel and every rule has an answer while load runs: a real Prometheus scrapes the real services and the observer. */
import { metrics } from '@rolecall/telemetry';
import { dashboards } from '../../deploy/grafana/documents.ts';
import { type System, startSystem } from '../../deploy/local/index.ts';
import { type Observer, startObserver } from '../../deploy/local/observer.ts';
import { readAlerts } from '../../deploy/prometheus/alert-pages.ts';
import { unansweredFor } from '../../tools/observe/ask-panels.ts';
import { type OwnPrometheus, startPrometheus } from '../../tools/observe/own-prometheus.ts';
import { questionsOfBoards, questionsOfRules } from '../../tools/observe/questions.ts';
import { Load } from '../load/load.ts';

const say = (line: string): void => void process.stderr.write(`  ${line}\n`);
const alerts = readAlerts();
const questions = [...questionsOfBoards(dashboards(alerts, metrics.declared)), ...questionsOfRules(alerts)];

let system: System;
let observer: Observer;
let prometheus: OwnPrometheus | undefined;
let load: Load;

beforeAll(async () => {
  system = await startSystem({ say });
  observer = await startObserver(system, { PROBE_EVERY_MS: '3000' });
  const scraped = Object.entries({ ...system.services, observer: observer.service });
  prometheus = await startPrometheus(
    scraped.map(([job, { operatorUrl }]) => ({ job, url: `${operatorUrl}/metrics` })),
    say,
  );
  const processes = Object.entries(system.services).map(([name, service]) => [name, [service]]);
  load = await Load.start({ secret: system.secret, services: Object.fromEntries(processes) }, { org: 'panels', inFlight: 3 });
}, 300_000);

afterAll(async () => {
  await load?.stop();
  await prometheus?.stop();
  await observer?.stop();
  await system?.stop();
}, 120_000);

it('no panel is empty', async () => {
  if (prometheus) expect(await unansweredFor(questions, prometheus.url, '2m', 120_000)).toEqual([]);
  expect(load.stuck()).toEqual([]);
});
