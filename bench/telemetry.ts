/**
 * What it costs that spans are sent: whole hires by four processes over HTTP that send them, to a process of its own, against four that send
 * none. Two systems, each on servers of its own; their rounds alternate.
 */
import { type System, serviceNames, startSystem } from '../deploy/local/index.ts';
import { type Spread, spreadOf } from './figures.ts';
import type { Round } from './rounds.ts';
import { Side } from './side.ts';
import { type Manner, manners, Sink } from './span-sink.ts';

export interface TelemetryPlan {
  readonly inFlight: number;
  readonly rounds: number;
  readonly forMs: number;
}

/** With spans to without, of each pair of rounds. */
export interface Cost {
  readonly receiver: Manner;
  readonly sending: readonly Round[];
  readonly silent: readonly Round[];
  /** Of hires per second: below 1 is what it costs. */
  readonly rate: Spread;
  /** Of the services' CPU for a hire: above 1 is what it costs. Undefined where the system does not tell. */
  readonly cpu?: Spread;
  /** Spans that arrived during these rounds, and those that the services could not send. */
  readonly arrived: number;
  readonly dropped: number;
}

type Say = (line: string) => void;

/** Throws where servers are named: on the same ones each system would do the other's work. */
export async function costOfTelemetry(plan: TelemetryPlan, say: Say): Promise<Cost[]> {
  if (process.env.MONGO_URL || process.env.KAFKA_BROKERS)
    throw new Error('two systems need servers of their own: unset MONGO_URL and KAFKA_BROKERS');
  const sink = await Sink.open();
  const silent = await Measured.open({ OTEL_TRACES_EXPORTER: 'none' }, say);
  const sending = await Measured.open({ OTEL_EXPORTER_OTLP_ENDPOINT: sink.url }, say);
  for (const each of [silent, sending]) await each.round(plan);
  say('warm');
  const costs: Cost[] = [];
  for (const receiver of manners) {
    await sink.tell({ be: receiver });
    costs.push(await costWith(receiver, { sending, silent, sink }, plan, say));
  }
  // What it owes the hanging one is let go of.
  await sink.tell({ be: 'counts' });
  for (const each of [sending, silent]) await each.close();
  sink.close();
  return costs;
}

interface Both {
  readonly sending: Measured;
  readonly silent: Measured;
  readonly sink: Sink;
}

async function costWith(receiver: Manner, { sending, silent, sink }: Both, plan: TelemetryPlan, say: Say): Promise<Cost> {
  const { spans: before } = await sink.tell({ do: 'count' });
  const droppedBefore = await sending.dropped();
  const rounds = { sending: [] as Round[], silent: [] as Round[] };
  for (let n = 0; n < plan.rounds; n += 1) {
    // Who comes first changes: a machine that grows slower or quicker meanwhile favours neither.
    const order = n % 2 === 0 ? (['sending', 'silent'] as const) : (['silent', 'sending'] as const);
    for (const which of order) rounds[which].push(await (which === 'sending' ? sending : silent).round(plan));
    say(`a receiver that ${receiver}: ${rateOf(rounds.sending.at(-1))} hires/s with spans, ${rateOf(rounds.silent.at(-1))} without`);
  }
  const pairs = (of: (round: Round) => number | undefined) =>
    rounds.sending.map((round, n) => (of(round) ?? Number.NaN) / (of(rounds.silent[n] as Round) ?? Number.NaN));
  const cpu = pairs(cpuOf).filter((ratio) => !Number.isNaN(ratio));
  const { spans: after } = await sink.tell({ do: 'count' });
  return {
    ...{ receiver, ...rounds, rate: spreadOf(pairs(({ hiresPerSecond }) => hiresPerSecond)) },
    ...(cpu.length > 0 ? { cpu: spreadOf(cpu) } : {}),
    ...{ arrived: after - before, dropped: (await sending.dropped()) - droppedBefore },
  };
}

const rateOf = (round: Round | undefined): string => round?.hiresPerSecond.toFixed(1) ?? '-';

/** Of the services alone: the servers are shared with nobody, but do the same for both. */
export function cpuOf({ cpuMs }: Round): number | undefined {
  const used = serviceNames.flatMap((name) => cpuMs[name] ?? []);
  return used.length === serviceNames.length ? used.reduce((sum, each) => sum + each, 0) : undefined;
}

/** A system of its own with its people. */
class Measured {
  private readonly side: Side;
  private readonly system: System;

  private constructor(side: Side, system: System) {
    this.side = side;
    this.system = system;
  }

  static async open(env: Record<string, string>, say: Say): Promise<Measured> {
    const system = await startSystem({ env: { NODE_OPTIONS: '', ...env }, flags: [], say });
    const { servers, services, secret } = system;
    const addresses = Object.fromEntries(Object.entries(services).map(([name, { url }]) => [name, url]));
    const places = { mongoUrl: servers.mongoUrl(''), kafkaBrokers: servers.kafkaBrokers, services: addresses, secret };
    return new Measured(await Side.open('./over-http.side.ts', places), system);
  }

  round({ inFlight, forMs }: TelemetryPlan): Promise<Round> {
    const processes = Object.fromEntries(Object.entries(this.system.services).map(([name, { pid }]) => [name, pid]));
    return this.side.round(inFlight, forMs, processes);
  }

  /** Spans that could not be sent, so far. */
  async dropped(): Promise<number> {
    const pages = Object.values(this.system.services).map(async ({ operatorUrl }) => (await fetch(`${operatorUrl}/metrics`)).text());
    const counts = (await Promise.all(pages)).flatMap((page) => [...page.matchAll(/^hiring_spans_dropped_total(?:\{[^}]*\})? (\d+)/gm)]);
    return counts.reduce((sum, [, count]) => sum + Number(count), 0);
  }

  async close(): Promise<void> {
    await this.side.tell({ do: 'close' });
    await this.system.stop();
  }
}
