/** What a drill is: a fault, the alert that is to name it, and what that alert's page says to do. */
import type { Cluster, Observer, System } from '../../deploy/local/index.ts';
import type { Load } from '../load/load.ts';
import type { Alerts } from './alerts.ts';

export interface Grounds {
  /** One process of each service, one broker, one member, and a network between them that can be spoiled. */
  readonly cluster: Cluster;
  readonly observer: Observer;
  readonly alerts: Alerts;
  /** The load of a usual day. */
  readonly load: Load;
  /** The process of each service. */
  readonly services: System['services'];
}

/** What is done about it, once the alert has been seen. */
export interface Cure {
  readonly cure: () => Promise<void>;
  /** When all is silent again: what has only to do with the drill is put back. */
  readonly tidy?: () => Promise<void>;
}

export interface Drill {
  /** What is done, in a few words; the table's row. */
  readonly fault: string;
  /** The alert that names the cause. */
  readonly alert: string;
  /** As it stands on the alert's page. */
  readonly remedy: string;
  /** What the drill itself does of it, in a few words: there is no Docker here, and no machine of its own. */
  readonly done: string;
  /** What must be so before; nobody looks at alerts meanwhile. */
  readonly prepare?: (grounds: Grounds) => Promise<void>;
  /** Does the harm. The alert's time counts from when this resolves. */
  readonly strike: (grounds: Grounds) => Promise<Cure>;
}
