/** What watches the system in docker-compose.yml: every address, port, file and version in its configurations is one that is there. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { projectRoot } from '../../tools/sources.ts';
import { withWebhooks } from '../local/alertmanager-server.ts';
import { alertmanagerVersion } from '../local/find-alertmanager.ts';
import { collectorVersion } from '../local/find-collector.ts';
import { serviceNames } from '../local/system.ts';

interface Confined {
  readonly image: string;
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly mem_limit?: string;
  readonly cpus?: number;
  readonly pids_limit?: number;
  readonly cap_drop?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly volumes?: readonly string[];
}

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true });
const services: Readonly<Record<string, Confined>> = compose.services;
const serviceOf = (name: string): Confined => services[name] as Confined;
const mountsOf = (name: string) => (serviceOf(name).volumes ?? []).map((volume) => volume.split(':') as [string, string, string?]);
const collector = parse(read('deploy/otel/collector.yaml'));
const logs = parse(read('deploy/otel/logs.yaml'));
const sources = parse(read('deploy/grafana/provisioning/datasources/datasources.yaml')).datasources;
const scraped = [...serviceNames, 'observer', 'pipeline', 'gateway'];
const operatorPort = Number(/\bOPERATOR_PORT=(\d+)/.exec(read('deploy/docker/Dockerfile'))?.[1]);
/** Where each listens inside the network, by its own configuration; of services, for operators. */
const listens: Readonly<Record<string, readonly number[]>> = {
  ...Object.fromEntries(scraped.map((name) => [name, [operatorPort]])),
  collector: [
    Number(/:(\d+)}$/.exec(collector.receivers.otlp.protocols.http.endpoint)?.[1]),
    collector.service.telemetry.metrics.readers[0].pull.exporter.prometheus.port,
  ],
  tempo: [parse(read('deploy/tempo/tempo.yaml')).server.http_listen_port, 4317],
  loki: [parse(read('deploy/loki/loki.yaml')).server.http_listen_port],
  prometheus: [9090],
  alertmanager: [9093],
  grafana: [3000],
};
const isThere = (address: string): boolean => {
  const [host = '', port] = address.replace('http://', '').split('/')[0]?.split(':') ?? [];
  return listens[host === 'localhost' ? 'prometheus' : host]?.includes(Number(port)) ?? false;
};

it.each(Object.keys(services))('%s is no root, has limits, drops what it may, and is asked how it is', (name) => {
  const { user, mem_limit, cpus, pids_limit, cap_drop, healthcheck } = serviceOf(name);
  expect(user).toMatch(/^(?!root$|0$)\w+$/);
  expect(mem_limit).toMatch(/^\d+[mg]$/);
  expect(cpus).toBeGreaterThan(0);
  expect(pids_limit).toBeGreaterThan(0);
  expect(cap_drop).toEqual(['ALL']);
  expect(healthcheck?.test[0]).toMatch(/^CMD/);
});

it.each(Object.keys(services))('%s mounts files that are there and only reads them, and volumes that are declared', (name) => {
  for (const [source, , mode] of mountsOf(name)) {
    if (source.startsWith('.')) expect([source, existsSync(join(projectRoot, source)), mode]).toEqual([source, true, 'ro']);
    else expect(Object.keys(compose.volumes)).toContain(source);
  }
});

it.each(['collector', 'tempo', 'loki', 'prometheus', 'alertmanager', 'grafana'])(
  '%s finds each file that it is told, where it is mounted',
  (name) => {
    const { command = [], environment = {} } = serviceOf(name);
    const told = [...command, ...Object.values(environment)].flatMap((text) => String(text).match(/\/etc\/[\w./-]+/g) ?? []);
    expect(told.length).toBeGreaterThan(0);
    for (const path of told) {
      const [source, target] = mountsOf(name).find(([, at]) => path.startsWith(`${at}/`)) ?? [];
      expect([path, existsSync(join(projectRoot, source ?? 'not mounted', path.slice(target?.length)))]).toEqual([path, true]);
    }
  },
);

it('has volumes that somebody mounts', () => {
  const mounted = Object.keys(services).flatMap((name) => mountsOf(name).map(([source]) => source));
  expect(mounted).toEqual(expect.arrayContaining(Object.keys(compose.volumes)));
});

