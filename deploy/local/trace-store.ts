/** Runs a trace store: an OpenTelemetry Collector, which takes spans by OTLP, and behind it Zipkin, which keeps and shows them. */
import { join } from 'node:path';
import { findCollector } from './find-collector.ts';
import { findZipkin, zipkinVersion } from './find-zipkin.ts';
import { HurtableProcess } from './hurtable-process.ts';
import { freePort, preferredPort } from './ports.ts';
import type { Premises } from './premises.ts';
import { answers } from './processes.ts';
import { root } from './root.ts';
import { both } from './start-servers.ts';

const usualPort = { otlp: 4318, zipkin: 9411 };
/** Beyond this Zipkin forgets the oldest, so that its heap holds them. */
const spansMax = 50_000;
const configs = ['collector.yaml', 'local.yaml'].map((name) => `--config=${join(root, 'deploy', 'otel', name)}`);
/** By hand everything is worth a look, and soon. */
const sampling = { TRACES_KEPT_PERCENT: '100', TRACES_DECIDED_AFTER: '2s' };
/** A Java on a busy machine takes its time. */
const upWithinMs = 180_000;

export interface TraceStore {
  /** Where Zipkin shows and answers. */
  readonly url: string;
  /** Where spans go, by OTLP over HTTP. */
  readonly otlp: string;
}

type Say = (line: string) => void;

/** Resolves when spans can come. Throws NoWay when one of the two cannot be had, NotStarted. */
export async function startTraceStore(premises: Premises, say: Say): Promise<TraceStore> {
  const [zipkin, collector] = [await findZipkin(say), await findCollector(say)];
  const port = await preferredPort(usualPort.zipkin);
  const url = `http://127.0.0.1:${port}`;
  const [otlp, health] = [`127.0.0.1:${await preferredPort(usualPort.otlp)}`, `127.0.0.1:${await freePort()}`];
  const logs = await premises.room('logs');
  const start = (name: string, command: string, args: string[], env: NodeJS.ProcessEnv, asked: string) => {
    const options = { name, command, args, env: { PATH: process.env.PATH, ...env }, log: join(logs, `${name}.log`) };
    return new HurtableProcess({ ...options, isUp: () => answers(asked), upWithinMs }, premises.guard).start();
  };
  const memory = { STORAGE_TYPE: 'mem', MEM_MAX_SPANS: String(spansMax) };
  const ways = { OTLP_HTTP_ADDRESS: otlp, HEALTH_ADDRESS: health, ZIPKIN_URL: url };
  await both(
    start('zipkin', zipkin.java, zipkinArgs(zipkin.jar, port), memory, `${url}/health`),
    start('collector', collector, configs, { ...ways, ...sampling }, `http://${health}`),
  );
  say(`Zipkin ${zipkinVersion} at 127.0.0.1:${port}, behind a Collector at ${otlp}`);
  return { url, otlp: `http://${otlp}` };
}

/** A small Java that starts soon, on this machine only. */
const zipkinArgs = (jar: string, port: number): string[] => [
  ...['-Xms32m', '-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'],
  ...['-Darmeria.ports[0].ip=127.0.0.1', `-Darmeria.ports[0].port=${port}`, '-Darmeria.ports[0].protocols[0]=http'],
  ...['-jar', jar],
];
