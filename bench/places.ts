/** Where a side finds the servers and the services, and what it is to do there. */
import type { Step } from './recording.ts';

export interface Places {
  /** Without a database. */
  readonly mongoUrl: string;
  readonly kafkaBrokers: string;
  /** What the floor replays. */
  readonly steps?: readonly Step[];
  /** The services' addresses by name, and what signs their tokens. */
  readonly services?: Readonly<Record<string, string>>;
  readonly secret?: string;
}
