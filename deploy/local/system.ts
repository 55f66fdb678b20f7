/** A running system, as tests, the demo and `npm start` see it. */
import type { Servers } from './start-servers.ts';

export const serviceNames = ['requisition', 'screening', 'interview', 'offer'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** A process that can be hurt, and that comes back at its address. */
export interface Hurtable {
  /** Such as offer, offer-2, kafka-1. */
  readonly name: string;
  readonly pid: number;
  readonly running: boolean;
  /** The path of its log; starts append. */
  readonly log: string;
  /** Resolves when the process has ended. SIGKILL by default: no goodbye, as in a crash. SIGTERM lets it finish first. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Stands still with its connections open (SIGSTOP), as a virtual machine that is moved … */
  freeze(): void;
  /** … and goes on. */
  thaw(): void;
  /** Resolves when it serves again. Throws NotStarted. */
  start(): Promise<void>;
}

/** One process of a service. Its log is one JSON object a line; its consumer may rejoin its group after `start`; see `joined`. */
export interface Service extends Hurtable {
  /** Such as http://127.0.0.1:7301; it stays the same when the service starts again. */
  readonly url: string;
  /** Where its /metrics is, such as http://127.0.0.1:7401; the same again too. */
  readonly operatorUrl: string;
  /** The next start is of the build in this folder, which is laid out as this project. */
  moveTo(folder: string): void;
  /** The next start has this in its environment beside its own; one with `{}` nothing more again. */
  equip(env: Readonly<Record<string, string>>): void;
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
