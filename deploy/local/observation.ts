/** What watches a system, beside it: Prometheus, Alertmanager and a trace store, real ones. Their data goes when they stop. */
import { startAlertmanager } from './alertmanager-server.ts';
import { NotStarted } from './child.ts';
import { Premises } from './premises.ts';
import { startPrometheus } from './prometheus-server.ts';
import { both } from './start-servers.ts';
import type { Service } from './system.ts';
import { startTraceStore } from './trace-store.ts';
import { NoWay } from './ways.ts';

export interface Piece {
  readonly name: string;
  readonly url: string;
  /** What to look at there. */
  readonly shows: string;
}

export interface Observation {
  /** Those that could be had. */
  readonly pieces: readonly Piece[];
  /** More environment for services, so that their spans arrive. */
  readonly env: Readonly<Record<string, string>>;
  /** Prometheus scrapes these from now on. */
  watch(services: Readonly<Record<string, Pick<Service, 'operatorUrl'>>>): Promise<void>;
  /** Ends everything, and its data goes. */
  stop(): Promise<void>;
}

type Say = (line: string) => void;

/** The attribute by which the spans of one story are found. */
const storyTag = 'messaging.message.conversation_id';

/** A piece that cannot be had is told, and the others go on. Everything dies with this process, however that ends. */
export async function startObservation(say: Say): Promise<Observation> {
  const premises = await Premises.open();
  try {
    const [metrics, traces] = await both(startMetrics(premises, say), startTraces(premises, say));
    return {
      pieces: [...metrics.pieces, ...traces.pieces],
      env: traces.env,
      watch: async (services) => metrics.scrape(services),
      stop: () => premises.close(),
    };
  } catch (error) {
    await premises.close();
    throw error;
  }
}

/** A line for each piece: its address, and what to look at there. */
export const linesOf = ({ pieces }: Observation): string[] => pieces.map(({ name, url, shows }) => `${name.padEnd(12)} ${url}   ${shows}`);

/** Where a service serves /metrics. */
const metricsOf = ({ operatorUrl }: Pick<Service, 'operatorUrl'>): string => new URL(operatorUrl).host;

async function startMetrics(premises: Premises, say: Say) {
  const alertmanager = await ifThereIs('Alertmanager', say, () => startAlertmanager(premises, say));
  const prometheus = await ifThereIs('Prometheus', say, () => startPrometheus(premises, alertmanager, say));
  const pieces: Piece[] = [];
  if (prometheus)
    pieces.push({ name: 'Prometheus', url: prometheus.url, shows: 'numbers; who is scraped (Status, Targets); what is wrong (Alerts)' });
  if (alertmanager) pieces.push({ name: 'Alertmanager', url: `http://${alertmanager}`, shows: 'what is sent to people' });
  const scrape = async (services: Readonly<Record<string, Pick<Service, 'operatorUrl'>>>) =>
    prometheus?.scrape(Object.fromEntries(Object.entries(services).map(([name, service]) => [name, metricsOf(service)])));
  return { pieces, scrape };
}

async function startTraces(premises: Premises, say: Say): Promise<Pick<Observation, 'pieces' | 'env'>> {
  const given = process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (given) {
    say('traces go where the environment says');
    return { pieces: [], env: {} };
  }
  const store = await ifThereIs('a trace store', say, () => startTraceStore(premises, say));
  if (!store) return { pieces: [], env: {} };
  const url = `${store.url}/zipkin/?annotationQuery=${encodeURIComponent(storyTag)}%3D<correlation id>`;
  return { pieces: [{ name: 'Zipkin', url, shows: 'the traces of one story' }], env: { OTEL_EXPORTER_OTLP_ENDPOINT: store.otlp } };
}

async function ifThereIs<T>(what: string, say: Say, start: () => Promise<T>): Promise<T | undefined> {
  try {
    return await start();
  } catch (error) {
    if (!(error instanceof NoWay || error instanceof NotStarted)) throw error;
    say(`without ${what}: ${error.message}`);
    return undefined;
  }
}
