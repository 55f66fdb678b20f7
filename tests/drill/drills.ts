/** All drills. */
import type { Drill } from './drill.ts';
import { callerDrills } from './drills/callers.ts';
import { messageDrills } from './drills/messages.ts';
import { serverDrills } from './drills/servers.ts';
import { serviceDrills } from './drills/services.ts';

export const drills: readonly Drill[] = [...serviceDrills, ...serverDrills, ...messageDrills, ...callerDrills];