it('scrapes every service under its name, and each of what watches them, where they listen', () => {
  const groupsOf = (file: string): { targets: string[]; labels?: { job: string } }[] => parse(read(`deploy/prometheus/targets/${file}`));
  expect(groupsOf('services.yml').map(({ labels }) => labels?.job)).toEqual(scraped);
  for (const file of readdirSync(join(projectRoot, 'deploy/prometheus/targets')))
    for (const { targets, labels } of groupsOf(file)) {
      expect(targets.map((target) => [target, isThere(target)])).toEqual(targets.map((target) => [target, true]));
      if (labels && !targets[0]?.startsWith('localhost')) expect(targets[0]?.split(':')[0]).toBe(labels.job);
    }
});

it('sends spans and log lines to stores that listen there', () => {
  const defaultOf = (endpoint: string) => /:-(.+?)}/.exec(endpoint)?.[1] ?? '';
  for (const { endpoint } of [collector.exporters['otlp_grpc/tempo'], logs.exporters['otlp_http/loki']])
    expect([endpoint, isThere(defaultOf(endpoint))]).toEqual([endpoint, true]);
  for (const name of serviceNames) expect(isThere(serviceOf(name).environment?.OTEL_EXPORTER_OTLP_ENDPOINT ?? '')).toBe(true);
});

it('keeps every trace with an error and every slow one', () => {
  const { policies } = collector.processors.tail_sampling;
  expect(policies.map(({ type }: { type: string }) => type)).toEqual(['status_code', 'latency', 'probabilistic']);
  expect(collector.service.pipelines.traces.processors).toEqual(['memory_limiter', 'tail_sampling', 'batch']);
});

it('shows in Grafana what is there, and links between sources that are there', () => {
  const uids = sources.map(({ uid }: { uid: string }) => uid);
  for (const { url } of sources) expect([url, isThere(url)]).toEqual([url, true]);
  expect(new Set(uids).size).toBe(uids.length);
  for (const [, uid] of JSON.stringify(sources).matchAll(/"(?:datasourceUid|alertmanagerUid)":"(\w+)"/g)) expect(uids).toContain(uid);
});

it('runs the Collector and the Alertmanager that a local start builds', () => {
  const recipe = parse(read('deploy/otel/builder.yaml'));
  const modules: string[] = ['receivers', 'processors', 'exporters', 'extensions'].flatMap((kind) =>
    recipe[kind].map(({ gomod }: { gomod: string }) => gomod.split(' ')[1]),
  );
  expect(new Set([...modules, `v${recipe.dist.version}`])).toEqual(new Set([`v${collectorVersion}`]));
  expect(read('deploy/otel/Dockerfile')).toContain(`FROM otel/opentelemetry-collector-contrib:${collectorVersion} AS`);
  expect(serviceOf('collector').image).toBe(`rolecall-collector:${collectorVersion}`);
  expect(serviceOf('alertmanager').image).toBe(`prom/alertmanager:v${alertmanagerVersion}`);
});

describe('alerts', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rolecall-alerts-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const url = 'https://example.org/hook?a=1&b=|2';
  /** What the container's shell makes of the file; the Alertmanager itself is left out. */
  const madeBy = (people: string, watchdog: string): string => {
    const config = 'deploy/alertmanager/alertmanager.yml';
    writeFileSync(join(folder, 'in.yml'), read(config));
    const script = (serviceOf('alertmanager').command[0] ?? '')
      .replaceAll('$$', '$')
      .replace('/etc/rolecall/alertmanager.yml', 'in.yml')
      .replaceAll('/tmp/alertmanager.yml', 'out.yml')
      .replace(/^exec .*$/m, '');
    execFileSync('/bin/sh', ['-c', script], {
      cwd: folder,
      env: { PATH: process.env.PATH, ALERT_WEBHOOK_URL: people, WATCHDOG_WEBHOOK_URL: watchdog },
    });
    return readFileSync(join(folder, 'out.yml'), 'utf8');
  };

  it.each([
    ['', ''],
    [url, ''],
    ['', url],
    [url, 'https://example.org/alive'],
  ])('go to %j and signs of life to %j, in a container as in a local start', (people, watchdog) => {
    const made = madeBy(people, watchdog);
    expect(made).toBe(withWebhooks(read('deploy/alertmanager/alertmanager.yml'), { people, watchdog }));
    const toldBy = (address: string) => (address ? { webhook_configs: [{ url: address }] } : {});
    expect(parse(made).receivers).toEqual([
      { name: 'people', ...toldBy(people) },
      { name: 'watchdog', ...toldBy(watchdog) },
    ]);
  });
});
