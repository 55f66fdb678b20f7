/** Every fault that a long run goes through. */
import { brokerFaults } from './faults/brokers.ts';
import { databaseFaults } from './faults/database.ts';
import { diskFaults } from './faults/disk.ts';
import { everythingRestarted } from './faults/everything.ts';
import { messageFaults } from './faults/messages.ts';
import { networkFaults } from './faults/network.ts';
import { poison } from './faults/poison.ts';
import { serviceFaults } from './faults/services.ts';
import { upgraded } from './faults/upgrade.ts';
import type { Fault } from './world.ts';

export const faults: readonly Fault[] = [
  ...serviceFaults,
  ...brokerFaults,
  ...databaseFaults,
  ...networkFaults,
  ...diskFaults,
  ...messageFaults,
  poison,
  everythingRestarted,
  upgraded,
];
