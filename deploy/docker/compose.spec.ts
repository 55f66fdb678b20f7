/** docker-compose.yml, the Dockerfile and .env.example agree with the services, their configuration and the servers that tests run on. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { gatewayConfig } from '../../apps/gateway/src/config.js';
import { probeConfig } from '../../apps/observer/src/config.js';
import { edgeConfig } from '../../libs/edge/src/config.js';
import { messagingConfig } from '../../libs/messaging/src/config.js';
import { brokerFindings } from '../../libs/messaging/src/kafka/kafka-topics.js';
import { projectRoot, readCode } from '../../tools/sources.ts';
import { kafkaVersion } from '../local/find-kafka.ts';
import { downloadVersion, wheelVersion } from '../local/find-mongod.ts';
import { serviceNames } from '../local/system.ts';

interface ComposeService {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly ports: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly read_only?: boolean;
}

const watching = ['collector', 'tempo', 'loki', 'prometheus', 'alertmanager', 'grafana'];
const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');
const text = read('docker-compose.yml');
const services: Record<string, ComposeService> = parse(text, { merge: true }).services;
const serviceOf = (name: string): ComposeService => services[name] as ComposeService;
const dockerfile = read('deploy/docker/Dockerfile');
const secrets = Object.fromEntries(
  read('.env.example')
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line))
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
);

/** As Compose fills in `${NAME:-default}` and `${NAME:?message}`. */
const filledIn = (value: string | number): string =>
  String(value).replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name, kind, other) => secrets[name] || (kind === '-' ? other : ''));
const environmentOf = (name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(serviceOf(name).environment ?? {}).map(([key, value]) => [key, filledIn(value)]));

/** In the order of their ports. */
const started = [...serviceNames, 'observer', 'pipeline'];

