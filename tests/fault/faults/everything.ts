/** Everything is restarted, one process after the other, while people go on working. */
import { everyService, type Fault, now } from '../world.ts';
import { brokersRestarted } from './brokers.ts';
import { membersRestarted } from './database.ts';
import { restarted } from './services.ts';

export const everythingRestarted: Fault = {
  name: 'rolling restart of everything',
  cases: '13, 18, 26, 62',
  strike: async (world) => {
    await membersRestarted(world);
    await brokersRestarted(world);
    for (const service of everyService(world)) await restarted(service);
    return now();
  },
};
