/** Runs one service as a process that can be killed and started again at the same address. */
import { readFileSync, statSync } from 'node:fs';
import { Child, NotStarted } from './child.ts';
import type { Guard } from './guard.ts';
import { becomesTrue } from './processes.ts';
import { root } from './root.ts';
import type { Service, ServiceName } from './system.ts';

const readyWithinMs = 60_000;
const joinedWithinMs = 60_000;
/** Longer than the service's own limit, after which it ends by itself. */
const stopWithinMs = 15_000;

/** A smaller nursery for new objects: an idle service takes 145 MB instead of 200. */
const nodeFlags = ['--enable-source-maps', '--max-semi-space-size=4'];

/** One process each is all there is, so the broker need not be patient with one that was killed. */
const defaults = { LOG_FORMAT: 'json', KAFKA_SESSION_TIMEOUT_MS: '6000' };

export interface ServiceSettings {
  readonly name: ServiceName;
  readonly port: number;
  readonly log: string;
  readonly env: Record<string, string>;
}

export class ServiceProcess implements Service {
  readonly name: ServiceName;
  readonly url: string;
  readonly log: string;
  private readonly settings: ServiceSettings;
  private readonly guard: Guard;
  private child: Child | undefined;
  /** Where in the log this process's own lines begin. */
  private logFrom = 0;

  constructor(settings: ServiceSettings, guard: Guard) {
    this.settings = settings;
    this.guard = guard;
    this.name = settings.name;
    this.url = `http://127.0.0.1:${settings.port}`;
    this.log = settings.log;
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  async start(): Promise<void> {
    if (this.child?.running) return;
    this.logFrom = statSync(this.log, { throwIfNoEntry: false })?.size ?? 0;
    const { name, port, log, env } = this.settings;
    const child = new Child(
      {
        name,
        command: process.execPath,
        args: [...nodeFlags, `apps/${name}/dist/main.js`],
        log,
        cwd: root,
        env: { ...inherited(), ...defaults, ...env, PORT: String(port) },
      },
      this.guard,
    );
    this.child = child;
    await child.until(() => this.isReady(), readyWithinMs);
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    await this.child?.stop(signal, stopWithinMs);
  }

  async joined(withinMs = joinedWithinMs): Promise<void> {
    const hasJoined = () => this.ownLog().includes('"msg":"joined the group"');
    if (await becomesTrue(() => !this.child?.running || hasJoined(), withinMs)) {
      if (this.child?.running) return;
    }
    throw new NotStarted(`${this.name} has not joined its consumer group; see ${this.log}`);
  }

  private async isReady(): Promise<boolean> {
    const answer = await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
    await answer?.body?.cancel();
    return answer?.status === 200;
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
