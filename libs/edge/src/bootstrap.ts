/** Starts a service and stops it well: `bootstrap(AppModule, { service: 'offer' })` is all that main.ts holds. */
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { systemClock } from '@rolecall/messaging';
import { type Environment, logger, startTelemetry, type Telemetry } from '@rolecall/telemetry';
import { createApp, type Life } from './app.js';
import { type EdgeConfig, edgeConfig } from './config.js';
import { type OperatorPort, openOperatorPort } from './operator-port.js';

export interface Running {
  readonly app: NestFastifyApplication;
  /** Such as http://127.0.0.1:8080 */
  readonly url: string;
  /** Where /metrics is, such as http://127.0.0.1:9464 */
  readonly operatorUrl: string;
  /** Drains and stops; resolves when everything is closed. A second call waits for the first. */
  stop(): Promise<void>;
}

/** Starts in this process and leaves signals alone: for tests, and for `bootstrap`. Throws what stops the start. */
export async function start(AppModule: Type, { service, env }: { service: string; env?: Environment }): Promise<Running> {
  const telemetry = await startTelemetry({ service, env });
  const config = edgeConfig(env);
  const life: Life = { phase: 'starting' };
  const operators = await openOperatorPort(config.OPERATOR_PORT, config.HOST);
  let app: NestFastifyApplication | undefined;
  try {
    app = await createApp(AppModule, service, config, life);
    await app.listen(config.PORT, config.HOST);
    await app.startAllMicroservices();
  } catch (error) {
    await app?.close();
    await operators.close();
    throw error;
  }
  life.phase = 'ready';
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  const { url: operatorUrl } = operators;
  logger.info({ url, operatorUrl }, 'ready');
  let stopping: Promise<void> | undefined;
  return {
    app,
    url,
    operatorUrl,
    stop: () => {
      stopping ??= stopApp({ app, operators, telemetry }, config, life);
      return stopping;
    },
  };
}

interface Parts {
  readonly app: NestFastifyApplication;
  readonly operators: OperatorPort;
  readonly telemetry: Telemetry;
}

/** Requests under way finish first, then consumers, then the relay, then the connections; until then operators can look. */
async function stopApp({ app, operators, telemetry }: Parts, config: EdgeConfig, life: Life): Promise<void> {
  life.phase = 'draining';
  await systemClock.sleep(config.DRAIN_DELAY_MS);
  life.phase = 'closing';
  await app.close();
  await operators.close();
  await telemetry.stop();
}

/**
 * Runs a service until SIGTERM or SIGINT. Exit code 0 after a clean stop; 1 when the start failed, when stopping took longer than
 * SHUTDOWN_GRACE_MS, or after an error that nobody handled: another process takes over, and nothing that was acknowledged is lost.
 */
export async function bootstrap(AppModule: Type, { service }: { service: string }): Promise<void> {
  // Node's own warnings become log lines like everything else, so that a log holds JSON alone.
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => logger.info({ warning: name, reason: message }, 'node warns'));
  process.once('uncaughtException', (error) => die('an error that nobody handled', { err: error }));
  let running: Running;
  try {
    running = await start(AppModule, { service });
  } catch (error) {
    // Nothing of a person is here yet that its message could quote.
    return die('the service could not start', { reason: error instanceof Error ? error.message : String(error), err: error });
  }
  const grace = edgeConfig().SHUTDOWN_GRACE_MS;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stopWithin(running, grace, signal));
}

async function stopWithin(running: Running, graceMs: number, signal: string): Promise<void> {
  logger.info({ signal }, 'stopping');
  const stopped = running.stop().then(
    () => 'stopped' as const,
    (error: unknown) => error,
  );
  const end = await Promise.race([stopped, systemClock.sleep(graceMs).then(() => 'too late' as const)]);
  if (end !== 'stopped') return die('the service did not stop cleanly', end === 'too late' ? { graceMs } : { err: end });
  logger.info('stopped');
  process.exit(0);
}

function die(message: string, facts: object): void {
  logger.fatal(facts, message);
  process.exit(1);
}
