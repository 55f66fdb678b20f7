/**
 * The whole system in the foreground until Ctrl-C: `npm start`. Its data stays in .rolecall/data; `-- --data <folder>` keeps it elsewhere,
 * so that a second system can run beside the first. `-- --observe` starts Prometheus, Alertmanager and a trace store beside it.
 */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { issueToken, operatorOrg } from '@rolecall/edge';
import {
  type Beside,
  type Gateway,
  InUse,
  linesOf,
  NotStarted,
  NoWay,
  type Observation,
  observe,
  type System,
  startGateway,
  startObservation,
  startPipeline,
  startSystem,
} from '../deploy/local/index.ts';
import { peopleOf } from './demo/cast.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
/** As long as the development issuer's longest working day. */
const token = { person: 'mara', org: 'acme', roles: ['recruiter'] };
const operator = { person: 'olga', org: operatorOrg, roles: ['operator'] };

interface Running {
  readonly system: System;
  readonly pipeline: Beside;
  readonly gateway: Gateway;
  readonly observation: Observation | undefined;
}

async function addressesOf({ system, pipeline, gateway, observation }: Running): Promise<string> {
  const { services, servers, secret } = system;
  const lines = Object.entries({ ...services, pipeline: pipeline.service }).map(
    ([name, { url, operatorUrl }]) => `  ${name.padEnd(12)} ${url}/v1   OpenAPI: ${url}/openapi.json   Metrics: ${operatorUrl}/metrics`,
  );
  return [
    '',
    `  ${'gateway'.padEnd(12)} ${gateway.url}/v1   in front of all services   Metrics: ${gateway.service.operatorUrl}/metrics`,
    ...lines,
    `  ${'Kafka'.padEnd(12)} ${servers.kafkaBrokers}`,
    `  ${'MongoDB'.padEnd(12)} ${servers.mongoUrl('')}`,
    `  ${'sign in'.padEnd(12)} ${gateway.issuer}, an OpenID provider that knows the demo's people`,
    '',
    ...(observation ? [...linesOf(observation).map((line) => `  ${line}`), ''] : []),
    `A token for ${token.person} (${token.roles.join(', ')}) of ${token.org}, for twelve hours:`,
    '',
    `  export TOKEN=${await issueToken(token, secret)}`,
    `  curl -H "authorization: Bearer $TOKEN" ${gateway.url}/v1/requisitions`,
    '',
    'For operators:',
    '',
    `  export ROLECALL_TOKEN=${await issueToken(operator, secret)}`,
    '  npm run rolecall -- dead list',
    '',
    'Ctrl-C stops everything; the data stays.',
  ].join('\n');
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { data: { type: 'string', default: '.rolecall/data' }, observe: { type: 'boolean', default: false } },
  });
  // From here on: a signal while the system comes up ends this process, and its keeper ends the rest.
  const observation = values.observe ? await startObservation(say) : undefined;
  const system = await startSystem({ dataDir: values.data, ports: 'fixed', env: observation?.env, say });
  const pipeline = await startPipeline(system, observation?.env);
  const behind = { secret: system.secret, services: { ...system.services, pipeline: pipeline.service } };
  const gateway = await startGateway(behind, { people: peopleOf(token.org), ports: 'fixed', env: observation?.env });
  const observer = observation && (await observe(observation, system, { pipeline: pipeline.service, gateway: gateway.service }));
  say(await addressesOf({ system, pipeline, gateway, observation }));
  // Signals keep no process alive by themselves.
  const alive = setInterval(() => undefined, 60_000);
  await Promise.race((['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) => once(process, signal)));
  clearInterval(alive);
  say('stopping …');
  // A second Ctrl-C is for the impatient: the keeper ends what is left.
  process.once('SIGINT', () => process.exit(130));
  await Promise.all([observer?.stop(), pipeline.stop(), gateway.stop()]);
  await system.stop();
  await observation?.stop();
  say('stopped');
  return 0;
}

process.exitCode = await main().catch((error: unknown) => {
  const known = error instanceof NoWay || error instanceof InUse || error instanceof NotStarted;
  const way = error instanceof InUse ? '\nStop it, or start beside it: npm start -- --data .rolecall/second' : '';
  process.stderr.write(`${known ? error.message : ((error as Error).stack ?? error)}${way}\n`);
  return 1;
});