describe.each(started)('%s', (name) => {
  it('is started from the file that its build makes, at the ports of npm start', () => {
    const { command, ports } = serviceOf(name);
    expect(command).toEqual([`apps/${name}/dist/main.js`]);
    expect(existsSync(join(projectRoot, `apps/${name}/src/main.ts`))).toBe(true);
    const [, port, operatorPort] = /\bPORT=(\d+) OPERATOR_PORT=(\d+)/.exec(dockerfile) ?? [];
    const index = started.indexOf(name);
    expect(ports).toEqual([`127.0.0.1:${7301 + index}:${port}`, `127.0.0.1:${7401 + index}:${operatorPort}`]);
  });
  it('has an environment that it accepts, and no variable that nobody reads', () => {
    const environment = environmentOf(name);
    expect(() => edgeConfig(environment)).not.toThrow();
    const { mongoUrl, kafkaBrokers } = messagingConfig(environment);
    expect(mongoUrl).toBe(`mongodb://mongodb:27017/rolecall_${name}?replicaSet=rs0`);
    expect(kafkaBrokers).toEqual(['kafka:9092']);
    const known = readCode().flatMap(({ text: code }) =>
      [...code.matchAll(/^ {2}(?:\.\.\.secret\(\{ )?([A-Z][A-Z0-9_]+): z\b/gm)].map(([, variable]) => variable),
    );
    expect(known).toContain('VAULT_HASH_KEY');
    expect(Object.keys(environment).filter((variable) => !known.includes(variable))).toEqual([]);
    expect(environment.VAULT_HASH_KEY?.length).toBeGreaterThanOrEqual(32);
  });
  it('waits for healthy servers, writes to no file, and is asked whether it is ready', () => {
    const { depends_on, healthcheck, read_only } = serviceOf(name);
    expect(depends_on).toEqual({ kafka: { condition: 'service_healthy' }, mongodb: { condition: 'service_healthy' } });
    for (const server of Object.keys(depends_on ?? {})) expect(serviceOf(server).healthcheck).toBeDefined();
    expect(read_only).toBe(true);
    expect(healthcheck?.test.at(-1)).toContain('/readyz');
  });
});

it('has the services, the two servers and what watches them, and nothing else', () =>
  expect(Object.keys(services).sort()).toEqual([...started, 'gateway', 'kafka', 'mongodb', ...watching].sort()));

it('tells the observer where the services are', () =>
  expect(probeConfig(environmentOf('observer'))).toMatchObject({
    everyMs: 30_000,
    addresses: Object.fromEntries(serviceNames.map((name) => [name, `http://${name}:8080`])),
  }));

describe('the gateway', () => {
  it('knows every service, and takes nobody’s tokens by accident', () => {
    const environment = environmentOf('gateway');
    expect(() => edgeConfig(environment)).not.toThrow();
    expect(gatewayConfig(environment)).toMatchObject({
      addresses: Object.fromEntries(serviceNames.map((name) => [name, `http://${name}:8080`])),
      ...{ developmentTokens: true, provider: undefined },
    });
    expect(serviceOf('gateway').environment?.GATEWAY_DEVELOPMENT_TOKENS).toMatch(/:-false}$/);
  });
  it('is started at the ports of npm start, writes to no file, and waits for nobody', () => {
    const { command, ports, read_only, depends_on, healthcheck } = serviceOf('gateway');
    expect([command, ports]).toEqual([['apps/gateway/dist/main.js'], ['127.0.0.1:7300:8080', '127.0.0.1:7400:9464']]);
    expect([read_only, depends_on, healthcheck?.test.at(-1)]).toEqual([true, {}, expect.stringContaining('/readyz')]);
  });
});

it('listens on this machine only', () => {
  for (const [name, { ports }] of Object.entries(services))
    expect([name, ports.every((port) => port.startsWith('127.0.0.1:'))]).toEqual([name, true]);
});

it('asks .env for what .env.example explains, no more and no less', () => {
  const asked = [...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name as string);
  expect(Object.keys(secrets).sort()).toEqual([...new Set(asked)].sort());
});

it('runs the Kafka that tests run, in a way that loses nothing', () => {
  const { image } = serviceOf('kafka');
  expect(image).toBe(`apache/kafka:${kafkaVersion}`);
  const settings = Object.entries(environmentOf('kafka')).map(
    ([name, value]) => [name.replace('KAFKA_', '').toLowerCase().replaceAll('_', '.'), value] as const,
  );
  expect(brokerFindings(new Map([['1', new Map(settings)]]))).toEqual([]);
  const advertised = new Map(settings).get('advertised.listeners')?.split(',');
  expect(advertised).toEqual(['INSIDE://kafka:9092', 'OUTSIDE://localhost:9092']);
});

it('has the versions of which docs/reliability.md says how they differ from those of the tests', () => {
  const [, page = ''] = read('docs/reliability.md').split('## The servers of the tests');
  const namedIn = (row: string) =>
    [...(new RegExp(`^\\| ${row} .*$`, 'm').exec(page)?.[0] ?? '').matchAll(/\d+\.\d+\.\d+/g)].map(([each]) => each);
  const versionOf = (name: string) => serviceOf(name).image.split(':')[1];
  expect(namedIn('Kafka')).toEqual([versionOf('kafka'), kafkaVersion]);
  expect(namedIn('MongoDB')).toEqual([versionOf('mongodb'), downloadVersion, wheelVersion]);
  const { node } = JSON.parse(read('package.json')).devDependencies;
  expect(namedIn('services')).toEqual([node, node]);
});

it('runs a MongoDB that makes itself the replica set of the addresses', () => {
  const { command, healthcheck } = serviceOf('mongodb');
  const [, set] = /--replSet,([^,]+)/.exec(String(command)) ?? [];
  expect(set).toBe('rs0');
  const script = healthcheck?.test.at(-1) ?? '';
  expect(script).toContain(`_id: '${set}'`);
  expect(script).toContain("host: 'mongodb:27017'");
  expect(() => new Function(script)).not.toThrow();
});

it('pins every image to one version', () => {
  const pinned = /^[\w/-]+:v?\d+\.\d+\.\d+(?:-[\w.]+)?$/;
  for (const { image } of Object.values(services)) expect(image).toMatch(pinned);
  const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
  const { devDependencies, version } = JSON.parse(read('package.json'));
  expect(new Set(bases)).toEqual(new Set([`node:${devDependencies.node}-slim`]));
  expect(serviceOf('offer').image).toBe(`rolecall:${version}`);
});

it('builds an image that runs as no root, says whether it lives, and holds no secret', () => {
  const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
  expect(last).toMatch(/^USER node$/m);
  expect(last.indexOf('USER node')).toBeLessThan(last.indexOf('ENTRYPOINT'));
  expect(last).toMatch(/^HEALTHCHECK (?:.|\n)*\/livez/m);
  expect(dockerfile).not.toMatch(/SECRET|_KEY/);
});

it('sends to the build what the Dockerfile copies, and nothing private', () => {
  const lines = read('.dockerignore').split('\n');
  const sent = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, files = '']) => files.split(' '));
  expect(lines[1]).toBe('*');
  expect([...new Set(copied)].sort()).toEqual([...sent].sort());
  for (const path of copied) expect([path, existsSync(join(projectRoot, path))]).toEqual([path, true]);
});
