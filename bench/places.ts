/** Where a side finds the servers and the services, and what it is to do there. */
import type { Step } from './recording.ts';

/** How a floor's consumers handle their messages. */
export const floorOrders = ['one by one', 'in order', 'unordered'] as const;
export type FloorOrder = (typeof floorOrders)[number];

export interface Places {
  /** Without a database. */
  readonly mongoUrl: string;
  readonly kafkaBrokers: string;
  /** What the floor replays, and how its consumers handle their messages. */
  readonly steps?: readonly Step[];
  readonly order?: FloorOrder;
  /** The services' addresses by name, and what signs their tokens. */
  readonly services?: Readonly<Record<string, string>>;
  readonly secret?: string;
}
