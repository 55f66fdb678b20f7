/** Runs one service as a process that can be killed and started again at the same address. */
import { readFileSync, statSync } from 'node:fs';
import { NotStarted } from './child.ts';
import type { Guard } from './guard.ts';
import { HurtableProcess } from './hurtable-process.ts';
import { answers, becomesTrue } from './processes.ts';
import { root } from './root.ts';
import type { Service, ServiceName } from './system.ts';

const readyWithinMs = 180_000;
const joinedWithinMs = 120_000;
/** Longer than the service's own limit, after which it ends by itself. */
const stopWithinMs = 15_000;

const sourceMaps = ['--import', './libs/telemetry/dist/source-maps.js'];
/** Little memory before much throughput, where all of them share a laptop: an idle service takes 125 MB instead of 180. */
export const littleMemory = ['--optimize-for-size', '--max-semi-space-size=1'];

/** One process each is all there is, so the broker need not be patient with one that was killed. */
const defaults = { LOG_FORMAT: 'json', KAFKA_SESSION_TIMEOUT_MS: '6000', MALLOC_ARENA_MAX: '2' };

export interface ServiceSettings {
  /** Which service it is. */
  readonly service: ServiceName | 'observer' | 'pipeline' | 'gateway';
  /** Which of its processes; the service's name where there is one. */
  readonly name?: string;
  readonly port: number;
  readonly operatorPort: number;
  readonly log: string;
  readonly env: Record<string, string>;
  /** What node is told beside; nothing, as in production, by default. */
  readonly flags?: readonly string[];
}

export class ServiceProcess extends HurtableProcess implements Service {
  readonly service: ServiceSettings['service'];
  readonly url: string;
  readonly operatorUrl: string;
  /** Where in the log this process's own lines begin. */
  private logFrom = 0;

  constructor({ service, name = service, port, operatorPort, log, env, flags = [] }: ServiceSettings, guard: Guard) {
    const url = `http://127.0.0.1:${port}`;
    super(
      {
        name,
        command: process.execPath,
        args: [...sourceMaps, ...flags, `apps/${service}/dist/main.js`],
        log,
        cwd: root,
        env: { ...inherited(), ...defaults, ...env, PORT: String(port), OPERATOR_PORT: String(operatorPort) },
        isUp: () => answers(`${url}/readyz`),
        upWithinMs: readyWithinMs,
        stopWithinMs,
      },
      guard,
    );
    this.service = service;
    this.url = url;
    this.operatorUrl = `http://127.0.0.1:${operatorPort}`;
  }

  override async start(): Promise<void> {
    if (this.running) return;
    this.logFrom = statSync(this.log, { throwIfNoEntry: false })?.size ?? 0;
    await super.start();
  }

  async joined(withinMs = joinedWithinMs): Promise<void> {
    const hasJoined = () => this.ownLog().includes('"msg":"joined the group"');
    if (await becomesTrue(() => !this.running || hasJoined(), withinMs)) {
      if (this.running) return;
    }
    throw new NotStarted(`${this.name} has not joined its consumer group; see ${this.log}`);
  }

  private ownLog(): string {
    return readFileSync(this.log).subarray(this.logFrom).toString();
  }
}

/** The same everywhere: nothing of a test runner, nothing of the shell but what says where things are and how telemetry is sent. */
function inherited(): Record<string, string> {
  const kept = /^(PATH|HOME|TMPDIR|TZ|LANG|LC_ALL|LOG_LEVEL|NODE_EXTRA_CA_CERTS|OTEL_\w+)$/;
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (kept.test(name) && value ? [[name, value]] : [])));
}
