/** A deployment of a new build, and its rollback: for a while processes of both run side by side, in one group and on one history. */

import type { Service } from '../../../deploy/local/index.ts';
import { root } from '../../../deploy/local/root.ts';
import { everyService, type Fault, now, wait } from '../world.ts';
import { restarted } from './services.ts';

const mixedForMs = 3000;

/** `older`: the folder of the older build. Back to it and forward again, one process after the other. */
export const upgradedFrom = (older: string): Fault => ({
  name: 'rolled back to the older build and forward again',
  cases: '57, 62, 63',
  strike: async (world) => {
    const all = everyService(world);
    for (const service of all) await as(service, older);
    await wait(world.long(mixedForMs));
    for (const service of all) await as(service, root);
    return now();
  },
});

function as(service: Service, folder: string): Promise<void> {
  service.moveTo(folder);
  return restarted(service);
}
