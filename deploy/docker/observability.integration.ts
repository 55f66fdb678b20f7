/** The tools themselves read the configurations that docker-compose.yml gives them, and know every flag of its command lines. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { projectRoot } from '../../tools/sources.ts';
import { withWebhooks } from '../local/alertmanager-server.ts';
import { findAlertmanager } from '../local/find-alertmanager.ts';
import { findCollector } from '../local/find-collector.ts';
import { findCompose } from '../local/find-compose.ts';
import { findPrometheus } from '../local/find-prometheus.ts';
import { runTool } from '../local/tool.ts';
import { whereThereIs } from '../local/where-there-is.ts';

const prometheus = await whereThereIs(findPrometheus);
const alertmanager = await whereThereIs(findAlertmanager);
const collector = await whereThereIs((say) => findCollector(say, { mayBuild: false }));
const compose = await whereThereIs(findCompose);

const path = (name: string): string => join(projectRoot, name);
const read = (name: string): string => readFileSync(path(name), 'utf8');
const otel = (name: string): string => `--config=${path(`deploy/otel/${name}`)}`;
const flagsOf = (service: string): string[] => {
  const command: string[] = parse(read('docker-compose.yml'), { merge: true }).services[service].command;
  return [...command.join(' ').matchAll(/--([a-z][\w.-]+)=/g)].map(([, flag]) => flag as string);
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rolecall-configs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

prometheus.test('Prometheus knows its configuration, its targets, its rules and its flags', async () => {
  const { prometheus: command, promtool } = prometheus.found;
  const said = await runTool(promtool, ['check', 'config', path('deploy/prometheus/prometheus.yml')]);
  expect(said).toContain('is valid prometheus config file syntax');
  const help = await runTool(command, ['--help']);
  const flags = flagsOf('prometheus');
  expect(flags).toContain('config.file');
  for (const flag of flags) expect(help).toContain(`--${flag}=`);
});

alertmanager.test('Alertmanager knows its configuration, with and without somebody who is told, and its flags', async () => {
  const { alertmanager: command, amtool } = alertmanager.found;
  const config = read('deploy/alertmanager/alertmanager.yml');
  for (const people of ['', 'https://example.org/hook?a=1&b=2']) {
    const file = join(folder, 'alertmanager.yml');
    writeFileSync(file, withWebhooks(config, { people, watchdog: people }));
    expect(await runTool(amtool, ['check-config', file])).toContain('SUCCESS');
  }
  const help = await runTool(command, ['--help']);
  const flags = flagsOf('alertmanager');
  expect(flags).toContain('config.file');
  for (const flag of flags) expect(help).toContain(`--${flag}=`);
});

alertmanager.test.each([
  ['a page', 'people', ['severity=page', 'alertname=ServiceDown', 'job=offer']],
  ['a ticket', 'people', ['severity=ticket', 'alertname=RelayBehind', 'job=offer']],
  ['a sign of life', 'watchdog', ['severity=none', 'alertname=Watchdog']],
])('%s reaches %s', async (_, receiver, labels) => {
  const config = `--config.file=${path('deploy/alertmanager/alertmanager.yml')}`;
  expect(await runTool(alertmanager.found.amtool, ['config', 'routes', 'test', config, ...labels])).toBe(`${receiver}\n`);
});

collector.test.each([
  ['in docker-compose.yml', ['collector.yaml', 'logs.yaml'], {}],
  ['beside a local start', ['collector.yaml', 'local.yaml'], { ZIPKIN_URL: 'http://127.0.0.1:9411', TRACES_KEPT_PERCENT: '100' }],
])('the Collector knows its configuration %s', async (_, files, env) => {
  expect(await runTool(collector.found, ['validate', ...files.map(otel)], { env })).toBe('');
  const wrong = join(folder, 'wrong.yaml');
  writeFileSync(wrong, 'processors: { tail_sampling: { decide_after: 1s } }');
  await expect(runTool(collector.found, ['validate', ...files.map(otel), `--config=${wrong}`], { env })).rejects.toThrow('decide_after');
});

compose.test('Compose reads docker-compose.yml with the values of .env.example, and would not read what it does not know', async () => {
  const values = new Map([...read('.env.example').matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]));
  const filledIn = read('docker-compose.yml').replaceAll(
    /(?<!\$)\$\{(\w+)(?::([-?])([^}]*))?\}/g,
    (_, name, kind, other) => values.get(name) || (kind === '-' ? other : ''),
  );
  const file = join(folder, 'docker-compose.yml');
  writeFileSync(file, filledIn);
  const { services } = parse(await runTool(compose.found, [file]));
  expect(Object.keys(services)).toEqual(expect.arrayContaining(['offer', 'kafka', 'collector', 'grafana']));
  writeFileSync(file, filledIn.replace('mem_limit: 1g', 'memory: 1g'));
  await expect(runTool(compose.found, [file])).rejects.toThrow('memory');
});
