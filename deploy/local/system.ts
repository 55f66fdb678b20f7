/** A running system, as tests, the demo and `npm start` see it. */
import type { Servers } from './start-servers.ts';

export const serviceNames = ['requisition', 'screening', 'interview', 'offer'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** One service: a real process. */
export interface Service {
  /** Such as http://127.0.0.1:7301; it stays the same when the service starts again. */
  readonly url: string;
  readonly pid: number;
  /** The path of its log, one JSON object a line; starts append. */
  readonly log: string;
  /** Resolves when the process has ended. SIGKILL by default: no goodbye, as in a crash. SIGTERM drains first. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Resolves when it answers ready again. Throws NotStarted. Its consumer may rejoin its group later; see `joined`. */
  start(): Promise<void>;
  /** Resolves when this process has joined its consumer group: after a SIGKILL the broker waits for the old member's session to end. */
  joined(withinMs?: number): Promise<void>;
}

export interface System {
  readonly servers: Servers;
  readonly services: Readonly<Record<ServiceName, Service>>;
  /** Signs tokens; see issueToken of libs/edge. */
  readonly secret: string;
  /** Stops services and servers. */
  stop(): Promise<void>;
}
